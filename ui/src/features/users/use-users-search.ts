import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { changeSearch, readSearch, type UsersSearch } from "./list-search";

export type SearchChange = { [K in keyof UsersSearch]?: UsersSearch[K] | undefined };

/**
 * What the list shows, kept in the address. Typing replaces the entry; choosing a view, filter or sort makes one to go
 * Back to. The list doesn't wait for the address: what was asked for counts at once.
 */
export function useUsersSearch() {
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const key = JSON.stringify(raw);
  const written = useMemo(() => readSearch(JSON.parse(key) as Record<string, unknown>), [key]);
  const [ahead, setAhead] = useState<{ of: string; search: UsersSearch } | null>(null);
  const search = ahead?.of === key ? ahead.search : written;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the address moved, by us or by Back, it counts again
  useEffect(() => setAhead(null), [key]);
  const navigate = useNavigate();
  const latest = useRef({ search, key });
  latest.current = { search, key };
  const change = useCallback(
    (part: SearchChange) => {
      const next = changeSearch(latest.current.search, part);
      latest.current.search = next;
      // The drawer asks before it closes: it waits for the address.
      if (!("add" in part)) setAhead({ of: latest.current.key, search: next });
      void navigate({ to: "/users", search: next as never, replace: "q" in part });
    },
    [navigate],
  );
  return { search, change };
}
