import { createPortal } from "react-dom";
import classes from "./step-recovery.module.css";

function made(): string {
  return new Intl.DateTimeFormat("en-AU", { day: "numeric", month: "short", year: "numeric" }).format(
    new Date(),
  );
}

/** The file that is saved: readable years later by somebody who has never seen Firmkeep. */
export function recoveryText(practice: string, groups: string[]): string {
  return [
    "Firmkeep recovery key",
    `Practice: ${practice}`,
    `Made: ${made()}`,
    "",
    groups.join("-"),
    "",
    "It opens the practice's data on another computer, or when the first one is lost.",
    "Whoever holds it together with a copy of the database can read everything in it.",
    "Keep it away from the computer, where the practice's most private papers are kept.",
    "",
  ].join("\r\n");
}

/** The same on paper; on the screen it is not there. */
export function RecoverySheet({ practice, groups }: { practice: string; groups: string[] }) {
  return createPortal(
    <div className={classes.sheet} aria-hidden>
      <p className={classes.sheetTitle}>Firmkeep recovery key</p>
      <p>
        Practice: {practice}
        <br />
        Made: {made()}
      </p>
      <p className={classes.sheetKey}>
        {groups.slice(0, 4).join(" - ")}
        <br />
        {groups.slice(4).join(" - ")}
      </p>
      <p>It opens the practice’s data on another computer, or when the first one is lost.</p>
      <p>Whoever holds it together with a copy of the database can read everything in it.</p>
      <p>Keep it away from the computer, where the practice’s most private papers are kept.</p>
    </div>,
    document.body,
  );
}
