import { Button, Skeleton } from "@mantine/core";
import { IconCopy, IconLink, IconRosetteDiscountCheck } from "@tabler/icons-react";
import { copyText, type EventRow, useCall, useMe } from "~/api";
import { DoubleRule } from "./double-rule";
import classes from "./event-drawer.module.css";
import { useLastVerdict } from "./event-verdict";
import { sealWords } from "./event-words";
import { Note } from "./note";
import { formatFull } from "./time/format";
import { toast } from "./toast";

const count = (value: number) => value.toLocaleString("en-AU");

/** Where an event stands in the chain. It is called unchanged only when a check of the whole chain said so. */
export function EventSeal({ row, onVerify }: { row: EventRow; onVerify?: () => void }) {
  const me = useMe();
  const [checked] = useLastVerdict();
  const { data, error, refetch } = useCall(
    "register.get",
    { seq: row.seq },
    { staleTime: Number.POSITIVE_INFINITY },
  );
  const proven = checked?.verdict.intact === true && row.seq <= checked.verdict.checked;

  const copy = async () => {
    const lines = [
      row.sentence,
      formatFull(row.time, me),
      `Entry ${row.seq}${data ? ` of ${data.last_seq}` : ""}`,
      `Who: ${row.actor?.name ?? ""} ${row.actor_email}`.trim(),
      `Device: ${row.computer}, ${row.operating_system}, Firmkeep ${row.app_version}`,
      `IP address: ${row.ip}${row.server_ip ? ` (database: ${row.server_ip})` : ""}`,
      ...(row.reason ? [`Reason: ${row.reason}`] : []),
      ...row.changes.map((change) => `${change.label}: ${change.before} -> ${change.after}`),
      ...(data ? [`Seal before: ${data.previous_hash}`, `This seal: ${data.hash}`] : []),
    ];
    if (await copyText(lines.join("\n"))) toast.done("Event details copied");
    else toast.problem("The details could not be copied");
  };

  return (
    <section className={classes.seal} data-checked={proven || undefined} aria-label="Seal">
      <h3 className={classes.sealTitle}>
        <IconRosetteDiscountCheck size={18} stroke={1.7} aria-hidden />
        <span>{proven ? "This entry hasn’t been changed" : "Sealed into the register"}</span>
        {proven && <DoubleRule />}
      </h3>
      <p className={classes.sealText}>
        Each entry carries a seal made from the one before it. If anyone edits one, every later seal stops
        matching.
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
          <dd className={classes.mono} title={data?.previous_hash}>
            {data ? sealWords(data.previous_hash) : <Skeleton height="1rem" width="9rem" />}
          </dd>
          <dt>This seal</dt>
          <dd className={classes.mono} title={data?.hash}>
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
