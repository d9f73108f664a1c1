import { Button, Skeleton } from "@mantine/core";
import { IconAlertOctagon, IconCopy, IconLink, IconRosetteDiscountCheck } from "@tabler/icons-react";
import { copyText, type EventRow, useCall, useMe } from "~/api";
import { DoubleRule } from "./double-rule";
import classes from "./event-drawer.module.css";
import { type CheckedRegister, useLastVerdict } from "./event-verdict";
import { sealWords } from "./event-words";
import { Note } from "./note";
import { formatFull } from "./time/format";
import { toast } from "./toast";
import { useWholeText } from "./whole-text";

const count = (value: number) => value.toLocaleString("en-AU");

/** What the last check of the whole chain says about one entry; before a check, nothing. */
export function sealState(seq: number, checked: CheckedRegister | null): "sealed" | "proven" | "broken" {
  if (!checked) return "sealed";
  const wrong = checked.verdict.first_wrong?.seq;
  if (wrong !== undefined) return seq >= wrong ? "broken" : "proven";
  return checked.verdict.intact && seq <= checked.verdict.checked ? "proven" : "sealed";
}

type Props = {
  row: EventRow;
  onVerify?: () => void;
  /** A check of the whole register is under way. */
  verifying?: boolean;
};

/** Where an event stands in the chain. It is called unchanged only when a check of the whole chain said so. */
export function EventSeal({ row, onVerify, verifying }: Props) {
  const me = useMe();
  const [checked] = useLastVerdict();
  const { data, error, refetch } = useCall(
    "register.get",
    { seq: row.seq },
    { staleTime: Number.POSITIVE_INFINITY },
  );
  const state = sealState(row.seq, checked);
  const before = useWholeText(data?.previous_hash);
  const own = useWholeText(data?.hash);

  const copy = async () => {
    const lines = [
      row.sentence,
      formatFull(row.time, me),
      `Entry ${row.seq}${data ? ` of ${data.last_seq}` : ""}`,
      `Who: ${row.actor?.name ?? ""} ${row.actor_email}`.trim(),
      `Device: ${row.computer}, ${row.operating_system}, Firmkeep ${row.app_version}`,
      `IP address: ${row.ip}${row.server_ip ? ` (database: ${row.server_ip})` : ""}`,
      ...(row.reason ? [`Reason: ${row.reason}`] : []),
      ...(row.note ? [`Details: ${row.note}`] : []),
      ...row.changes.map((change) => `${change.label}: ${change.before} -> ${change.after}`),
      ...(data ? [`Seal before: ${data.previous_hash}`, `This seal: ${data.hash}`] : []),
    ];
    if (await copyText(lines.join("\n"))) toast.done("Event details copied");
    else toast.problem("The details could not be copied");
  };

  return (
    <section className={classes.seal} data-state={state} aria-label="Seal">
      <h3 className={classes.sealTitle}>
        {state === "broken" ? (
          <IconAlertOctagon size={18} stroke={1.7} aria-hidden />
        ) : (
          <IconRosetteDiscountCheck size={18} stroke={1.7} aria-hidden />
        )}
        <span role="status">
          {state === "proven"
            ? "This entry hasn’t been changed"
            : state === "broken"
              ? "The chain is broken here or before"
              : "Sealed into the register"}
        </span>
        {state === "proven" && <DoubleRule />}
      </h3>
      <p className={classes.sealText}>
        {state === "broken"
          ? `The last check found that entry ${count(checked?.verdict.first_wrong?.seq ?? row.seq)} doesn’t fit. From there on the register no longer proves what happened.`
          : "Each entry carries a seal made from the one before it. If anyone edits one, every later seal stops matching."}
      </p>
      {error ? (
        <Note
          tone="care"
          action={
            <Button size="xs" variant="default" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          The seal could not be read. {error.message}
        </Note>
      ) : (
        <dl className={classes.facts}>
          <dt>Entry</dt>
          <dd>
            {data ? `${count(row.seq)} of ${count(data.last_seq)}` : <Skeleton height="1rem" width="7rem" />}
          </dd>
          <dt>Seal before</dt>
          <dd className={classes.mono} {...before.on}>
            {before.tip}
            {data ? sealWords(data.previous_hash) : <Skeleton height="1rem" width="9rem" />}
          </dd>
          <dt>This seal</dt>
          <dd className={classes.mono} {...own.on}>
            {own.tip}
            {data ? sealWords(data.hash) : <Skeleton height="1rem" width="9rem" />}
          </dd>
        </dl>
      )}
      <div className={classes.buttons}>
        {onVerify && me.can.verify_register && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconLink size={14} stroke={1.8} />}
            loading={verifying}
            onClick={onVerify}
          >
            Check the whole register
          </Button>
        )}
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconCopy size={14} stroke={1.8} />}
          onClick={() => void copy()}
        >
          Copy details
        </Button>
      </div>
    </section>
  );
}
