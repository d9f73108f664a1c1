import { Button, Modal, Skeleton } from "@mantine/core";
import { IconBan } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type SupportSummary, useCall, useMe } from "~/api";
import { ErrorState, formatClock, formatDate, Pill, TimeText } from "~/shared";
import { capital, scopeWords } from "~/shared/support/scopes";
import classes from "./support-dialogs.module.css";

type Props = { grant: string; known: SupportSummary | null; onClose: () => void };

/** What Support did under one grant, for whoever let it in. */
export function SummaryDialog({ grant, known, onClose }: Props) {
  const { data = known, error, refetch } = useCall("support.summary", { grant }, { enabled: known === null });
  const me = useMe();
  return (
    <Modal
      opened
      onClose={onClose}
      size="37.5rem"
      title={data ? `What Support did, ${formatDate(data.grant.started, me)}` : "What Support did"}
    >
      {data ? (
        <Content summary={data} onClose={onClose} />
      ) : error ? (
        <ErrorState compact error={error} title="The summary can’t be shown" onRetry={() => void refetch()} />
      ) : (
        <Skeleton height="14rem" />
      )}
    </Modal>
  );
}

function Content({ summary, onClose }: { summary: SupportSummary; onClose: () => void }) {
  const me = useMe();
  const navigate = useNavigate();
  const { grant, lines } = summary;
  return (
    <div className={classes.body}>
      <dl className={classes.facts}>
        <dt>Let in</dt>
        <dd>
          <TimeText time={grant.started} />, by {grant.by.name}
        </dd>
        <dt>Ended</dt>
        <dd>
          {grant.ended === null ? "Still on" : <TimeText time={grant.ended} />}
          {grant.ended_why && `, ${grant.ended_why}`}
        </dd>
        {grant.why && (
          <>
            <dt>Why</dt>
            <dd>{grant.why}</dd>
          </>
        )}
        <dt>Could</dt>
        <dd>{capital(scopeWords(grant.may))}</dd>
        <dt>Who</dt>
        <dd>
          {grant.signed_in === null
            ? "Nobody signed in"
            : `${grant.person}${grant.case_number && `, case ${grant.case_number}`}`}
        </dd>
      </dl>
      <dl className={classes.sums}>
        <Sum value={summary.looked} label="Things looked at" />
        <Sum value={summary.changed} label={summary.changed === 1 ? "Change" : "Changes"} />
        <Sum value={summary.refused} label="Refused" />
      </dl>
      {lines.length > 0 && (
        <ol className={classes.lines} aria-label="What happened, oldest first">
          {lines.map((line) => (
            <li key={`${line.time} ${line.sentence}`} className={classes.line}>
              <span className={classes.when}>{formatClock(line.time, me, true)}</span>
              <span className={classes.what}>
                {line.sentence.replace(/\.$/, "")}
                {line.note && <span className={classes.note}>{line.note}</span>}
              </span>
              {line.outcome !== "success" && (
                <Pill tone="red" icon={IconBan}>
                  {line.outcome === "refused" ? "Refused" : "Failed"}
                </Pill>
              )}
            </li>
          ))}
        </ol>
      )}
      <div className={classes.buttons}>
        {me.can.see_register && (
          <Button
            variant="subtle"
            className={classes.left}
            onClick={() => void navigate({ to: "/history", search: { record: grant.id } as never })}
          >
            Show in the history
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          Close
        </Button>
      </div>
    </div>
  );
}

const Sum = ({ value, label }: { value: number; label: string }) => (
  <div className={classes.sum}>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);
