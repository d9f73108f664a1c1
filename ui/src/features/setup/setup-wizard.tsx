import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type AppStatus, asCallError, call, keyOf } from "~/api";
import { toast } from "~/shared";
import { addressOf } from "./office-address";
import { SetupRail } from "./setup-frame";
import classes from "./setup-frame.module.css";
import { StepAccount } from "./step-account";
import { StepChoose } from "./step-choose";
import { StepJoin } from "./step-join";
import { StepKey } from "./step-key";
import { StepOffice } from "./step-office";
import { StepPractice } from "./step-practice";
import { StepReady } from "./step-ready";
import { StepRecovery } from "./step-recovery";
import { type StepName, stepOf, useSetup } from "./use-setup";

/** First run: create a practice here or in an office database, or join one. Leaving half way leaves nothing. */
export function SetupWizard({ status, onDone }: { status: AppStatus; onDone: () => void }) {
  const client = useQueryClient();
  const setup = useSetup(status.keychain);
  const [at, setAt] = useState<StepName>("choose");
  const { steps, refused, setRefused } = setup;
  const move = (by: number) => setAt((old) => steps[steps.indexOf(old) + by] ?? old);
  const go = { onNext: () => move(1), onBack: () => move(-1), setup };

  const create = async (groups: string[]) => {
    const { begun, keyPlace, path, office, practice, admin, logo } = setup;
    if (!begun || !keyPlace) return;
    try {
      const created = await call(
        "setup.create",
        {
          office_address: path === "office" ? addressOf(office) : null,
          key_place: keyPlace,
          passphrase: keyPlace === "passphrase" ? setup.passphrase : null,
          practice,
          admin,
          recovery: begun.ask.map((index, turn) => ({ index, group: groups[turn] ?? "" })),
        },
        { content: logo?.bytes },
      );
      client.setQueryData(keyOf("app.status", {}), created);
      setAt("ready");
    } catch (reason) {
      const error = asCallError(reason);
      // The key that was shown is no longer known: a new one must be kept.
      if (error.code === "setup.no_recovery_key") setup.setBegun(null);
      const step = stepOf(error.code, error.field);
      const field = step === "recovery" ? "recovery" : (error.field ?? error.code);
      setRefused({ ...refused, [step ? field : "create"]: error.message });
      if (step && step !== "recovery") {
        setAt(step);
        toast.problem("The practice could not be created yet", error);
      }
    }
  };

  return (
    <div className={classes.wizard}>
      <SetupRail steps={steps} at={at} settled={at === "ready"} />
      {at === "choose" && <StepChoose {...go} />}
      {at === "office" && <StepOffice {...go} />}
      {at === "practice" && <StepPractice {...go} />}
      {at === "account" && <StepAccount {...go} />}
      {at === "key" && <StepKey {...go} keychain={status.keychain} />}
      {at === "recovery" && <StepRecovery {...go} onCreate={create} />}
      {at === "join" && <StepJoin {...go} keychain={status.keychain} />}
      {at === "ready" && <StepReady setup={setup} onDone={onDone} />}
    </div>
  );
}
