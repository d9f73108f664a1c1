import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import { matches, parse, typing } from "./keys";

export type ShortcutGroup = "Anywhere" | "Lists" | "Editing";

export type Shortcut = {
  /** "mod+s", "mod+shift+l", "/", "?", "n", "alt+arrowup", or a sequence "g u". `mod` is Ctrl, ⌘ on a Mac. */
  keys: string;
  label: string;
  group: ShortcutGroup;
  run: (event: KeyboardEvent) => void;
  /** Also while a dialog is open (default: no). */
  inDialogs?: boolean;
  /** Only while nothing on the screen has the focus. */
  unfocused?: boolean;
  disabled?: boolean;
};

type Entry = { id: symbol; shortcut: Shortcut };

class Registry {
  private entries: Entry[] = [];
  private listeners = new Set<() => void>();
  private waiting: { first: string; until: number } | null = null;
  /** Single keys can be turned off in the preferences. */
  singleKeys = true;
  /** Nothing runs while the screen is locked. */
  paused = false;

  add(entry: Entry) {
    this.entries = [...this.entries, entry];
    this.tell();
    return () => {
      this.entries = this.entries.filter((other) => other !== entry);
      this.tell();
    };
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = () => this.entries;

  private tell() {
    for (const listener of this.listeners) listener();
  }

  handle(event: KeyboardEvent) {
    if (this.paused || event.defaultPrevented || event.isComposing) return;
    const dialog = document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;
    const first = this.waiting && Date.now() < this.waiting.until ? this.waiting.first : null;
    // The latest registered wins: a screen's own key goes before the page's. But a second key ends what the first began:
    // after G, H leads to the history, whatever H does on this screen.
    const latestFirst = [...this.entries].reverse();
    const ends = (keys: string) =>
      first !== null && keys.split(" ").length > 1 && keys.split(" ")[0] === first;
    const ordered = [
      ...latestFirst.filter((entry) => ends(entry.shortcut.keys)),
      ...latestFirst.filter((entry) => !ends(entry.shortcut.keys)),
    ];
    for (const { shortcut } of ordered) {
      if (shortcut.disabled || (dialog && !shortcut.inDialogs)) continue;
      if (shortcut.unfocused && !nothingFocused()) continue;
      const steps = shortcut.keys.split(" ");
      const step = parse(steps.length > 1 && first === steps[0] ? (steps[1] ?? "") : (steps[0] ?? ""));
      if (!matches(step, event)) continue;
      const single = !step.mod && !step.alt && !/^(f\d+|arrow|enter|escape|home|end|page)/.test(step.key);
      if (single && (!this.singleKeys || typing(event.target))) continue;
      if (steps.length > 1 && first !== steps[0]) {
        this.waiting = { first: steps[0] ?? "", until: Date.now() + 1200 };
        return;
      }
      this.waiting = null;
      event.preventDefault();
      shortcut.run(event);
      return;
    }
    this.waiting = null;
  }
}

const nothingFocused = () => {
  const at = document.activeElement;
  return at === null || at === document.body || at.id === "main";
};

const RegistryContext = createContext<Registry | null>(null);

export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const registry = useMemo(() => new Registry(), []);
  useEffect(() => {
    const handle = (event: KeyboardEvent) => registry.handle(event);
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, [registry]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

function useRegistry(): Registry {
  const registry = useContext(RegistryContext);
  if (!registry) throw new Error("Shortcuts need their provider");
  return registry;
}

/** Registers keys while the calling part is on screen. Give a new object each render freely. */
export function useShortcut(shortcut: Shortcut) {
  const registry = useRegistry();
  const latest = useRef(shortcut);
  latest.current = shortcut;
  const { keys, label, group, inDialogs, unfocused, disabled } = shortcut;
  useEffect(
    () =>
      registry.add({
        id: Symbol(keys),
        shortcut: {
          keys,
          label,
          group,
          inDialogs,
          unfocused,
          disabled,
          run: (event) => latest.current.run(event),
        },
      }),
    [registry, keys, label, group, inDialogs, unfocused, disabled],
  );
}

/** Lets ↑ and ↓ lead into the screen's list when nothing has the focus: right after signing in, or arriving. */
export function useArrowsInto(enter: (key: "ArrowDown" | "ArrowUp") => void) {
  const part = { group: "Lists", unfocused: true } as const;
  useShortcut({ ...part, keys: "arrowdown", label: "Into the list", run: () => enter("ArrowDown") });
  useShortcut({ ...part, keys: "arrowup", label: "Into the list", run: () => enter("ArrowUp") });
}

/** Every shortcut that works now, for the shortcuts dialog. */
export function useShortcutList(): Shortcut[] {
  const registry = useRegistry();
  const entries = useSyncExternalStore(registry.subscribe, registry.snapshot);
  return useMemo(() => entries.map((entry) => entry.shortcut).filter((one) => !one.unfocused), [entries]);
}

/** Pauses everything behind the lock screen; follows the person's choice about single keys. */
export function useShortcutRules(rules: { paused: boolean; singleKeys: boolean }) {
  const registry = useRegistry();
  registry.paused = rules.paused;
  registry.singleKeys = rules.singleKeys;
}
