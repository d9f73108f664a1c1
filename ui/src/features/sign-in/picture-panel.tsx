import { Mark } from "~/shared";
import classes from "./picture-panel.module.css";
import drawing from "./sign-in-panel.svg";

/** The keep, built of ledger lines. */
export function PicturePanel({ version }: { version: string }) {
  return (
    <aside className={classes.panel} aria-label="Firmkeep">
      <img src={drawing} alt="" className={classes.drawing} />
      <div className={classes.brand}>
        <Mark size={34} plain />
        <span>Firmkeep</span>
      </div>
      <div className={classes.words}>
        <p className={classes.line}>
          Who is in your practice, what they can open, and a record you can trust.
        </p>
        <p className={classes.version}>Version {version}</p>
      </div>
    </aside>
  );
}
