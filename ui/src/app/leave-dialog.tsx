import { useCallback, useEffect, useState } from "react";
import { closeWindow, onClose } from "~/api";
import { ConfirmDialog, whatIsUnsaved } from "~/shared";

/** How the person is about to leave, what would be lost, and what leaving does. */
export type Leaving = { how: "sign_out" | "close"; what: string[]; go: () => unknown };

/** Signing out and closing the window ask first while something is not saved. */
export function useLeave(leave: () => unknown, unlocked: boolean) {
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const stay = useCallback(() => setLeaving(null), []);

  const signOut = useCallback(() => {
    const what = whatIsUnsaved();
    if (what.length > 0) setLeaving({ how: "sign_out", what, go: leave });
    else void leave();
  }, [leave]);

  useEffect(
    () =>
      onClose(() => {
        const what = whatIsUnsaved();
        // Behind the lock screen nobody can be asked.
        if (what.length === 0 || !unlocked) return true;
        setLeaving({ how: "close", what, go: closeWindow });
        return false;
      }),
    [unlocked],
  );

  return { signOut, leaving, stay };
}

export function LeaveDialog({ leaving, onStay }: { leaving: Leaving | null; onStay: () => void }) {
  const closing = leaving?.how === "close";
  return (
    <ConfirmDialog
      opened={leaving !== null}
      onClose={onStay}
      title={closing ? "Close Firmkeep without saving?" : "Sign out without saving?"}
      confirm={closing ? "Close without saving" : "Sign out without saving"}
      danger
      size="28rem"
      onConfirm={async () => {
        await leaving?.go();
      }}
    >
      <p>{leaving?.what.join(", ")} will be lost.</p>
    </ConfirmDialog>
  );
}
