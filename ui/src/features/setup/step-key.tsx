import { useState } from "react";
import { KeyChoice, keyProblem } from "./key-choice";
import { StepFrame } from "./setup-frame";
import type { StepProps } from "./step-choose";
import classes from "./steps.module.css";

export function StepKey({ setup, onNext, onBack, keychain }: StepProps & { keychain: boolean }) {
  const [problem, setProblem] = useState<string | null>(null);
  const { refused, setRefused } = setup;
  const wrong = problem ?? refused["keychain.unavailable"] ?? refused.passphrase ?? refused.key_place;
  const next = async () => {
    const missing = await keyProblem(setup, setup.practice.name);
    setProblem(missing);
    if (missing) return;
    setRefused({});
    onNext();
  };
  return (
    <StepFrame
      title="Where should the key be kept?"
      lead="The practice’s data is encrypted. The key opens it on this computer; on any other, the recovery key does."
      onNext={next}
      onBack={onBack}
    >
      <div className={classes.narrow}>
        <KeyChoice setup={setup} keychain={keychain} error={wrong} />
      </div>
    </StepFrame>
  );
}
