import { Button, Modal } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import type { RefObject } from "react";
import { Note } from "~/shared";
import dialog from "../user-dialog.module.css";

type AddGuardProps = {
  dirty: boolean;
  /** Set once the user is stored: then nothing is lost by leaving. */
  closing: RefObject<boolean>;
  called: string;
};

/** Closing half way asks: by the cross, by Escape, by Back, or by going elsewhere. */
export function AddGuard({ dirty, closing, called }: AddGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => {
      const stays = current.pathname === next.pathname && (next.search as { add?: unknown }).add === true;
      return dirty && !closing.current && !stays;
    },
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  const stay = () => blocker.reset?.();
  return (
    <Modal
      opened={blocker.status === "blocked"}
      onClose={stay}
      title={`Leave without adding ${called}?`}
      size="28rem"
      withCloseButton={false}
    >
      <div className={dialog.body}>
        <Note tone="care">What you typed is lost, and {called} isn’t added.</Note>
        <div className={dialog.buttons}>
          <Button variant="subtle" color="gray" onClick={() => blocker.proceed?.()}>
            Leave without adding
          </Button>
          <Button onClick={stay} data-autofocus>
            Keep editing
          </Button>
        </div>
      </div>
    </Modal>
  );
}
