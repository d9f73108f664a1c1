import { type TimelineBar, type TimelineStep, useMe } from "~/api";
import { barWords } from "./span";
import classes from "./timeline.module.css";

/** The same numbers in words, the newest first. */
export function TimelineTable({ bars, step }: { bars: TimelineBar[]; step: TimelineStep }) {
  const me = useMe();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to scroll by keys too
    <section className={classes.tableScroll} tabIndex={0} aria-label="Sign-ins as a table">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{step === "hour" ? "Hour" : step === "week" ? "Week" : "Day"}</th>
            <th scope="col">Successful</th>
            <th scope="col">Failed</th>
          </tr>
        </thead>
        <tbody>
          {[...bars].reverse().map((bar) => (
            <tr key={bar.start}>
              <th scope="row">{barWords(bar.start, step, me, true)}</th>
              <td>{bar.succeeded}</td>
              <td>{bar.failed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
