import type { ReactNode } from "react";
import { isMac } from "~/api";
import classes from "./footer.module.css";

const macNames: Record<string, string> = { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" };

/** One key cap, with the name that this computer's keyboard carries. */
export function Key({ children }: { children: string }) {
  return (
    <kbd className={classes.key}>
      {isMac ? children.replace(/Ctrl|Alt|Shift/g, (name) => macNames[name] ?? name) : children}
    </kbd>
  );
}

export type Hint = { keys: string[]; label: string };

export function KeyHint({ keys, label }: Hint) {
  return (
    <span className={classes.hint}>
      {keys.map((key) => (
        <Key key={key}>{key}</Key>
      ))}
      <span>{label}</span>
    </span>
  );
}

/** The bar under a screen: what is shown at the left, at most six keys that work here at the right. */
export function Footer({ children, hints = [] }: { children?: ReactNode; hints?: Hint[] }) {
  return (
    <footer className={classes.footer}>
      <div className={classes.left}>{children}</div>
      <div className={classes.hints} aria-hidden>
        {hints.slice(0, 6).map((hint) => (
          <KeyHint key={hint.label} {...hint} />
        ))}
      </div>
    </footer>
  );
}
