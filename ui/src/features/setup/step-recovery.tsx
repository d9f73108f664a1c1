import { Button } from "@mantine/core";
import { IconCheck, IconCopy, IconDeviceFloppy, IconPrinter } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { asCallError, call, copyText, printPage, saveText } from "~/api";
import { ErrorState, Note, TableSkeleton, toast } from "~/shared";
import { RecoveryConfirm } from "./recovery-confirm";
import { RecoverySheet, recoveryText } from "./recovery-sheet";
import { StepFrame } from "./setup-frame";
import type { StepProps } from "./step-choose";
import classes from "./step-recovery.module.css";

/** The recovery key, shown once; then two of its groups are asked for, with the key out of sight. */
export function StepRecovery({
  setup,
  onBack,
  onCreate,
}: StepProps & { onCreate: (groups: string[]) => Promise<void> }) {
  const { begun, setBegun, practice } = setup;
  const [confirming, setConfirming] = useState(false);
  const [kept, setKept] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks again
  useEffect(() => {
    if (begun) return;
    let gone = false;
    setError(null);
    call("setup.begin", {}).then(
      (reply) => !gone && setBegun(reply),
      (reason) => !gone && setError(asCallError(reason)),
    );
    return () => {
      gone = true;
    };
  }, [begun, setBegun, attempt]);

  if (error !== null) {
    return (
      <StepFrame title="Keep the recovery key" onBack={onBack}>
        <ErrorState error={error} onRetry={() => setAttempt(attempt + 1)} compact />
      </StepFrame>
    );
  }
  if (!begun) {
    return (
      <StepFrame title="Keep the recovery key" onBack={onBack}>
        <TableSkeleton columns="1fr 1fr 1fr 1fr" rows={2} rowHeight={40} />
      </StepFrame>
    );
  }
  if (confirming) {
    return (
      <RecoveryConfirm setup={setup} begun={begun} onBack={() => setConfirming(false)} onCreate={onCreate} />
    );
  }

  const copy = async () => {
    if (await copyText(begun.groups.join("-")))
      setKept("Copied. Paste it somewhere safe, such as a password manager.");
    else toast.problem("The key could not be copied. Write it down or print it.");
  };
  const save = async () => {
    try {
      const saved = await saveText("Firmkeep recovery key.txt", recoveryText(practice.name, begun.groups));
      if (saved) setKept("Saved. Keep the file away from this computer, such as on a USB stick in the safe.");
    } catch (reason) {
      toast.problem("The file could not be saved", reason);
    }
  };
  const icon = { size: 16, stroke: 1.7, "aria-hidden": true } as const;

  return (
    <StepFrame
      title="Keep the recovery key"
      lead="It opens your practice on another computer, or when this one is lost. It is shown only now, and nobody can make it again for you."
      next="I’ve kept it"
      onNext={() => setConfirming(true)}
      onBack={onBack}
    >
      <div className={classes.keep}>
        <ol className={classes.groups} aria-label="Recovery key, 8 groups of 4">
          {begun.groups.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat, their place is what they are
            <li key={index} className={classes.group}>
              <span className={classes.number} aria-hidden>
                {index + 1}
              </span>
              <span className={classes.code}>{group}</span>
            </li>
          ))}
        </ol>
        <div className={classes.ways}>
          <Button variant="default" leftSection={<IconCopy {...icon} />} onClick={() => void copy()}>
            Copy
          </Button>
          <Button variant="default" leftSection={<IconPrinter {...icon} />} onClick={printPage}>
            Print
          </Button>
          <Button variant="default" leftSection={<IconDeviceFloppy {...icon} />} onClick={() => void save()}>
            Save as a file
          </Button>
          <span role="status" className={classes.kept}>
            {kept && (
              <>
                <IconCheck size={16} stroke={2} aria-hidden /> {kept}
              </>
            )}
          </span>
        </div>
        <Note tone="care" title="Anyone who holds this key and a copy of the database can read it">
          Keep it where you keep the practice’s most private papers. Next, you’ll be asked for two of its
          groups.
        </Note>
      </div>
      <RecoverySheet practice={practice.name} groups={begun.groups} />
    </StepFrame>
  );
}
