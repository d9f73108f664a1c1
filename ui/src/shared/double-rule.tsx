import classes from "./double-rule.module.css";

/** The accountant's mark for "checked and settled". Vertical beside the current place, horizontal under what is settled. */
export function DoubleRule({ vertical, width }: { vertical?: boolean; width?: string }) {
  return (
    <span aria-hidden className={classes.rule} data-vertical={vertical || undefined} style={{ width }} />
  );
}
