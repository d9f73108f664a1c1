import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { type CallError, call, type UserFilter, type UserPage, type UserRow, useCall } from "~/api";

const PAGE = 100;

/** Users by name, a page at a time as far as the list was scrolled, and how many there are. */
export function useSecurityUsers(filter: UserFilter, enabled: boolean) {
  const input = { filter, sort: "name" as const, descending: false, limit: PAGE };
  const query = useInfiniteQuery<
    UserPage,
    CallError,
    InfiniteData<UserPage, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: ["users.list", "security", input],
    queryFn: ({ pageParam, signal, client, queryKey }) => {
      const known = client.getQueryData<InfiniteData<UserPage, string | null>>(queryKey);
      const again = known?.pageParams.includes(pageParam) ?? false;
      return call("users.list", { ...input, after: pageParam }, { background: again, signal });
    },
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    enabled,
  });
  const counts = useCall("users.count", { filter }, { keepPrevious: true, enabled });
  const rows = useMemo(() => {
    const found = new Map<string, UserRow>();
    for (const page of query.data?.pages ?? []) for (const row of page.rows) found.set(row.id, row);
    return [...found.values()];
  }, [query.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { ...query, rows, counts: counts.data, more };
}
