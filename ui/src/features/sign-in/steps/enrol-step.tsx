import { Button, Skeleton } from "@mantine/core";
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { asCallError, type CallError, call, isUnreachable, type MfaEnrolment } from "~/api";
import { ErrorState, Note } from "~/shared";
import { EnrolSteps } from "~/shared/mfa/enrol-steps";
import { RecoveryCodeList } from "~/shared/mfa/recovery-codes";
import { OfflineNote } from "../offline-note";
import { isClosed, Step, type StepProps } from "./step";
import classes from "./step.module.css";

/** Setting up the authenticator app, then keeping the recovery codes: the way in goes through both. */
export function EnrolStep(props: StepProps) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const keeping = codes !== null || props.reply.step === "recovery_codes";
  return keeping ? <KeepCodes {...props} codes={codes ?? []} /> : <SetUp {...props} onCodes={setCodes} />;
}

function SetUp(props: StepProps & { onCodes: (codes: string[]) => void }) {
  const { reply, practice, offline, onArrived, onStartAgain, onCodes } = props;
  const [enrolment, setEnrolment] = useState<MfaEnrolment | null>(null);
  const [failed, setFailed] = useState<CallError | null>(null);
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  /** Why it can't be left for later after all. */
  const [notNow, setNotNow] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const again = useRef(onStartAgain);
  again.current = onStartAgain;

  const begin = useCallback(async () => {
    setFailed(null);
    try {
      setEnrolment(await call("sign_in.begin_enrolment", {}));
      requestAnimationFrame(() => field.current?.focus());
    } catch (reason) {
      const error = asCallError(reason);
      if (isClosed(error.code)) again.current(error.message);
      else setFailed(error);
    }
  }, []);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void begin();
  }, [begin]);

  const confirm = async (given: string) => {
    if (working) return;
    if (given.length < 6) {
      setWrong("Enter all 6 digits.");
      return field.current?.focus();
    }
    setWorking(true);
    setWrong(null);
    try {
      onCodes((await call("sign_in.confirm_enrolment", { code: given })).codes);
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (isUnreachable(error)) return;
      if (isClosed(error.code)) return onStartAgain(error.message);
      setWrong(error.message);
      setCode("");
      requestAnimationFrame(() => field.current?.focus());
    }
  };
  const skip = async () => {
    setWorking(true);
    try {
      onArrived(await call("sign_in.skip_enrolment", {}));
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (isClosed(error.code)) onStartAgain(error.message);
      else setNotNow(error.message);
    }
  };

  return (
    <Step
      {...props}
      title="Set up your authenticator app"
      lead={
        reply.mfa_required
          ? `${practice} asks everybody for a code besides the password, so that a stolen password opens nothing.`
          : "With a code besides your password, a stolen password opens nothing. You can also do this later, in your profile."
      }
    >
      <form
        noValidate
        className={classes.fields}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void confirm(code);
        }}
      >
        <OfflineNote />
        {failed && (
          <ErrorState compact error={failed} title="This can’t be set up now" onRetry={() => void begin()} />
        )}
        {!failed && !enrolment && <Skeleton height="15rem" radius="lg" />}
        {enrolment && !failed && (
          <EnrolSteps
            enrolment={enrolment}
            code={code}
            onCode={(next) => {
              setCode(next);
              if (next !== "") setWrong(null);
            }}
            onComplete={(next) => void confirm(next)}
            error={wrong}
            working={working || offline}
            field={field}
          />
        )}
        {notNow && (
          <Note tone="problem" live>
            {notNow}
          </Note>
        )}
        <div className={classes.buttons}>
          <span className={classes.next}>Next: keep your recovery codes</span>
          {!reply.mfa_required && !notNow && (
            <Button variant="default" size="md" disabled={working || offline} onClick={() => void skip()}>
              Not now
            </Button>
          )}
          <Button type="submit" size="md" loading={working} disabled={offline || !enrolment}>
            Turn on MFA
          </Button>
        </div>
      </form>
    </Step>
  );
}

function KeepCodes(props: StepProps & { codes: string[] }) {
  const { reply, practice, offline, onArrived, onStartAgain, codes } = props;
  const [kept, setKept] = useState(false);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // After the window was closed in between, the codes can't be shown again.
  const shown = codes.length > 0;

  const go = async () => {
    setWorking(true);
    setProblem(null);
    try {
      onArrived(await call("sign_in.keep_recovery_codes", {}));
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (isClosed(error.code)) onStartAgain(error.message);
      else setProblem(error.message);
    }
  };

  return (
    <Step
      {...props}
      title={shown ? "Keep your recovery codes" : "Did you keep your recovery codes?"}
      lead={
        shown
          ? "MFA is on. Each of these signs you in once if your phone is lost or broken."
          : "They were shown once, when you set up your authenticator app, and can’t be shown again. If you didn’t keep them, go on and make new ones in your profile."
      }
    >
      <div className={classes.fields}>
        <OfflineNote />
        {shown && (
          <RecoveryCodeList
            codes={codes}
            practice={practice}
            email={reply.email}
            kept={kept}
            onKept={setKept}
          />
        )}
        {problem && (
          <Note tone="problem" live>
            {problem}
          </Note>
        )}
        <div className={classes.buttons}>
          {shown && !kept && <span className={classes.next}>Tick the box once they are in a safe place</span>}
          <Button
            size="md"
            loading={working}
            disabled={offline || (shown && !kept)}
            onClick={() => void go()}
          >
            {shown ? "Open Firmkeep" : "Go on"}
          </Button>
        </div>
      </div>
    </Step>
  );
}
