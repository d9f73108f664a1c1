import { type InfiniteData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { call, type EventPage, type EventRow, type RegisterList } from "~/api";
import { host } from "~/api/host";

/** Which part of the register a list shows; each has its own rule about who may read it. */
export type EventSource =
  | { operation: "register.list"; input: Omit<RegisterList, "before" | "limit"> }
  | { operation: "register.of_user"; input: { user: string } }
  | { operation: "register.own"; input: Record<string, never> };

export const EVENTS_PER_PAGE = 100;

type Fetch = { before: number | null; background: boolean; signal?: AbortSignal };

function fetchPage(source: EventSource, { before, background, signal }: Fetch): Promise<EventPage> {
  const page = { before, limit: EVENTS_PER_PAGE };
  const options = { background, signal };
  switch (source.operation) {
    case "register.list":
      return call("register.list", { ...source.input, ...page }, options);
    case "register.of_user":
      return call("register.of_user", { ...source.input, ...page }, options);
    case "register.own":
      return call("register.own", page, options);
  }
}

type Pages = InfiniteData<EventPage, number | null>;

/**
 * Puts a fresh newest page before what is already shown. Events never change, so nothing else needs reading
 * again; only when the two don't meet is the old part dropped, or the list would have a hole.
 */
export function mergeHead(old: Pages | undefined, head: EventPage): Pages {
  const newest = old?.pages[0]?.rows[0]?.seq;
  if (!old || newest === undefined) return { pages: [head], pageParams: [null] };
  const fresh = head.rows.filter((row) => row.seq > newest);
  if (fresh.length === 0) return old;
  const meets = fresh.length < head.rows.length || head.next === null;
  if (!meets) return { pages: [head], pageParams: [null] };
  const [first, ...others] = old.pages;
  if (!first) return { pages: [head], pageParams: [null] };
  return { ...old, pages: [{ ...first, rows: [...fresh, ...first.rows] }, ...others] };
}

/** Pages of the register, newest first, that grow at the top when something happens. */
export function useEventPages(source: EventSource) {
  const client = useQueryClient();
  const key = JSON.stringify(source);
  const latest = useRef(source);
  latest.current = source;

  const query = useInfiniteQuery({
    queryKey: ["event pages", key],
    queryFn: ({ pageParam, signal }) =>
      fetchPage(latest.current, { before: pageParam, background: false, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page: EventPage) => page.next,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

  const running = useRef(false);
  const catchUp = useCallback(async () => {
    const queryKey = ["event pages", key];
    if (running.current || client.getQueryData(queryKey) === undefined) return;
    running.current = true;
    try {
      const head = await fetchPage(JSON.parse(key) as EventSource, { before: null, background: true });
      client.setQueryData<Pages>(queryKey, (old) => mergeHead(old, head));
    } catch {
      // What is shown stays true; the next change or "Try again" reads once more.
    } finally {
      running.current = false;
    }
  }, [client, key]);

  useEffect(() => {
    void catchUp();
    return host().listen("changed", ({ topics }) => {
      if (topics.includes("register") || topics.includes("database")) void catchUp();
    });
  }, [catchUp]);

  const rows: EventRow[] = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const more = query.hasNextPage && !query.isFetchNextPageError;
  return {
    rows,
    state: query.data ? ("ready" as const) : query.isError ? ("failed" as const) : ("loading" as const),
    error: query.error,
    more,
    loadingMore: query.isFetchingNextPage,
    moreFailed: query.isFetchNextPageError,
    onMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}
