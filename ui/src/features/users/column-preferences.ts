import type { UserSort } from "~/api";

export type ColumnId =
  | "name"
  | "email"
  | "mobile"
  | "access_level"
  | "reports_to"
  | "mfa"
  | "status"
  | "job_title"
  | "last_sign_in";

export type ColumnFacts = {
  id: ColumnId;
  /** As it stands at the head of the column. */
  head: string;
  /** As it stands in the chooser. */
  title: string;
  width: number;
  minimum: number;
  sort: UserSort | null;
  /** Always shown, and always in its place. */
  locked: boolean;
  /** Shown until the person chooses otherwise. */
  usual: boolean;
  /** Left out in a narrow window. */
  wideOnly: boolean;
};

const column = (
  id: ColumnId,
  head: string,
  title: string,
  width: number,
  minimum: number,
  more: Partial<ColumnFacts> = {},
): ColumnFacts => ({
  id,
  head,
  title,
  width,
  minimum,
  sort: id === "job_title" ? null : id,
  locked: false,
  usual: true,
  wideOnly: false,
  ...more,
});

export const COLUMNS: readonly ColumnFacts[] = [
  column("name", "Name, last sign-in", "Name and last sign-in", 212, 160, { locked: true }),
  column("email", "Email (sign-in name)", "Email", 178, 110, { wideOnly: true }),
  column("mobile", "Mobile", "Mobile", 136, 100, { wideOnly: true }),
  column("access_level", "Access level", "Access level", 118, 90),
  column("reports_to", "Reports to", "Reports to", 130, 90),
  column("mfa", "MFA", "MFA", 98, 72),
  column("job_title", "Job title", "Job title", 130, 90, { usual: false }),
  column("last_sign_in", "Last sign-in", "Last sign-in", 130, 90, { usual: false }),
  column("status", "Status and actions", "Status and actions", 142, 142, { locked: true }),
];

/** What is remembered for a person under the key "users.columns". */
export type ColumnPreferences = {
  order: ColumnId[];
  hidden: ColumnId[];
  widths: Partial<Record<ColumnId, number>>;
  compact: boolean;
};

const MOVABLE = COLUMNS.filter((each) => !each.locked).map((each) => each.id);

export const USUAL_COLUMNS: ColumnPreferences = {
  order: MOVABLE,
  hidden: COLUMNS.filter((each) => !each.usual).map((each) => each.id),
  widths: {},
  compact: false,
};

const isMovable = (value: unknown): value is ColumnId => MOVABLE.some((id) => id === value);

/** What was remembered, by this or by another version of the program: unknown columns go, new ones come. */
export function readColumns(stored: unknown): ColumnPreferences {
  if (typeof stored !== "object" || stored === null) return USUAL_COLUMNS;
  const raw = stored as Record<string, unknown>;
  const remembered = Array.isArray(raw.order) ? [...new Set(raw.order.filter(isMovable))] : [];
  const added = MOVABLE.filter((id) => !remembered.includes(id));
  const hidden = Array.isArray(raw.hidden) ? raw.hidden.filter(isMovable) : [];
  const unseen = added.filter((id) => USUAL_COLUMNS.hidden.includes(id) && !hidden.includes(id));
  return {
    order: [...remembered, ...added],
    hidden: [...new Set([...hidden, ...unseen])],
    widths: readWidths(raw.widths),
    compact: raw.compact === true,
  };
}

function readWidths(raw: unknown): Partial<Record<ColumnId, number>> {
  if (typeof raw !== "object" || raw === null) return {};
  const widths: Partial<Record<ColumnId, number>> = {};
  for (const { id, minimum } of COLUMNS) {
    const width = (raw as Record<string, unknown>)[id];
    if (typeof width === "number" && Number.isFinite(width))
      widths[id] = Math.min(Math.max(width, minimum), 800);
  }
  return widths;
}

/** All columns in the person's order: the name first, status and actions last. */
export function orderedColumns(preferences: ColumnPreferences): ColumnFacts[] {
  const order: ColumnId[] = ["name", ...preferences.order, "status"];
  return order.flatMap((id) => COLUMNS.find((each) => each.id === id) ?? []);
}

export function moveColumn(preferences: ColumnPreferences, id: ColumnId, to: number): ColumnPreferences {
  const order = preferences.order.filter((each) => each !== id);
  order.splice(Math.min(Math.max(to, 0), order.length), 0, id);
  return { ...preferences, order };
}

export function showColumn(preferences: ColumnPreferences, id: ColumnId, shown: boolean): ColumnPreferences {
  const others = preferences.hidden.filter((each) => each !== id);
  return { ...preferences, hidden: shown ? others : [...others, id] };
}

export const widthOf = (preferences: ColumnPreferences, facts: ColumnFacts): number =>
  preferences.widths[facts.id] ?? facts.width;

/** Moves the border between two columns: what one gains the other gives, so the table always fits the window. */
export function moveBorder(
  measured: { left: ColumnFacts; leftWidth: number; right: ColumnFacts; rightWidth: number },
  by: number,
): { left: number; right: number } {
  const both = measured.leftWidth + measured.rightWidth;
  const most = Math.max(both - measured.right.minimum, measured.left.minimum);
  const left = Math.round(Math.min(Math.max(measured.leftWidth + by, measured.left.minimum), most));
  return { left, right: Math.max(Math.round(both - left), 1) };
}
