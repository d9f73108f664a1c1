import { Button } from "@mantine/core";
import { useState } from "react";
import { type CallError, call, type EventRow, type RegisterVerdict } from "~/api";
import { EventDrawer } from "~/shared/event-drawer";
import { Note } from "~/shared/note";
import { toast } from "~/shared/toast";
import classes from "./verify-panel.module.css";

type Props = { verdict: RegisterVerdict | null; problem: CallError | null; onRetry: () => void };

/** What needs saying about a check in more than two words: the first entry that doesn't fit, or why it stopped. */
export function VerifyResult({ verdict, problem, onRetry }: Props) {
  const [shown, setShown] = useState<EventRow | null>(null);
  if (problem) {
    return (
      <div className={classes.note}>
        <Note
          tone="problem"
          live
          title="The register could not be checked to the end"
          action={
            <Button size="xs" variant="default" onClick={onRetry}>
              Try again
            </Button>
          }
        >
          {problem.message}
        </Note>
      </div>
    );
  }
  const wrong = verdict?.first_wrong;
  if (!wrong) {
    // The chain fits together, but what this computer had signed of it can't vouch for its end.
    return verdict?.checkpoint_problem ? (
      <div className={classes.note}>
        <Note tone="care" live title="The signed checkpoints can’t be relied on">
          {verdict.checkpoint_problem}
        </Note>
      </div>
    ) : null;
  }
  const show = async () => {
    try {
      setShown((await call("register.get", { seq: wrong.seq })).row);
    } catch (reason) {
      toast.problem("That entry can’t be read", reason);
    }
  };
  const number = wrong.seq.toLocaleString("en-AU");
  return (
    <div className={classes.note}>
      <Note
        tone="problem"
        live
        title={`Entry ${number} doesn’t fit the register`}
        action={
          <Button size="xs" variant="default" onClick={() => void show()}>
            Show entry {number}
          </Button>
        }
      >
        {wrong.why.replace(/\.?$/, ".")} Everything before it is as it was written. Keep a copy of the
        database and tell whoever looks after your computers.
      </Note>
      <EventDrawer row={shown} onClose={() => setShown(null)} />
    </div>
  );
}
