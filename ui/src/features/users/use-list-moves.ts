import { useCallback, useRef, useState } from "react";
import type { useUserRows } from "./users-query";

/** Moving through the list, and reading on as one comes near the end of what was read. */
export function useListMoves(list: ReturnType<typeof useUserRows>) {
  const { isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const [active, setActive] = useState<string | null>(null);
  const fetchMore = useCallback(() => {
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage({ cancelRefetch: false });
  }, [fetchNextPage, isFetchingNextPage, isFetchNextPageError]);
  // Reading on to the very end stops as soon as one moves elsewhere.
  const journey = useRef(0);
  const moveTo = useCallback((id: string | null) => {
    journey.current += 1;
    setActive(id);
  }, []);
  const toEnd = async () => {
    const mine = journey.current;
    let page = await fetchNextPage({ cancelRefetch: false });
    while (page.hasNextPage && !page.isError && journey.current === mine) {
      page = await fetchNextPage({ cancelRefetch: false });
    }
    if (journey.current === mine) setActive(page.data?.pages.at(-1)?.rows.at(-1)?.id ?? null);
  };
  return { active, moveTo, toEnd, fetchMore };
}
