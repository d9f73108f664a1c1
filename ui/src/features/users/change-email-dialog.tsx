import { Button, Modal, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { asCallError, type CallError, call, type UserRow, useCall } from "~/api";
import { CheckedInput, Note, toast } from "~/shared";
import { isUserConflict } from "./conflict";
import { PersonTitle } from "./status-dialog";
import { useShowUser } from "./user-cache";
import classes from "./user-dialog.module.css";
import { calledName } from "./user-form";

/** The sign-in name changes only here: with a reason, and the old address is never given to anybody else. */
export function ChangeEmailDialog({ row, onClose }: { row: UserRow; onClose: () => void }) {
  const show = useShowUser();
  const { data } = useCall("users.get", { user: row.id });
  const [version, setVersion] = useState(row.version);
  const [email, setEmail] = useState("");
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState<{ email?: string; reason?: string }>({});
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<CallError | null>(null);
  const called = calledName(row);
  const past = data?.past_emails ?? [];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const gaps = {
      email: email.trim() === "" ? "Enter the new address" : undefined,
      reason: reason.trim() === "" ? "Say why, so the history can tell it" : undefined,
    };
    setMissing(gaps);
    if (gaps.email || gaps.reason) return;
    setWorking(true);
    setProblem(null);
    try {
      const changed = await call("users.change_email", {
        user: row.id,
        version,
        email: email.trim(),
        reason: reason.trim(),
      });
      show(changed);
      toast.done(`${row.name} signs in as ${changed.row.email}`, "The old address stays in the history.");
      onClose();
    } catch (refused) {
      const error = asCallError(refused);
      if (error.code === "users.conflict" && isUserConflict(error.details)) {
        setVersion(error.details.theirs.row.version);
        show(error.details.theirs);
      }
      setProblem(error);
    } finally {
      setWorking(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="35rem"
      closeOnClickOutside={false}
      closeOnEscape={!working}
      title={<PersonTitle row={row} title={`Change the sign-in email of ${row.name}`} />}
    >
      <form noValidate onSubmit={(event) => void submit(event)} className={classes.body}>
        <Note>
          {called} signs in with the new address straight away, with the same password. {row.email} stays in
          the history and is never given to anybody else.
        </Note>
        <CheckedInput
          check="email"
          label="New sign-in email"
          description={`Now ${row.email}`}
          inputWrapperOrder={["label", "input", "description", "error"]}
          type="email"
          autoComplete="off"
          spellCheck={false}
          maxLength={254}
          value={email}
          onChange={(value) => {
            setEmail(value);
            setMissing((gaps) => ({ ...gaps, email: undefined }));
            setProblem(null);
          }}
          error={missing.email ?? (problem?.field === "email" ? problem.message : undefined)}
          data-autofocus
        />
        <Textarea
          label="Reason"
          description="Kept in the history. Only people who may edit this user see it."
          placeholder="For example: changed their name"
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setMissing((gaps) => ({ ...gaps, reason: undefined }));
          }}
          error={missing.reason ?? (problem?.field === "reason" ? problem.message : undefined)}
          maxLength={300}
          autosize
          minRows={2}
          maxRows={6}
        />
        {past.length > 0 && (
          <div>
            <h3 className={classes.text}>Addresses {called} had before</h3>
            <ul className={classes.list}>
              {past.map((address) => (
                <li key={address}>{address}</li>
              ))}
            </ul>
          </div>
        )}
        {problem && problem.field !== "email" && problem.field !== "reason" && (
          <Note tone="problem" live>
            {problem.message}
          </Note>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={working}>
            Cancel
          </Button>
          <Button type="submit" loading={working}>
            Change {called}’s email
          </Button>
        </div>
      </form>
    </Modal>
  );
}
