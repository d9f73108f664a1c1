import { Anchor, Button, Checkbox, TextInput } from "@mantine/core";
import { IconDeviceMobile, IconKey, IconShieldLock } from "@tabler/icons-react";
import { type FormEvent, useLayoutEffect, useRef, useState } from "react";
import { asCallError, call, isUnreachable } from "~/api";
import { CodeField } from "~/shared/mfa/code-field";
import { OfflineNote } from "../offline-note";
import screen from "../sign-in-screen.module.css";
import { isClosed, Step, type StepProps } from "./step";
import classes from "./step.module.css";

/** The code of the authenticator app, or one of the recovery codes where the phone isn't at hand. */
export function CodeStep(props: StepProps) {
  const { reply, practice, offline, onArrived, onStartAgain } = props;
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const [remember, setRemember] = useState(false);
  const [working, setWorking] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another field, another focus
  useLayoutEffect(() => field.current?.focus(), [recovery]);

  const send = async (given: string) => {
    if (working) return;
    if (given.trim() === "" || (!recovery && given.length < 6)) {
      setWrong(recovery ? "Enter one of your recovery codes." : "Enter all 6 digits.");
      field.current?.focus();
      return;
    }
    setWorking(true);
    setWrong(null);
    try {
      onArrived(
        recovery
          ? await call("sign_in.recovery_code", { code: given.trim() })
          : await call("sign_in.code", { code: given, remember }),
      );
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(code);
  };
  const change = () => {
    setRecovery(!recovery);
    setCode("");
    setWrong(null);
  };
  const hours = reply.remember_hours;
  const left = reply.recovery_codes_left;

  return (
    <Step
      {...props}
      title={recovery ? "Enter a recovery code" : "Enter your 6-digit code"}
      lead={
        recovery ? (
          "One of the ten that you kept when you set up MFA. Each works once."
        ) : (
          <>
            Open your authenticator app and type the code for <strong>{practice}</strong>.
          </>
        )
      }
    >
      <form onSubmit={submit} noValidate className={classes.fields}>
        <OfflineNote />
        {recovery ? (
          <TextInput
            ref={field}
            label="Recovery code"
            description={left === null ? undefined : `${left} of 10 left`}
            inputWrapperOrder={["label", "input", "error", "description"]}
            className={classes.mono}
            size="md"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={64}
            value={code}
            error={wrong}
            data-mantine-stop-propagation="true"
            onChange={(event) => {
              setCode(event.currentTarget.value);
              setWrong(null);
            }}
          />
        ) : (
          <>
            <CodeField
              ref={field}
              value={code}
              error={wrong}
              disabled={offline || working}
              help="Codes change every 30 seconds. We check it as soon as you type the last digit."
              onChange={(next) => {
                setCode(next);
                if (next !== "") setWrong(null);
              }}
              onComplete={(next) => void send(next)}
            />
            {hours > 0 && (
              <Checkbox
                label={`Remember this computer for ${hours === 1 ? "1 hour" : `${hours} hours`}`}
                checked={remember}
                onChange={(event) => setRemember(event.currentTarget.checked)}
              />
            )}
          </>
        )}
        <Button type="submit" size="md" fullWidth loading={working} disabled={offline}>
          Continue
        </Button>
        <ul className={classes.ways}>
          <li className={classes.way}>
            {recovery ? (
              <IconDeviceMobile size={16} stroke={1.7} aria-hidden />
            ) : (
              <IconKey size={16} stroke={1.7} aria-hidden />
            )}
            <Anchor component="button" type="button" inherit className={screen.link} onClick={change}>
              {recovery ? "Use the authenticator app instead" : "Use a recovery code instead"}
            </Anchor>
          </li>
          <li className={classes.way}>
            <IconShieldLock size={16} stroke={1.7} aria-hidden />
            <span>Lost your phone and your codes? A practice admin or partner can reset your MFA.</span>
          </li>
        </ul>
      </form>
    </Step>
  );
}
