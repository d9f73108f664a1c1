import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { asCallError, call, type ErrorReply, type KeyPlace, keyOf } from "~/api";
import { Note } from "~/shared";
import { KeyChoice, keyProblem } from "./key-choice";
import classes from "./open-frame.module.css";
import { isWrongKey, keyComplete, RecoveryKeyField, tidyKey } from "./recovery-key-field";

/** The data is here, its key is not: a backup on a new computer, or a keychain that lost it. */
type Props = { problem: ErrorReply | null; keychain: boolean };

export function RecoverForm({ problem, keychain }: Props) {
  const client = useQueryClient();
  const [recoveryKey, setRecoveryKey] = useState("");
  const [keyPlace, setKeyPlace] = useState<KeyPlace | null>(keychain ? "keychain" : null);
  const [passphrase, setPassphrase] = useState("");
  const [problems, setProblems] = useState<{ key?: string | null; place?: string | null; other?: string }>(
    {},
  );
  const [working, setWorking] = useState(false);
  const state = { keyPlace, setKeyPlace, passphrase, setPassphrase };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const key = keyComplete(recoveryKey) ? null : "Enter all 8 groups of the recovery key.";
    const place = await keyProblem(state, null);
    setProblems({ key, place });
    if (key || place || !keyPlace) return;
    setWorking(true);
    try {
      const opened = await call("setup.recover", {
        recovery_key: tidyKey(recoveryKey),
        key_place: keyPlace,
        passphrase: keyPlace === "passphrase" ? passphrase : null,
      });
      client.setQueryData(keyOf("app.status", {}), opened);
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (error.field === "recovery_key" || isWrongKey(error.code)) setProblems({ key: error.message });
      else if (error.code === "keychain.unavailable" || error.field === "passphrase")
        setProblems({ place: error.message });
      else setProblems({ other: error.message });
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <h1 className={classes.title}>Open the practice with its recovery key</h1>
      <p className={classes.lead}>
        {problem?.message ?? "The practice’s data is on this computer, but the key that opens it isn’t."}{" "}
        Nothing was changed.
      </p>
      <div className={classes.form}>
        {problems.other && (
          <Note tone="problem" live>
            {problems.other}
          </Note>
        )}
        <RecoveryKeyField value={recoveryKey} onChange={setRecoveryKey} error={problems.key} />
        <h2>Where the key is kept from now on</h2>
        <KeyChoice setup={state} keychain={keychain} error={problems.place ?? undefined} />
        <Button type="submit" size="md" loading={working}>
          Open the practice
        </Button>
      </div>
    </form>
  );
}
