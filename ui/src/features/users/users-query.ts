import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import {
  type CallError,
  call,
  callQuery,
  type UserFilter,
  type UserPage,
  type UserRow,
  type UsersList,
} from "~/api";
import { EVERYBODY_CURRENT, filterOf, sortOf, type UsersSearch } from "./list-search";

export const PAGE_SIZE = 100;

type PagesKey = readonly ["users.list", "pages", Omit<UsersList, "after">];

/** The rows of the list as far as they were scrolled to; the rows before stay while others are sought. */
export function useUserRows(search: UsersSearch) {
  const input = {
    filter: filterOf(search),
    sort: sortOf(search),
    descending: search.desc === true,
    limit: PAGE_SIZE,
  };
  const query = useInfiniteQuery<
    UserPage,
    CallError,
    InfiniteData<UserPage, string | null>,
    PagesKey,
    string | null
  >({
    queryKey: ["users.list", "pages", input],
    queryFn: ({ pageParam, signal, client, queryKey }) => {
      const known = client.getQueryData<InfiniteData<UserPage, string | null>>(queryKey);
      const again = known?.pageParams.includes(pageParam) ?? false;
      return call("users.list", { ...input, after: pageParam }, { background: again, signal });
    },
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo<UserRow[]>(() => rowsOnce(query.data?.pages), [query.data]);
  return { ...query, rows };
}

/** A user who was renamed while one scrolled can come on two pages; they are shown once. */
function rowsOnce(pages: UserPage[] | undefined): UserRow[] {
  const rows = new Map<string, UserRow>();
  for (const page of pages ?? []) {
    for (const row of page.rows) if (!rows.has(row.id)) rows.set(row.id, row);
  }
  return [...rows.values()];
}

export function useUserCounts(filter: UserFilter) {
  return useQuery({ ...callQuery("users.count", { filter }), placeholderData: keepPreviousData });
}

/** The counts on the tabs: of the practice, whatever is being sought. */
export const usePracticeCounts = () => useUserCounts(EVERYBODY_CURRENT);
