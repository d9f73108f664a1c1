import { Button, Modal, Textarea } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { asCallError, call, type PasswordReset, type UserRow } from "~/api";
import { Note } from "~/shared";
import { HandOver, handOverNote } from "~/shared/hand-over";
import { isUserConflict } from "./conflict";
import { PersonTitle } from "./status-dialog";
import { useShowUser } from "./user-cache";
import classes from "./user-dialog.module.css";
import { calledName } from "./user-form";
import { useWhen } from "./user-times";

/** Makes a one-time code with which the user chooses a password of their own; nobody else ever sees one. */
export function ResetPasswordDialog({ row, onClose }: { row: UserRow; onClose: () => void }) {
  const show = useShowUser();
  const when = useWhen();
  const [version, setVersion] = useState(row.version);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState<string | null>(null);
  const [made, setMade] = useState<PasswordReset | null>(null);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const called = calledName(row);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") {
      setMissing("Say why, so the history can tell it");
      return field.current?.focus();
    }
    setWorking(true);
    setProblem(null);
    try {
      const reset = await call("users.reset_password", { user: row.id, version, reason: reason.trim() });
      setMade(reset);
      show(reset.user);
    } catch (failure) {
      const error = asCallError(failure);
      if (error.code === "users.conflict" && isUserConflict(error.details))
        setVersion(error.details.theirs.row.version);
      if (error.field === "reason") setMissing(error.message);
      else setProblem(error.message);
    } finally {
      setWorking(false);
    }
  };

  const until = made ? lower(when.moment(made.expires)) : "";
  const steps = [
    "Open Firmkeep on a computer of the practice.",
    "On the sign-in screen, choose “I have a reset code”.",
    `Enter ${row.email} and the code, then choose a new password.`,
    ...(row.mfa === "set_up" ? ["Type the code of your authenticator app, as always."] : []),
  ];

  return (
    <Modal
      opened
      onClose={onClose}
      size="35rem"
      closeOnClickOutside={false}
      closeOnEscape={!working && !made}
      title={
        <PersonTitle
          row={row}
          title={made ? `${row.name} can choose a new password` : `Reset the password of ${row.name}`}
        />
      }
    >
      {made ? (
        <div className={classes.body}>
          <HandOver
            label={`${called}’s reset code`}
            code={made.code}
            until={`Works once, until ${until}`}
            lost="If it gets lost, start again."
            how={`Give it to ${called} in person or by phone, and make sure that it is them. Whoever has the code and the email address can choose the password${row.mfa === "set_up" ? ", but still needs the authenticator app" : ""}.`}
            steps={steps}
            note={{
              title: `Reset code for ${row.name}`,
              text: handOverNote(
                `${called}, with this code you choose a new password for Firmkeep.`,
                steps,
                made.code,
                `It works once, until ${until}.`,
              ),
            }}
          />
          <div className={classes.buttons}>
            <Button onClick={onClose}>I have handed it over or kept it</Button>
          </div>
        </div>
      ) : (
        <form noValidate onSubmit={(event) => void submit(event)} className={classes.body}>
          <Note>
            You get a code to hand over to {called}, shown once and good for 24 hours. Their sessions end at
            once, and their password now only leads to choosing a new one.
          </Note>
          <Textarea
            ref={field}
            label="Reason"
            description="Kept in the history. Only people who may edit this user see it."
            placeholder="For example: forgot it over the holidays"
            value={reason}
            error={missing}
            maxLength={300}
            autosize
            minRows={2}
            maxRows={6}
            data-autofocus
            onChange={(event) => {
              setReason(event.currentTarget.value);
              setMissing(null);
            }}
          />
          {problem && (
            <Note tone="problem" live>
              {problem}
            </Note>
          )}
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={working}>
              Cancel
            </Button>
            <Button type="submit" loading={working}>
              Make a reset code for {called}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

const lower = (words: string) => words.replace(/^(Today|Tomorrow), /, (day) => day.toLowerCase());
