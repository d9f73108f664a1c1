import type { KeyboardEvent } from "react";

/** The window's own keys, which make everything larger or smaller. */
const SIZES = ["+", "=", "-", "0"];

/** For what lies over everything: keys stop there, or a dialog left open behind would act on them. */
export function keepKeys(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && SIZES.includes(event.key)) return;
  event.stopPropagation();
}
