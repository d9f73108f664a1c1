import { Button, Skeleton } from "@mantine/core";
import { IconDeviceDesktop } from "@tabler/icons-react";
import { useState } from "react";
import { call, type SessionRow, useCall } from "~/api";
import { FactRow, FactRows } from "../fact-rows";
import { ErrorState } from "../states";
import { formatMoment } from "../time/format";
import { useClock } from "../time/time-text";
import { toast } from "../toast";
import classes from "./session-list.module.css";

type Props = {
  /** Null: one's own. */
  user: string | null;
  /** Whose they are, for screen readers: "Sessions of Priya". */
  label: string;
  mayEnd: boolean;
  /** "Priya isn’t signed in anywhere" */
  nothing: string;
};

const ACTIVE_NOW = 5 * 60_000_000;

/** Where somebody is signed in: which computer, from where, since when, last used; each can be ended. */
export function SessionList({ user, label, mayEnd, nothing }: Props) {
  const { data, error, isPending, refetch } = useCall("sessions.list", { user });
  if (error && !data)
    return (
      <ErrorState compact error={error} title="The sessions can’t be shown" onRetry={() => void refetch()} />
    );
  if (isPending)
    return <Skeleton height="3.5rem" radius="lg" role="status" aria-label="Reading the sessions" />;
  if (data.length === 0)
    return (
      <FactRows label={label}>
        <FactRow icon={IconDeviceDesktop} title={nothing} text="Nothing to end." />
      </FactRows>
    );
  return (
    <FactRows label={label}>
      {data.map((row) => (
        <Row key={row.id} row={row} mayEnd={mayEnd} />
      ))}
    </FactRows>
  );
}

function Row({ row, mayEnd }: { row: SessionRow; mayEnd: boolean }) {
  const clock = useClock();
  const [working, setWorking] = useState(false);
  const now = Date.now() * 1000;
  const since = formatMoment(row.started, clock, now).replace(/^(Today|Yesterday)/, (day) =>
    day.toLowerCase(),
  );
  const active = now - row.last_active < ACTIVE_NOW;
  const end = async () => {
    setWorking(true);
    try {
      await call("sessions.end", { session: row.id });
      toast.done(`Signed out on ${row.computer}`);
    } catch (reason) {
      toast.problem(`${row.computer} could not be signed out`, reason);
    } finally {
      setWorking(false);
    }
  };
  return (
    <FactRow
      icon={IconDeviceDesktop}
      tone={row.this ? "green" : undefined}
      title={row.computer || "Unknown computer"}
      text={
        row.this
          ? `This computer, since ${since}`
          : `${row.operating_system}, Firmkeep ${row.app_version}, since ${since}`
      }
      aside={
        <>
          <span className={classes.ip}>{row.ip || "–"}</span>
          <span className={classes.used}>
            {active ? "Active now" : formatMoment(row.last_active, clock, now)}
            {row.locked && <span className={classes.locked}>Locked</span>}
          </span>
        </>
      }
      action={
        mayEnd && !row.this ? (
          <Button
            size="xs"
            variant="default"
            loading={working}
            aria-label={`Sign out on ${row.computer}`}
            onClick={() => void end()}
          >
            Sign out
          </Button>
        ) : (
          mayEnd && <span className={classes.noButton} />
        )
      }
    />
  );
}
