import { Button, Modal } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import classes from "./dialog.module.css";
import { noteUnsaved } from "./unsaved";

export type UnsavedGuardProps = {
  /** True while leaving would lose something. */
  dirty: boolean;
  /** Saves; true when it is stored and leaving is fine. */
  onSave: () => Promise<boolean>;
  /** What is not saved: "Changes to Priya’s details". */
  what?: string;
};

/** Leaving with unsaved changes asks: save, don't save, keep editing. */
export function UnsavedGuard({ dirty, onSave, what = "Your changes" }: UnsavedGuardProps) {
  const [saving, setSaving] = useState(false);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    // The window asks by itself before it closes.
    enableBeforeUnload: false,
    withResolver: true,
  });
  useEffect(() => (dirty ? noteUnsaved(what) : undefined), [dirty, what]);
  const open = blocker.status === "blocked";
  const stay = () => blocker.reset?.();

  const saveAndLeave = async () => {
    setSaving(true);
    const saved = await onSave().catch(() => false);
    setSaving(false);
    if (saved) blocker.proceed?.();
    else stay();
  };

  return (
    <Modal opened={open} onClose={stay} title="Save before you leave?" size="28rem" withCloseButton={false}>
      <p className={classes.text}>{what} will be lost if you leave without saving.</p>
      <div className={classes.buttons}>
        <Button variant="subtle" color="gray" className={classes.quiet} onClick={() => blocker.proceed?.()}>
          Don’t save
        </Button>
        <Button variant="default" onClick={stay} data-autofocus>
          Keep editing
        </Button>
        <Button loading={saving} onClick={saveAndLeave}>
          Save
        </Button>
      </div>
    </Modal>
  );
}
