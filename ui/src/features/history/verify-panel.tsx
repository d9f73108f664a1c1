import { Button, Progress } from "@mantine/core";
import { IconAlertOctagon, IconRosetteDiscountCheck } from "@tabler/icons-react";
import { useMemo } from "react";
import { useMe } from "~/api";
import { DoubleRule } from "~/shared/double-rule";
import type { CheckedRegister } from "~/shared/event-verdict";
import { formatClock, formatMoment } from "~/shared/time/format";
import type { Verifying } from "./use-verify";
import classes from "./verify-panel.module.css";

type Props = {
  last: CheckedRegister | null;
  running: Verifying | null;
  onStart: () => void;
  onCancel: () => void;
};

const count = (value: number) => value.toLocaleString("en-AU");

/** Whether the register fits together: how far the check is, what the last one found, and a way to start one. */
export function VerifyPanel({ last, running, onStart, onCancel }: Props) {
  const me = useMe();
  const checkedAt = useMemo(() => {
    if (!last) return "";
    const words = formatMoment(last.at, me);
    return words.startsWith("Today") ? formatClock(last.at, me) : words;
  }, [last, me]);

  if (running) return <Checking running={running} onCancel={onCancel} />;
  const start = (
    <Button variant="default" onClick={onStart}>
      {last ? "Check again" : "Check the whole register"}
    </Button>
  );
  if (!last) return start;
  const { verdict } = last;
  return (
    <>
      <div className={classes.card} data-broken={!verdict.intact || undefined} role="status">
        {verdict.intact ? (
          <IconRosetteDiscountCheck size={20} stroke={1.7} aria-hidden />
        ) : (
          <IconAlertOctagon size={20} stroke={1.7} aria-hidden />
        )}
        <span className={classes.words}>
          <strong>{verdict.intact ? "Chain verified" : "Chain broken"}</strong>
          {verdict.intact
            ? `${count(verdict.checked)} ${verdict.checked === 1 ? "entry" : "entries"}, ${checkedAt}`
            : `At entry ${count(verdict.first_wrong?.seq ?? verdict.checked)}, ${checkedAt}`}
        </span>
        {verdict.intact && <DoubleRule />}
      </div>
      {start}
    </>
  );
}

function Checking({ running, onCancel }: { running: Verifying; onCancel: () => void }) {
  const { done, total } = running;
  const percent = total > 0 ? Math.min(100, (done / total) * 100) : 0;
  return (
    <div className={classes.card}>
      <span className={classes.words}>
        <strong>Checking every seal</strong>
        {total > 0 ? `${count(done)} of ${count(total)} entries` : "Counting the entries"}
        <Progress
          className={classes.bar}
          value={percent}
          size={6}
          aria-label="Checking the register"
          transitionDuration={0}
        />
      </span>
      <Button size="xs" variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
