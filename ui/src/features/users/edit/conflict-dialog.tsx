import { Button, Modal, Radio } from "@mantine/core";
import { useState } from "react";
import type { UserConflict } from "~/api";
import { Note } from "~/shared";
import { type ConflictField, conflictFields, firstChoices, type Side, settle } from "../conflict";
import { useFieldWords } from "../field-words";
import dialog from "../user-dialog.module.css";
import { FIELDS, type FormField, formOf, type UserForm } from "../user-form";
import { useWhen } from "../user-times";
import classes from "./conflict-dialog.module.css";

type ConflictDialogProps = {
  conflict: UserConflict;
  /** What I started from, and what I typed. */
  before: UserForm;
  mine: UserForm;
  saving: boolean;
  problem: string | null;
  onKeepEditing: () => void;
  onSettle: (chosen: UserForm) => void;
};

/** Two people changed the same user: field by field, whose words stay. */
export function ConflictDialog({
  conflict,
  before,
  mine,
  saving,
  problem,
  onKeepEditing,
  onSettle,
}: ConflictDialogProps) {
  const when = useWhen();
  const words = useFieldWords();
  const fields = conflictFields(before, mine, conflict);
  const [chosen, setChosen] = useState<Partial<Record<FormField, Side>>>({});
  const choices = { ...firstChoices(fields), ...chosen };
  const theirs = formOf(conflict.theirs);
  const name = conflict.theirs.row.name;
  const decide = fields.filter(({ who }) => who === "both").length;

  return (
    <Modal
      opened
      onClose={onKeepEditing}
      size="42.5rem"
      title={`${conflict.changed_by} changed ${name} meanwhile`}
      closeOnClickOutside={false}
    >
      <div className={dialog.body}>
        <p className={dialog.text}>
          They saved {when.inSentence(conflict.changed_at)}, after you opened this page.{" "}
          {decide > 0
            ? `${decide === 1 ? "1 field was" : `${decide} fields were`} changed by you both. Choose what stays.`
            : "You changed different fields, so both can stay."}
        </p>
        {fields.map((field) => (
          <ConflictChoice
            key={field.field}
            change={field}
            other={conflict.changed_by}
            before={words(field.field, before)}
            mine={words(field.field, mine)}
            theirs={words(field.field, theirs)}
            side={choices[field.field] ?? "mine"}
            onChange={(side) => setChosen({ ...chosen, [field.field]: side })}
          />
        ))}
        {problem && (
          <Note tone="problem" live>
            {problem}
          </Note>
        )}
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onKeepEditing} disabled={saving}>
            Keep editing
          </Button>
          <Button loading={saving} onClick={() => onSettle(settle(mine, conflict, choices))}>
            Save {name} with these choices
          </Button>
        </div>
      </div>
    </Modal>
  );
}

type ConflictChoiceProps = {
  change: ConflictField;
  other: string;
  before: string;
  mine: string;
  theirs: string;
  side: Side;
  onChange: (side: Side) => void;
};

function ConflictChoice({ change, other, before, mine, theirs, side, onChange }: ConflictChoiceProps) {
  const { field, who } = change;
  const { label } = FIELDS[field];
  const sides = [
    { side: "mine" as const, from: who === "them" ? "As it was" : "Yours", value: mine },
    { side: "theirs" as const, from: who === "me" ? "As it was" : other, value: theirs },
  ];
  return (
    <fieldset className={classes.field} data-conflict={field}>
      <legend className={classes.label}>
        {label}
        <span className={classes.before}>
          {who === "both"
            ? `Was ${before}`
            : who === "me"
              ? "Only you changed this"
              : `Only ${other} changed this`}
        </span>
      </legend>
      <div className={classes.sides}>
        {sides.map(({ side: each, from, value }) => (
          <label key={each} className={classes.side} data-chosen={side === each || undefined}>
            <Radio
              name={`conflict-${field}`}
              checked={side === each}
              onChange={() => onChange(each)}
              aria-label={`${label}, ${from}: ${value}`}
              data-autofocus={(who === "both" && each === side) || undefined}
            />
            <span className={classes.words}>
              <span className={classes.from}>{from}</span>
              <span className={classes.value}>{value}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
