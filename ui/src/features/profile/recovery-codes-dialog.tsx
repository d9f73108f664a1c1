import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { asCallError, call, useCall, useMe } from "~/api";
import { Note, toast } from "~/shared";
import { RecoveryCodeList } from "~/shared/mfa/recovery-codes";
import classes from "./security-tab.module.css";

type Props = {
  codes: string[];
  /** There were codes before these. */
  replaced: boolean;
  onClose: () => void;
};

/** The codes, once. It can't be closed before the person says that they are kept. */
export function RecoveryCodesDialog({ codes, replaced, onClose }: Props) {
  const me = useMe();
  const status = useCall("app.status", {});
  const [kept, setKept] = useState(false);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const done = async () => {
    setWorking(true);
    setProblem(null);
    try {
      await call("profile.keep_recovery_codes", {});
      toast.done(
        "Your recovery codes are kept",
        replaced
          ? "The ones you had before no longer work."
          : "Each signs you in once when your phone isn’t at hand.",
      );
      onClose();
    } catch (reason) {
      setProblem(asCallError(reason).message);
      setWorking(false);
    }
  };

  return (
    <Modal
      opened
      onClose={() => {}}
      size="37.5rem"
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title="Keep your recovery codes"
    >
      <div className={classes.dialog}>
        <p className={classes.about}>
          Each one signs you in once if you lose your phone. They are shown only now.
        </p>
        <RecoveryCodeList
          codes={codes}
          practice={status.data?.practice?.name ?? "the practice"}
          email={me.email}
          kept={kept}
          onKept={setKept}
        />
        {problem && (
          <Note tone="problem" live>
            {problem}
          </Note>
        )}
        <div className={classes.foot}>
          {!kept && <span className={classes.next}>Tick the box once they are in a safe place</span>}
          <Button disabled={!kept} loading={working} onClick={() => void done()}>
            Done
          </Button>
        </div>
      </div>
    </Modal>
  );
}
