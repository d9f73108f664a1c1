import { Button } from "@mantine/core";
import {
  IconCheck,
  IconClock,
  IconCopy,
  IconDatabaseOff,
  IconFolder,
  IconRefresh,
} from "@tabler/icons-react";
import { type AppStatus, copyText, openLogFolder } from "~/api";
import { toast } from "~/shared";
import classes from "./open-frame.module.css";
import { explain } from "./problems";

type Props = { status: AppStatus; retrying: boolean; onRetry: () => void };

const icon = { size: 16, stroke: 1.8, "aria-hidden": true } as const;

/** What happened, what is safe, what has to wait, what to try, and details for whoever helps. */
export function FailedDatabase({ status, retrying, onRetry }: Props) {
  const { title, happened, safe, waits, steps } = explain(status.problem);
  const details = [
    status.problem?.code ?? "unknown",
    status.database?.place,
    status.data_dir,
    `Firmkeep ${status.version}`,
    status.computer,
  ]
    .filter(Boolean)
    .join(" · ");
  const copy = async () => {
    const text = `${details} · ${status.problem?.message ?? ""} · ${new Date().toISOString()}`;
    if (await copyText(text)) toast.done("Details copied");
    else toast.problem("The details could not be copied. Select them below instead.");
  };
  return (
    <div>
      <div className={classes.top} role="alert">
        <span className={classes.tile}>
          <IconDatabaseOff size={22} stroke={1.7} aria-hidden />
        </span>
        <div>
          <h1 className={classes.problem}>{title}</h1>
          <p className={classes.lead}>{happened}</p>
          <div className={classes.actions}>
            <Button leftSection={<IconRefresh {...icon} />} loading={retrying} onClick={onRetry}>
              Try again
            </Button>
            <Button
              variant="default"
              leftSection={<IconFolder {...icon} />}
              onClick={() => void openLogFolder().catch(() => {})}
            >
              Open log folder
            </Button>
          </div>
        </div>
      </div>
      <section className={classes.card} aria-label="What’s safe, and what has to wait">
        <h2 className={classes.cardTitle}>What’s safe, and what has to wait</h2>
        {safe.map((text) => (
          <p key={text} className={classes.point}>
            <span className={classes.mark}>
              <IconCheck size={15} stroke={2} aria-hidden />
            </span>
            {text}
          </p>
        ))}
        {waits.map((text) => (
          <p key={text} className={classes.point}>
            <span className={classes.mark} data-waits>
              <IconClock size={15} stroke={2} aria-hidden />
            </span>
            {text}
          </p>
        ))}
      </section>
      <section className={classes.card} aria-label="What to do">
        <div className={classes.cardTitle}>
          <h2>What to do</h2>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconCopy {...icon} />}
            onClick={() => void copy()}
          >
            Copy details
          </Button>
        </div>
        <ol className={classes.steps}>
          {steps.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
        <p className={classes.details}>{details}</p>
      </section>
    </div>
  );
}
