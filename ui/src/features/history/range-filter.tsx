import "@mantine/dates/styles.css";
import { Button, Popover, Radio } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import { useState } from "react";
import { useMe, type Weekday } from "~/api";
import { dayKey } from "~/shared/event-days";
import { formatDay } from "~/shared/time/format";
import { FilterChip } from "./filter-chip";
import classes from "./filter-chip.module.css";
import { type HistorySearch, RANGE_WORDS, RANGES, type Range, rangeDays, rangeWords } from "./history-search";

type Props = {
  search: HistorySearch;
  onChange: (change: Pick<HistorySearch, "range" | "from" | "until" | "start" | "end">) => void;
};

const WEEK: Weekday[] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** When: a span that moves with today, or two days of the calendar in the person's own zone. */
export function RangeFilter({ search, onChange }: Props) {
  const me = useMe();
  const [open, setOpen] = useState(false);
  const [half, setHalf] = useState<[string | null, string | null] | null>(null);
  const today = dayKey(Date.now() * 1000, me.time_zone);
  const range: Range = search.range ?? "any";
  const shown = rangeDays(search, today);

  const choose = (next: Range) => {
    setHalf(null);
    const exact = { start: undefined, end: undefined };
    if (next === "own")
      onChange({ range: "own", from: shown.from ?? today, until: shown.until ?? today, ...exact });
    else onChange({ range: next === "any" ? undefined : next, from: undefined, until: undefined, ...exact });
  };
  const pick = ([from, until]: [string | null, string | null]) => {
    if (from && until) {
      setHalf(null);
      onChange({ range: "own", from, until, start: undefined, end: undefined });
    } else setHalf([from, until]);
  };

  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <FilterChip
          icon={IconCalendar}
          label="Time"
          words={rangeWords(search, me)}
          chosen={range !== "any"}
          onClear={() => choose("any")}
          onClick={() => setOpen(!open)}
        />
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label="Time to show">
        <div className={classes.range}>
          <Radio.Group value={range} onChange={(value) => choose(value as Range)} label="Show events from">
            <div className={classes.dates}>
              {RANGES.map((value) => (
                <Radio key={value} value={value} label={RANGE_WORDS[value]} className={classes.check} />
              ))}
            </div>
          </Radio.Group>
          {range === "own" && (
            <div className={classes.dates}>
              <DatePicker
                type="range"
                allowSingleDateInRange
                value={half ?? [shown.from ?? null, shown.until ?? null]}
                onChange={pick}
                maxDate={today}
                weekendDays={[]}
                hideOutsideDates
                defaultDate={shown.until ?? today}
                firstDayOfWeek={WEEK.indexOf(me.week_start) as 0 | 1 | 2 | 3 | 4 | 5 | 6}
                ariaLabels={{ previousMonth: "Previous month", nextMonth: "Next month" }}
              />
              <p className={classes.hint} role="status">
                {half?.[0]
                  ? `From ${formatDay(half[0], me.date_format)}. Choose the last day.`
                  : "Choose the first day, then the last. Both days are included."}
              </p>
            </div>
          )}
        </div>
        <div className={classes.foot}>
          <span className={classes.hint}>Days in {me.time_zone.replaceAll("_", " ")}</span>
          <Button size="xs" variant="default" onClick={() => setOpen(false)}>
            Close
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
