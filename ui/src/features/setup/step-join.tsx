import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asCallError, call, keyOf } from "~/api";
import { Note } from "~/shared";
import { KeyChoice, keyProblem } from "./key-choice";
import { addressOf } from "./office-address";
import { isWrongKey, keyComplete, RecoveryKeyField, tidyKey } from "./recovery-key-field";
import { StepFrame } from "./setup-frame";
import type { StepProps } from "./step-choose";
import classes from "./steps.module.css";

/** The office database holds the practice already: its recovery key lets this computer in. */
export function StepJoin({ setup, onNext, onBack, keychain }: StepProps & { keychain: boolean }) {
  const { found, recoveryKey, setRecoveryKey, keyPlace, passphrase, office } = setup;
  const client = useQueryClient();
  const [wrongKey, setWrongKey] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [placeProblem, setPlaceProblem] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  const name = found?.practice ?? "the practice";

  const join = async () => {
    const incomplete = keyComplete(recoveryKey) ? null : "Enter all 8 groups of the recovery key.";
    const missing = await keyProblem(setup, found?.practice ?? null);
    setWrongKey(incomplete);
    setPlaceProblem(missing);
    setProblem(null);
    if (incomplete || missing || !keyPlace) return;
    setWorking(true);
    try {
      const joined = await call("setup.join", {
        office_address: addressOf(office),
        recovery_key: tidyKey(recoveryKey),
        key_place: keyPlace,
        passphrase: keyPlace === "passphrase" ? passphrase : null,
      });
      client.setQueryData(keyOf("app.status", {}), joined);
      onNext();
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (error.field === "recovery_key" || isWrongKey(error.code)) setWrongKey(error.message);
      else if (error.code === "keychain.unavailable" || error.field === "passphrase")
        setPlaceProblem(error.message);
      else setProblem(error.message);
    }
  };

  return (
    <StepFrame
      title={`Join ${name}`}
      lead="Ask a practice admin for the recovery key. It is needed once on each computer."
      next={`Join ${name}`}
      onNext={join}
      working={working}
      onBack={onBack}
    >
      <div className={`${classes.stack} ${classes.narrow}`}>
        {problem && (
          <Note tone="problem" live>
            {problem}
          </Note>
        )}
        <RecoveryKeyField value={recoveryKey} onChange={setRecoveryKey} error={wrongKey} first />
        <h2 className={classes.group}>Where the key is kept on this computer</h2>
        <KeyChoice setup={setup} keychain={keychain} error={placeProblem ?? undefined} />
      </div>
    </StepFrame>
  );
}
