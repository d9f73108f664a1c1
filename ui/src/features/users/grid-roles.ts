import type { ColumnId } from "./column-preferences";

/**
 * A table whose rows are laid over each other as they scroll can't be a <table>; these say the same to a screen
 * reader. The grid itself holds the focus and names its active row, so the parts need none of their own.
 */
export const GROUP_ROLE = { role: "rowgroup" } as const;

/** Rows count from 1, the heads included. */
export const rowRole = (index: number, selected?: boolean) =>
  ({ role: "row", "aria-rowindex": index, "aria-selected": selected }) as const;

export const headRole = (at: number, sorted: "ascending" | "descending" | "none" | undefined) =>
  ({ role: "columnheader", "aria-colindex": at + 1, "aria-sort": sorted }) as const;

export const cellRole = (at: number, column: ColumnId) =>
  ({ role: column === "name" ? "rowheader" : "gridcell", "aria-colindex": at + 1 }) as const;
