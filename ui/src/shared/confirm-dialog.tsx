import { Button, Modal, Textarea } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { asCallError } from "~/api";
import classes from "./dialog.module.css";
import { Note } from "./note";

export type ConfirmDialogProps = {
  opened: boolean;
  onClose: () => void;
  /** Names the person and the outcome: "Disable Liam Petrakis?" */
  title: string;
  /** What happens at once, and that it can be undone. */
  children?: ReactNode;
  /** Asks for a reason; it is recorded in the history. */
  reason?: { label: string; help?: string; required?: boolean };
  /** Repeats the verb and the name: "Disable Liam". */
  confirm: string;
  /** Red only where access ends or is taken away. */
  danger?: boolean;
  /** Rejecting keeps the dialog open and shows the error's sentence. */
  onConfirm: (reason: string) => Promise<unknown>;
  size?: string;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, onClose, title, children, reason, confirm, danger, onConfirm, size = "35rem" } = props;
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    if (!opened) return;
    setText("");
    setMissing(false);
    setProblem(null);
  }, [opened]);

  const submit = async () => {
    if (reason?.required && text.trim() === "") {
      setMissing(true);
      return;
    }
    setWorking(true);
    setProblem(null);
    try {
      await onConfirm(text.trim());
      onClose();
    } catch (error) {
      setProblem(asCallError(error).message);
    } finally {
      setWorking(false);
    }
  };

  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size} closeOnClickOutside={!working}>
      <form
        noValidate
        className={classes.body}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {children && <div className={classes.body}>{children}</div>}
        {problem && (
          <Note tone="problem" live>
            {problem}
          </Note>
        )}
        {reason && (
          <Textarea
            label={reason.label}
            description={reason.help}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setMissing(false);
            }}
            error={missing ? "Say why. It is kept in the history." : undefined}
            maxLength={300}
            autosize
            minRows={2}
            maxRows={5}
            data-autofocus
          />
        )}
        <div className={classes.buttons}>
          <Button
            variant="default"
            onClick={onClose}
            disabled={working}
            data-autofocus={reason ? undefined : true}
          >
            Cancel
          </Button>
          <Button type="submit" loading={working} color={danger ? "red" : undefined}>
            {confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
