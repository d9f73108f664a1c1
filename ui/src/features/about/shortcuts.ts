import type { Shortcut, ShortcutGroup } from "~/shared";

export type ShortcutLine = { keys: string; label: string };
export const GROUPS: ShortcutGroup[] = ["Anywhere", "Lists", "Editing"];

/** Keys that a focused part handles itself, so that nothing registers them. */
const BUILT_IN: Record<ShortcutGroup, ShortcutLine[]> = {
  Anywhere: [],
  Lists: [
    { keys: "arrowup arrowdown", label: "Move between rows" },
    { keys: "enter", label: "Open" },
  ],
  Editing: [],
};

/** Useful to know although the screen where they work isn't open now. */
const ELSEWHERE: Record<ShortcutGroup, ShortcutLine[]> = {
  Anywhere: [],
  Lists: [
    { keys: "/", label: "Search this list" },
    { keys: "f", label: "Filter" },
  ],
  Editing: [
    { keys: "mod+s", label: "Save" },
    { keys: "mod+enter", label: "Save and close" },
    { keys: "escape", label: "Cancel or close" },
  ],
};

/** What works now, then what works on other screens; each key once. */
export function linesOf(group: ShortcutGroup, registered: Shortcut[]): ShortcutLine[] {
  const lines = [
    ...BUILT_IN[group],
    ...registered.filter((one) => one.group === group && !one.disabled),
    ...ELSEWHERE[group],
  ];
  const seen = new Set<string>();
  return lines
    .filter(({ keys }) => !seen.has(keys) && seen.add(keys))
    .map(({ keys, label }) => ({ keys, label }));
}
