import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { EventRow } from "~/api";
import type { EventItem } from "./event-days";

type Options = {
  items: EventItem[];
  more: boolean;
  onMore?: () => void;
  onOpen: (row: EventRow) => void;
};

const DAY_HEIGHT = 2.125;
const ROW_HEIGHT = 2.5;
/** Older events are asked for when this few are left below. */
const NEAR_END = 20;

const rem = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** Which rows of a list of events are in the page, which one the keys are on, and where the list is scrolled. */
export function useEventGrid({ items, more, onMore, onOpen }: Options) {
  const scroll = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const [unseen, setUnseen] = useState(0);
  const activeAt = active === null ? -1 : items.findIndex((item) => item.key === active);

  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (items[index]?.type === "day" ? DAY_HEIGHT : ROW_HEIGHT) * rem(),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 12,
    scrollMargin: head.current?.offsetHeight ?? 0,
    scrollPaddingStart: head.current?.offsetHeight ?? 0,
    // The row that holds the focus stays in the page however far the list is scrolled.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return activeAt < 0 || shown.includes(activeAt) ? shown : [...shown, activeAt].sort((a, b) => a - b);
    },
  });
  const shown = virtualizer.getVirtualItems();
  // Before any row had the focus, Tab reaches one that is in the page, wherever the list is scrolled.
  const inPage = shown.find(
    ({ index, end }) => items[index]?.type === "event" && end > (virtualizer.scrollOffset ?? 0),
  );
  const reachable = activeAt >= 0 ? activeAt : (inPage?.index ?? -1);

  const lastShown = shown.at(-1)?.index ?? 0;
  const wanting = more && items.length > 0 && lastShown >= items.length - NEAR_END;
  useEffect(() => {
    if (wanting) onMore?.();
  }, [wanting, onMore]);

  useKeptPlace({
    items,
    scroll,
    startOf: (index) => virtualizer.measurementsCache[index]?.start ?? 0,
    setUnseen,
  });

  const moveTo = (index: number) => {
    const item = items[index];
    if (item?.type !== "event") return;
    setActive(item.key);
    virtualizer.scrollToIndex(index, { align: "auto" });
    const focus = () => scroll.current?.querySelector<HTMLElement>(`[data-seq="${item.row.seq}"]`)?.focus();
    focus();
    requestAnimationFrame(focus);
  };

  const step = (from: number, by: 1 | -1, times = 1) => {
    let at = from;
    for (let next = from + by, left = times; left > 0 && next >= 0 && next < items.length; next += by) {
      if (items[next]?.type !== "event") continue;
      at = next;
      left -= 1;
    }
    moveTo(at);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 400) / (ROW_HEIGHT * rem())) - 2);
    const item = items[reachable];
    const moves: Record<string, [from: number, by: 1 | -1, times: number]> = {
      ArrowDown: [reachable, 1, 1],
      ArrowUp: [reachable, -1, 1],
      PageDown: [reachable, 1, page],
      PageUp: [reachable, -1, page],
      Home: [-1, 1, 1],
      End: [items.length, -1, 1],
    };
    const move = moves[event.key];
    const opens = event.key === "Enter" || event.key === " ";
    if (!move && !opens) return;
    event.preventDefault();
    if (move) step(...move);
    else if (item?.type === "event") onOpen(item.row);
  };

  const margin = virtualizer.options.scrollMargin;
  return {
    scroll,
    head,
    measure: virtualizer.measureElement,
    height: virtualizer.getTotalSize(),
    visible: shown.flatMap(({ index, start }) => {
      const item = items[index];
      return item ? [{ item, index, start: start - margin }] : [];
    }),
    reachable,
    setActive,
    /** Brings the focus to the row that Tab would reach. */
    enter: () => moveTo(reachable),
    onKeyDown,
    unseen,
    toTop: () => {
      if (scroll.current) scroll.current.scrollTop = 0;
      setUnseen(0);
    },
  };
}

type Place = {
  items: EventItem[];
  scroll: React.RefObject<HTMLDivElement | null>;
  startOf: (index: number) => number;
  setUnseen: (change: number | ((old: number) => number)) => void;
};

/** When events come in above, what is being read stays where it is, and the number of new ones is counted. */
function useKeptPlace({ items, scroll, startOf, setUnseen }: Place) {
  const before = useRef(items);
  useLayoutEffect(() => {
    const element = scroll.current;
    const old = before.current;
    before.current = items;
    if (!element || old === items) return;
    const first = old.find((item) => item.type === "event");
    if (!first || element.scrollTop < 8) return;
    const now = items.findIndex((item) => item.key === first.key);
    const was = old.indexOf(first);
    if (now <= was) {
      if (now < 0) element.scrollTop = 0;
      return;
    }
    const added = items.slice(0, now).filter((item) => item.type === "event").length;
    element.scrollTop += startOf(now) - startOf(was);
    setUnseen((count) => count + added);
  }, [items, scroll, startOf, setUnseen]);

  useEffect(() => {
    const element = scroll.current;
    const seen = () => {
      if (element && element.scrollTop < 8) setUnseen(0);
    };
    element?.addEventListener("scroll", seen, { passive: true });
    return () => element?.removeEventListener("scroll", seen);
  }, [scroll, setUnseen]);
}
