export type GridPlace = { at: number; count: number; page: number };

/** Where a key leads from a row; null when the key is none of the grid's. */
export function rowAfterKey(key: string, { at, count, page }: GridPlace): number | null {
  if (count === 0) return null;
  const last = count - 1;
  const within = (row: number) => Math.min(Math.max(row, 0), last);
  switch (key) {
    case "ArrowDown":
      return within(at + 1);
    case "ArrowUp":
      return within(at - 1);
    case "PageDown":
      return within(Math.max(at, 0) + page);
    case "PageUp":
      return within(at - page);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
