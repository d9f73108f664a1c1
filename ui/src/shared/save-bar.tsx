import { Button } from "@mantine/core";
import classes from "./save-bar.module.css";

export type SaveBarProps = {
  /** How many fields differ from what is stored. */
  changes: number;
  saving?: boolean;
  /** Leaves, or (dirty) goes back to what is stored: the screen decides. */
  onCancel: () => void;
  onSave: () => void;
  /** Without it there is no such button. */
  onSaveAndClose?: () => void;
  /** Instead of "All changes saved" while clean. */
  cleanText?: string;
};

/** Always at the top right of what it saves. Ctrl S and Ctrl Enter are the screen's shortcuts. */
export function SaveBar({ changes, saving, onCancel, onSave, onSaveAndClose, cleanText }: SaveBarProps) {
  const dirty = changes > 0;
  const words = saving
    ? "Saving…"
    : dirty
      ? `${changes} unsaved ${changes === 1 ? "change" : "changes"}`
      : (cleanText ?? "All changes saved");
  return (
    <div className={classes.bar}>
      <span className={classes.state} data-dirty={dirty || undefined} role="status">
        {words}
      </span>
      <Button variant="subtle" color="gray" className={classes.quiet} onClick={onCancel}>
        Cancel
      </Button>
      {onSaveAndClose && (
        <Button variant="default" disabled={!dirty || saving} onClick={onSaveAndClose}>
          Save and close
        </Button>
      )}
      <Button disabled={!dirty || saving} onClick={onSave}>
        Save
      </Button>
    </div>
  );
}
