import { Button, Modal } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { asCallError, call, isUnreachable, offerProof } from "~/api";
import { Note, PasswordField } from "~/shared";
import classes from "./idle-watch.module.css";

/** Before something sensitive: the password once more. What was being done goes on by itself afterwards. */
export function ProveDialog() {
  const answer = useRef<((proved: boolean) => void) | null>(null);
  const [opened, setOpened] = useState(false);
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [working, setWorking] = useState(false);

  const finish = (proved: boolean) => {
    answer.current?.(proved);
    answer.current = null;
    setOpened(false);
    setPassword("");
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

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // The form that waits behind this dialog must not be sent too.
    event.stopPropagation();
    if (password === "") return setWrong("Enter your password.");
    setWorking(true);
    setProblem(null);
    try {
      await call("session.prove", { password });
      finish(true);
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (isUnreachable(error)) return setProblem("The database isn’t answering. Try again in a moment.");
      setWrong(error.message);
      setPassword("");
    }
  };

  return (
    <Modal opened={opened} onClose={() => finish(false)} title="Confirm it’s you" size="26rem">
      <form onSubmit={submit} noValidate className={classes.form}>
        <p className={classes.text}>
          This changes who has far-reaching access. Enter your password to carry on.
        </p>
        {problem && (
          <Note tone="problem" live>
            {problem}
          </Note>
        )}
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
