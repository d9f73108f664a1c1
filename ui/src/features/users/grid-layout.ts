/** Where a menu opens, in the window. */
export type MenuPlace = { x: number; y: number };

/** The person may have made the text larger: lengths in pixels follow. */
export function rootScale(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Number.isFinite(size) && size > 0 ? size / 16 : 1;
}

/** Under the row's own menu button. */
export function placeOf(row: HTMLElement | null): MenuPlace {
  const box = (row?.querySelector("[data-row-menu]") ?? row)?.getBoundingClientRect();
  return { x: box?.right ?? 0, y: box?.bottom ?? 0 };
}
