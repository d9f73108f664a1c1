import { Button, Modal } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { asCallError, call, type MfaEnrolment } from "~/api";
import { Note } from "~/shared";
import { EnrolSteps } from "~/shared/mfa/enrol-steps";
import classes from "./security-tab.module.css";

type Props = {
  enrolment: MfaEnrolment;
  /** There is an app already: it works until the new one is confirmed. */
  moving: boolean;
  onClose: () => void;
  onDone: (codes: string[]) => void;
};

export function EnrolDialog({ enrolment, moving, onClose, onDone }: Props) {
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const confirm = async (given: string) => {
    if (working) return;
    if (given.length < 6) {
      setWrong("Enter all 6 digits.");
      return field.current?.focus();
    }
    setWorking(true);
    setWrong(null);
    setProblem(null);
    try {
      onDone((await call("profile.confirm_mfa", { code: given })).codes);
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      setCode("");
      if (error.field === "code") setWrong(error.message);
      else setProblem(error.message);
      requestAnimationFrame(() => field.current?.focus());
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="42.5rem"
      closeOnClickOutside={false}
      title={moving ? "Move to a new phone" : "Set up your authenticator app"}
    >
      <form
        noValidate
        className={classes.dialog}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void confirm(code);
        }}
      >
        <p className={classes.about}>
          {moving
            ? "Your old phone keeps working until you finish. Then it and your old recovery codes stop."
            : "A code besides your password, so that a stolen password opens nothing."}
        </p>
        <EnrolSteps
          enrolment={enrolment}
          code={code}
          onCode={(next) => {
            setCode(next);
            if (next !== "") setWrong(null);
          }}
          onComplete={(next) => void confirm(next)}
          error={wrong}
          working={working}
          field={field}
        />
        {problem && (
          <Note tone="problem" live>
            {problem}
          </Note>
        )}
        <div className={classes.foot}>
          <span className={classes.next}>Next: keep your recovery codes</span>
          <Button variant="default" onClick={onClose} disabled={working}>
            Cancel
          </Button>
          <Button type="submit" loading={working}>
            {moving ? "Use this phone" : "Turn on MFA"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
