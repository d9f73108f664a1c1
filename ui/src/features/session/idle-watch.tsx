import { Button, Modal } from "@mantine/core";
import classes from "./idle-watch.module.css";
import { useIdle } from "./use-idle";

type Props = {
  idleSeconds: number /** So long before the lock it asks. */;
  warnSeconds: number;
  onLock: () => void;
};

/** Two minutes before the idle lock it asks; nobody there, and the screen locks. */
export function IdleWatch({ idleSeconds, warnSeconds, onLock }: Props) {
  const { left, stay } = useIdle(idleSeconds, Math.min(warnSeconds, Math.floor(idleSeconds / 2)), onLock);
  const open = left !== null;
  const minutes = Math.floor((left ?? 0) / 60);
  const seconds = String((left ?? 0) % 60).padStart(2, "0");
  return (
    <Modal opened={open} onClose={stay} title="Are you still there?" size="26rem" withCloseButton={false}>
      <p className={classes.text}>
        Firmkeep locks the screen when nobody has used it for {minutesOf(idleSeconds)}. What you have typed
        stays.
      </p>
      <p className={classes.count} role="timer" aria-label="Time until the screen locks">
        {minutes}:{seconds}
      </p>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onLock}>
          Lock now
        </Button>
        <Button onClick={stay} data-autofocus>
          Stay signed in
        </Button>
      </div>
    </Modal>
  );
}

const minutesOf = (seconds: number) => {
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
};
