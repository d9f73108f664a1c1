import { Button } from "@mantine/core";
import { type FormEvent, useLayoutEffect, useRef, useState } from "react";
import { asCallError, call, isUnreachable } from "~/api";
import { NewPasswordField, Note } from "~/shared";
import { OfflineNote } from "../offline-note";
import { isClosed, Step, type StepProps } from "./step";
import classes from "./step.module.css";

/** The practice asks for another password before going on. */
export function PasswordStep(props: StepProps) {
  const { reply, practice, offline, onArrived, onStartAgain } = props;
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<string>();
  const [problem, setProblem] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const focus = () =>
    form.current?.querySelector<HTMLInputElement>("input[autocomplete=new-password]")?.focus();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the form appears
  useLayoutEffect(() => focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password === "") {
      setWrong("Choose a password.");
      return focus();
    }
    setWorking(true);
    setWrong(undefined);
    setProblem(null);
    try {
      onArrived(await call("sign_in.set_password", { password }));
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (isUnreachable(error)) return;
      if (isClosed(error.code)) return onStartAgain(error.message);
      if (error.field === "password") setWrong(error.message);
      else setProblem(error.message);
      focus();
    }
  };

  return (
    <Step
      {...props}
      title="Choose a new password"
      lead="Someone who looks after this practice asked for a new one. Nobody but you sees it."
    >
      <form onSubmit={submit} noValidate ref={form} className={classes.fields}>
        <OfflineNote />
        {problem && (
          <Note tone="problem" live>
            {problem}
          </Note>
        )}
        <input type="email" name="email" autoComplete="username" value={reply.email} readOnly hidden />
        <NewPasswordField
          label="New password"
          size="md"
          value={password}
          error={wrong}
          least={reply.password_least}
          words={[reply.first_name, ...reply.email.split(/[@.]/), ...practice.split(/\s+/)].filter(
            (word) => word.length > 2,
          )}
          onChange={(next) => {
            setPassword(next);
            setWrong(undefined);
          }}
        />
        <Button type="submit" size="md" fullWidth loading={working} disabled={offline}>
          Set password and go on
        </Button>
      </form>
    </Step>
  );
}
