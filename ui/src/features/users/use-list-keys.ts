import { useArrowsInto, useShortcut } from "~/shared";

/** What the single keys of the list do; null where it can't be done now. */
type ListKeys = {
  /** An arrow key came while nothing had the focus. */
  into: (key: string) => void;
  search: () => void;
  add: (() => void) | null;
  menu: (() => void) | null;
  history: (() => void) | null;
};

export function useListKeys({ into, search, add, menu, history }: ListKeys) {
  useArrowsInto(into);
  useShortcut({ keys: "/", label: "Search this list", group: "Lists", run: search });
  useShortcut({ keys: "n", label: "Add user", group: "Lists", run: () => add?.(), disabled: !add });
  useShortcut({ keys: "m", label: "Actions menu", group: "Lists", run: () => menu?.(), disabled: !menu });
  useShortcut({
    keys: "h",
    label: "View history",
    group: "Lists",
    run: () => history?.(),
    disabled: !history,
  });
}
