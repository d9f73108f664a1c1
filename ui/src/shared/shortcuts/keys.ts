import { isMac } from "~/api";

export type Step = { key: string; mod: boolean; shift: boolean; alt: boolean };

export function parse(text: string): Step {
  const parts = text.toLowerCase().split("+");
  const key = text === "+" ? "+" : (parts[parts.length - 1] ?? "");
  return { key, mod: parts.includes("mod"), shift: parts.includes("shift"), alt: parts.includes("alt") };
}

export function matches(step: Step, event: KeyboardEvent): boolean {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  if (mod !== step.mod || event.altKey !== step.alt) return false;
  // "?" and "+" need Shift on some keyboards: the sign itself is what counts.
  if (/^[a-z0-9]$|^[a-z]{2,}/.test(step.key) && event.shiftKey !== step.shift) return false;
  const key = event.key.toLowerCase();
  // Alt changes the letter on a Mac, so digits and letters go by their place then.
  return (
    key === step.key || (event.altKey && event.code.toLowerCase().replace(/^(digit|key)/, "") === step.key)
  );
}

const words: Record<string, string> = {
  mod: "Ctrl",
  shift: "Shift",
  alt: "Alt",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  enter: "Enter",
  escape: "Esc",
  " ": "Space",
  space: "Space",
};

/** "mod+shift+l" -> ["Ctrl", "Shift", "L"], for key caps. */
export function capsOf(keys: string): string[] {
  return keys
    .split(" ")
    .flatMap((step) => (step === "+" ? ["+"] : step.split("+")))
    .map(
      (part) =>
        words[part] ?? (part.length === 1 ? part.toUpperCase() : part[0]?.toUpperCase() + part.slice(1)),
    );
}

/** A field where letters are text, not commands. */
export function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit|range|file)$/.test(target.type)
  );
}
