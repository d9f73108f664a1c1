import { Anchor, Button, Modal } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { asCallError, call, isUnreachable, offerProof, useMaybeMe } from "~/api";
import { Note, PasswordField } from "~/shared";
import { CodeField } from "~/shared/mfa/code-field";
import classes from "./idle-watch.module.css";

/** Before something sensitive: the password once more, or a code. What was being done goes on by itself afterwards. */
export function ProveDialog() {
  const answer = useRef<((proved: boolean) => void) | null>(null);
  const [opened, setOpened] = useState(false);
  const me = useMaybeMe();
  const [way, setWay] = useState<"password" | "code">("password");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [working, setWorking] = useState(false);

  const finish = (proved: boolean) => {
    answer.current?.(proved);
    answer.current = null;
    setOpened(false);
    setPassword("");
    setCode("");
    setWrong(null);
    setProblem(null);
    setWorking(false);
  };

  useEffect(() => {
    const withdraw = offerProof(
      () =>
        new Promise((resolve) => {
          answer.current?.(false);
          answer.current = resolve;
          setOpened(true);
        }),
    );
    return () => {
      withdraw();
      answer.current?.(false);
    };
  }, []);

  const hasCodes = me?.mfa === "set_up";
  const byCode = hasCodes && way === "code";

  const prove = async (given: string) => {
    if (given === "") return setWrong(byCode ? "Enter all 6 digits." : "Enter your password.");
    setWorking(true);
    setProblem(null);
    try {
      await call("session.prove", byCode ? { password: null, code: given } : { password: given, code: null });
      finish(true);
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (["session.blocked", "session.ended", "session.none"].includes(error.code)) return finish(false);
      if (isUnreachable(error)) return setProblem("The database isn’t answering. Try again in a moment.");
      setWrong(error.message);
      setPassword("");
      setCode("");
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The form that waits behind this dialog must not be sent too.
    event.stopPropagation();
    void prove(byCode ? code : password);
  };

  return (
    <Modal opened={opened} onClose={() => finish(false)} title="Confirm it’s you" size="26rem">
      <form onSubmit={submit} noValidate className={classes.form}>
        <p className={classes.text}>
          This is one of the things that we ask about twice. Enter your {byCode ? "code" : "password"} to
          carry on.
        </p>
        {problem && (
          <Note tone="problem" live>
            {problem}
          </Note>
        )}
        {byCode ? (
          <CodeField
            small
            autoFocus
            label="Code of your authenticator app"
            value={code}
            error={wrong}
            disabled={working}
            onChange={(next) => {
              setCode(next);
              if (next !== "") setWrong(null);
            }}
            onComplete={(next) => void prove(next)}
          />
        ) : (
          <PasswordField
            label="Your password"
            value={password}
            error={wrong}
            maxLength={512}
            data-autofocus
            onChange={(event) => {
              setPassword(event.currentTarget.value);
              setWrong(null);
            }}
          />
        )}
        {hasCodes && (
          <Anchor
            component="button"
            type="button"
            className={classes.other}
            onClick={() => {
              setWay(byCode ? "password" : "code");
              setWrong(null);
            }}
          >
            {byCode ? "Use your password instead" : "Use a code instead"}
          </Anchor>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => finish(false)}>
            Cancel
          </Button>
          <Button type="submit" loading={working}>
            Confirm
          </Button>
        </div>
      </form>
    </Modal>
  );
}
