import { useEffect } from "react";
import type { UserRow } from "~/api";
import { filterOf, readSearch, type UsersSearch } from "./list-search";
import { useUserCounts, useUserRows } from "./users-query";

let remembered: UsersSearch = {};

/** The list that a user was opened from: Back leads there, and Alt with arrows walks along it. */
export function rememberList(search: UsersSearch) {
  const { add: _notTheDrawer, ...list } = search;
  remembered = readSearch(list);
}

export const rememberedList = (): UsersSearch => remembered;

export type Neighbours = {
  /** "12 of 46", where it is known. */
  place: string | null;
  previous: UserRow | null;
  next: UserRow | null;
};

export function useNeighbours(user: string): Neighbours {
  const { rows, hasNextPage, fetchNextPage, isFetchingNextPage } = useUserRows(remembered);
  const counts = useUserCounts(filterOf(remembered));
  const at = rows.findIndex((row) => row.id === user);
  const nearEnd = at >= 0 && at >= rows.length - 2;
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (at < 0) return { place: null, previous: null, next: null };
  const total = Math.max(counts.data?.matching ?? rows.length, rows.length);
  return {
    place: `${(at + 1).toLocaleString("en-AU")} of ${total.toLocaleString("en-AU")}`,
    previous: rows[at - 1] ?? null,
    next: rows[at + 1] ?? null,
  };
}
