import { Checkbox, Modal, Select, Skeleton } from "@mantine/core";
import { useState } from "react";
import { type Revision, useCall } from "~/api";
import classes from "./event-revisions.module.css";
import { EmptyState, ErrorState } from "./states";
import { formatMoment } from "./time/format";
import { useClock } from "./time/time-text";

type Props = {
  record: { id: string; name: string };
  /** The version that the event made. */
  revision: number | null;
  onClose: () => void;
};

const LIMIT = 50;

/** Two versions of a record side by side: what stood in each, and what differs. */
export function EventRevisions({ record, revision, onClose }: Props) {
  const { data, error, refetch, isFetching } = useCall("register.revisions", {
    record: record.id,
    limit: LIMIT,
  });
  return (
    <Modal opened onClose={onClose} size="45rem" title={`Versions of ${record.name}`}>
      {error && !data && (
        <ErrorState
          compact
          error={error}
          title="The versions can’t be shown now"
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeleton height="14rem" />}
      {data?.length === 0 && (
        <EmptyState title="No versions to compare">Nothing of this record has been changed yet.</EmptyState>
      )}
      {data && data.length > 0 && <Compare revisions={data} revision={revision} />}
    </Modal>
  );
}

function Compare({ revisions, revision }: { revisions: Revision[]; revision: number | null }) {
  const clock = useClock();
  const newest = revisions[0]?.number ?? 0;
  const oldest = revisions.at(-1)?.number ?? 0;
  const start = revisions.some((one) => one.number === revision) ? (revision ?? newest) : newest;
  const [after, setAfter] = useState(start);
  const [before, setBefore] = useState(Math.max(oldest, start - 1));
  const [differing, setDiffering] = useState(true);
  const find = (number: number) => revisions.find((one) => one.number === number);
  const left = find(before);
  const right = find(after);

  const choices = revisions.map((one) => ({
    value: String(one.number),
    label: `${one.number}: ${formatMoment(one.time, clock)}${one.actor ? `, ${one.actor.name}` : ""}`,
  }));
  const labels = new Map<string, string>();
  for (const one of [left, right]) for (const value of one?.state ?? []) labels.set(value.field, value.label);
  const valueIn = (one: Revision | undefined, field: string) =>
    one?.state.find((value) => value.field === field)?.value;
  const rows = [...labels].map(([field, label]) => {
    const values = [valueIn(left, field), valueIn(right, field)] as const;
    return { field, label, values, differs: values[0] !== values[1] };
  });
  const shown = differing ? rows.filter((row) => row.differs) : rows;

  return (
    <div className={classes.body}>
      <div className={classes.choices}>
        <Select
          label="Version"
          data-autofocus
          data={choices}
          value={String(before)}
          allowDeselect={false}
          onChange={(value) => value && setBefore(Number(value))}
        />
        <Select
          label="Compared with"
          data={choices}
          value={String(after)}
          allowDeselect={false}
          onChange={(value) => value && setAfter(Number(value))}
        />
      </div>
      <Checkbox
        label="Only what differs"
        checked={differing}
        onChange={(event) => setDiffering(event.currentTarget.checked)}
      />
      {shown.length === 0 ? (
        <p className={classes.same} role="status">
          {before === after
            ? "This is the same version."
            : "These two versions don’t differ in what is known of them."}
        </p>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Version {before}</th>
              <th scope="col">Version {after}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.field} data-differs={row.differs || undefined}>
                <th scope="row">{row.label}</th>
                <td>
                  <Value value={row.values[0]} />
                </td>
                <td>
                  <Value value={row.values[1]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** Before a field was first changed, the register doesn't know what stood there. */
function Value({ value }: { value: string | undefined }) {
  if (value === undefined) return <span className={classes.quiet}>Not recorded</span>;
  return value.trim() === "" ? <span className={classes.quiet}>Empty</span> : value;
}
