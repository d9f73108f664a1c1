import { Button, Progress } from "@mantine/core";
import { IconAlertOctagon, IconRosetteDiscountCheck } from "@tabler/icons-react";
import { useMemo } from "react";
import { type RegisterStatus, type Time, useCall, useMe } from "~/api";
import { DoubleRule } from "~/shared/double-rule";
import type { CheckedRegister } from "~/shared/event-verdict";
import { formatClock, formatMoment } from "~/shared/time/format";
import { RegisterFacts } from "./register-facts";
import type { Verifying } from "./use-verify";
import classes from "./verify-panel.module.css";

type Props = {
  last: CheckedRegister | null;
  running: Verifying | null;
  /** Null: looks, but may not start a check. */
  onStart: (() => void) | null;
  onCancel: () => void;
};

const count = (value: number) => value.toLocaleString("en-AU");

/** Whether the register fits together: how far the check is, what the last one found, and a way to start one. */
export function VerifyPanel({ last, running, onStart, onCancel }: Props) {
  const me = useMe();
  const { data: status } = useCall("register.status", {});
  const known = lastOf(last, status);
  const checkedAt = useMemo(() => {
    if (!known) return "";
    const words = formatMoment(known.at, me);
    return words.startsWith("Today") ? formatClock(known.at, me) : words;
  }, [known, me]);

  if (running) return <Checking running={running} onCancel={onCancel} />;
  const start = onStart && (
    <Button variant="default" onClick={onStart}>
      {known ? "Check again" : "Check the whole register"}
    </Button>
  );
  if (!known) return start;
  return (
    <>
      <div className={classes.card} data-broken={!known.intact || undefined} role="status">
        {known.intact ? (
          <IconRosetteDiscountCheck size={20} stroke={1.7} aria-hidden />
        ) : (
          <IconAlertOctagon size={20} stroke={1.7} aria-hidden />
        )}
        <span className={classes.words}>
          <strong>{known.intact ? "Chain verified" : "Chain broken"}</strong>
          {known.intact
            ? `${count(known.checked)} ${known.checked === 1 ? "entry" : "entries"}, ${checkedAt}`
            : `${known.wrong === null ? "" : `At entry ${count(known.wrong)}, `}${checkedAt}`}
        </span>
        {known.intact && <DoubleRule />}
        {status && <RegisterFacts status={status} />}
      </div>
      {start}
    </>
  );
}

type Known = { at: Time; intact: boolean; checked: number; wrong: number | null };

/** What this window found, or what somebody else's check found since. */
function lastOf(last: CheckedRegister | null, status: RegisterStatus | undefined): Known | null {
  const stored =
    status?.last_verified != null && status.intact !== null
      ? { at: status.last_verified, intact: status.intact, checked: status.events, wrong: null }
      : null;
  if (!last) return stored;
  const own = {
    at: last.at,
    intact: last.verdict.intact,
    checked: last.verdict.checked,
    wrong: last.verdict.first_wrong?.seq ?? null,
  };
  // The core's clock and this window's differ by a moment.
  return stored && stored.at > own.at + 60_000_000 ? stored : own;
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
