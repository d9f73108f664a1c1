import { Anchor, Skeleton } from "@mantine/core";
import { useState } from "react";
import { type RegisterFilter, type TimelineBar, useMe } from "~/api";
import { ErrorState } from "~/shared/states";
import { type HistorySearch, rangeWords } from "../history-search";
import { useTimeline } from "../use-register-facts";
import { Bars } from "./bars";
import { barWords, spanOf, zoomTo } from "./span";
import classes from "./timeline.module.css";
import { TimelineTable } from "./timeline-table";

type Props = {
  search: HistorySearch;
  filter: RegisterFilter;
  onZoom: (to: HistorySearch) => void;
};

const count = (value: number) => value.toLocaleString("en-AU");
const sum = (bars: TimelineBar[], of: "succeeded" | "failed") => bars.reduce((all, bar) => all + bar[of], 0);

/** Sign-ins over time: those that worked up, those that failed down. Choosing a stretch shows its events below. */
export function Timeline({ search, filter, onZoom }: Props) {
  const me = useMe();
  const [table, setTable] = useState(false);
  const span = spanOf(filter, me.time_zone, Date.now() * 1000);
  const { data, error, refetch, isFetching } = useTimeline(filter, span);
  const bars = data?.bars ?? [];
  const worst = bars.reduce<TimelineBar | null>(
    (most, bar) => (bar.failed > (most?.failed ?? 0) ? bar : most),
    null,
  );
  const when = search.range ? rangeWords(search, me) : "last 30 days";
  const unzoom = () =>
    onZoom({ range: undefined, from: undefined, until: undefined, start: undefined, end: undefined });

  return (
    <section className={classes.card} aria-label="Sign-ins over time">
      <div className={classes.head}>
        <h2 className={classes.title}>Sign-ins, {when.charAt(0).toLowerCase() + when.slice(1)}</h2>
        {data && (
          <>
            <span className={classes.legend}>
              <span className={classes.swatch} />
              {count(sum(bars, "succeeded"))} successful
            </span>
            <span className={classes.legend}>
              <span className={classes.swatch} data-failed />
              {count(sum(bars, "failed"))} failed
            </span>
          </>
        )}
        <span className={classes.right}>
          {worst && (
            <span className={classes.worst}>
              Most failures: {barWords(worst.start, span.step, me, span.step === "hour")},{" "}
              {count(worst.failed)}
            </span>
          )}
          {search.range && (
            <Anchor component="button" type="button" inherit className={classes.link} onClick={unzoom}>
              Zoom out
            </Anchor>
          )}
          <Anchor
            component="button"
            type="button"
            inherit
            className={classes.link}
            aria-pressed={table}
            onClick={() => setTable(!table)}
          >
            {table ? "Show as a chart" : "Show as a table"}
          </Anchor>
        </span>
      </div>
      {error && !data && (
        <ErrorState
          compact
          error={error}
          title="The chart can’t be drawn now"
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeleton height="6.75rem" />}
      {data &&
        (table ? (
          <TimelineTable bars={bars} step={span.step} />
        ) : (
          <Bars
            key={`${span.from} ${span.until}`}
            bars={bars}
            span={span}
            onChoose={(start, end) => onZoom(zoomTo(span, start, end))}
          />
        ))}
    </section>
  );
}
