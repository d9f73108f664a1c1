import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, callQuery, type UserDetail, type UserRow, useMe } from "~/api";

const SHOWN = 6;
const REMEMBERED = 5;

/** People by name, email or mobile, those who have left included: one may look for them too. */
export function usePeople(typed: string) {
  const search = typed.trim();
  const { can } = useMe();
  return useQuery({
    queryKey: ["find people", search],
    enabled: search !== "" && can.see_users,
    staleTime: 10_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call(
        "users.list",
        {
          filter: {
            search,
            roles: [],
            statuses: [],
            mfa: null,
            blocked: false,
            reports_to: null,
            show_inactive: true,
          },
          sort: "name",
          descending: false,
          after: null,
          limit: SHOWN,
        },
        { signal },
      ),
  });
}

/**
 * Who was opened lately by the person who is signed in. Kept in memory only: nothing about whom someone looked
 * at is written to the computer.
 */
export function useRecent(): { people: UserRow[]; remember: (user: string) => void } {
  const me = useMe();
  const client = useQueryClient();
  const key = ["find recent", me.id];
  const chosen = client.getQueryData<string[]>(key) ?? [];
  const visited = client
    .getQueryCache()
    .findAll({ queryKey: ["users.get"] })
    .filter((query) => query.state.data !== undefined)
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
    .map((query) => (query.state.data as UserDetail).row.id);
  const ids = [...new Set([...chosen, ...visited])].filter((id) => id !== me.id).slice(0, REMEMBERED);
  const people = useQueries({
    queries: ids.map((user) => ({
      ...callQuery("users.get", { user }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  }).flatMap((result) => (result.data ? [(result.data as UserDetail).row] : []));
  return {
    people,
    remember: (user) => {
      client.setQueryDefaults(["find recent"], { gcTime: Number.POSITIVE_INFINITY });
      client.setQueryData(key, [user, ...chosen.filter((other) => other !== user)].slice(0, REMEMBERED));
    },
  };
}
