import { useShortcut } from "~/shared";
import { useEscape } from "../use-escape";

type UserKeys = {
  /** Null for people who may only look. */
  save: (() => void) | null;
  saveAndClose: () => void;
  leave: () => void;
  previous: () => void;
  next: () => void;
  tabs: { label: string; show: () => void }[];
};

/** The keys of a user's screen. */
export function useUserKeys({ save, saveAndClose, leave, previous, next, tabs }: UserKeys) {
  const editing = (keys: string, label: string, run: () => void, disabled = false) => ({
    keys,
    label,
    group: "Editing" as const,
    run,
    disabled,
  });
  const tab = (at: number) =>
    editing(`alt+${at + 1}`, tabs[at]?.label ?? "", () => tabs[at]?.show(), !tabs[at]);
  useShortcut(editing("mod+s", "Save", () => save?.(), !save));
  useShortcut(editing("mod+enter", "Save and close", saveAndClose, !save));
  useShortcut(editing("alt+arrowup", "Previous user", previous));
  useShortcut(editing("alt+arrowdown", "Next user", next));
  useShortcut(tab(0));
  useShortcut(tab(1));
  useShortcut(tab(2));
  useShortcut(tab(3));
  useEscape({ label: "Cancel", run: leave });
}
