import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { asCallError, call, keyOf } from "~/api";
import { PasswordField } from "~/shared";
import classes from "./open-frame.module.css";

export function PassphraseForm() {
  const client = useQueryClient();
  const [passphrase, setPassphrase] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (passphrase === "") {
      setProblem("Enter the passphrase.");
      field.current?.focus();
      return;
    }
    setWorking(true);
    setProblem(null);
    try {
      const opened = await call("setup.unlock", { passphrase });
      client.setQueryData(keyOf("app.status", {}), opened);
    } catch (reason) {
      setProblem(asCallError(reason).message);
      setWorking(false);
      field.current?.focus();
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <h1 className={classes.title}>Open the practice</h1>
      <p className={classes.lead}>
        The practice’s data on this computer is behind the passphrase that was chosen at set-up.
      </p>
      <div className={classes.form}>
        <PasswordField
          ref={field}
          label="Passphrase"
          size="md"
          autoComplete="off"
          value={passphrase}
          error={problem}
          maxLength={512}
          onChange={(event) => {
            setPassphrase(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <Button type="submit" size="md" loading={working}>
          Open the practice
        </Button>
        <p className={classes.lead}>
          Forgotten it? Nobody can read it back. Ask a practice admin for the recovery key, and set up
          Firmkeep on another computer with a copy of the data.
        </p>
      </div>
    </form>
  );
}
