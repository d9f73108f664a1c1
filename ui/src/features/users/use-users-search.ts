import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useRef } from "react";
import { changeSearch, readSearch, type UsersSearch } from "./list-search";

export type SearchChange = { [K in keyof UsersSearch]?: UsersSearch[K] | undefined };

/** What the list shows, kept in the address. Typing replaces the entry; choosing a view, filter or sort makes one to go Back to. */
export function useUsersSearch() {
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const key = JSON.stringify(raw);
  const search = useMemo(() => readSearch(JSON.parse(key) as Record<string, unknown>), [key]);
  const navigate = useNavigate();
  const latest = useRef(search);
  latest.current = search;
  const change = useCallback(
    (part: SearchChange) => {
      const next = changeSearch(latest.current, part);
      latest.current = next;
      void navigate({ to: "/users", search: next as never, replace: "q" in part });
    },
    [navigate],
  );
  return { search, change };
}
