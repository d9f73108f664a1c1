import { useLayoutEffect, useRef } from "react";
import { useShortcut } from "~/shared";

/**
 * Escape for a whole screen or drawer. What lies above takes it first: an open list, menu or dialog closes itself,
 * and by the time the key arrives here it is gone already, so what lay there is noted when the key goes down.
 */
export function useEscape(options: {
  label: string;
  run: () => void /** Itself a dialog. */;
  dialog?: boolean;
  disabled?: boolean;
}) {
  const { label, run, dialog = false, disabled } = options;
  const covered = useRef(false);
  // In the layout phase, so that it hears the key before the dialogs inside do.
  useLayoutEffect(() => {
    const note = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      const dialogs = document.querySelectorAll('[role="dialog"][aria-modal="true"]').length;
      const list = (event.target as HTMLElement | null)?.getAttribute?.("aria-expanded") === "true";
      covered.current =
        list || dialogs > (dialog ? 1 : 0) || document.querySelector('[role="menu"]') !== null;
    };
    window.addEventListener("keydown", note, { capture: true });
    return () => window.removeEventListener("keydown", note, { capture: true });
  }, [dialog]);
  useShortcut({
    keys: "escape",
    label,
    group: "Editing",
    inDialogs: dialog,
    disabled,
    run: () => {
      if (!covered.current) run();
    },
  });
}
