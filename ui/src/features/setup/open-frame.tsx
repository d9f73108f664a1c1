import type { ReactNode } from "react";
import type { AppStatus } from "~/api";
import { Mark, PracticeFace } from "~/shared";
import classes from "./open-frame.module.css";

/** A quiet page for when the practice can't simply be opened. */
export function OpenFrame({ status, children }: { status: AppStatus; children: ReactNode }) {
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <span className={classes.brand}>
          <Mark size={32} />
          Firmkeep
        </span>
        <span className={classes.version}>
          Version {status.version} on {status.computer}
        </span>
      </header>
      <main className={classes.main}>
        {status.practice && (
          <div className={classes.practice}>
            <PracticeFace name={status.practice.name} logo={status.practice.logo} />
          </div>
        )}
        {children}
      </main>
    </div>
  );
}
