import { UnstyledButton } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useFieldWords } from "../field-words";
import { FIELDS, type FormField } from "../user-form";
import classes from "./changed-field.module.css";
import type { UserEditor } from "./use-user-form";

type ChangedFieldProps = { editor: UserEditor; field: FormField; children: ReactNode };

/** A brass edge and "Was … Undo" while a field differs from what is stored. */
export function ChangedField({ editor, field, children }: ChangedFieldProps) {
  const words = useFieldWords();
  const changed = editor.dirty.includes(field);
  return (
    <div className={classes.field} data-changed={changed || undefined} data-field={field}>
      {children}
      {changed && (
        <p className={classes.was}>
          <span>Was {words(field, editor.saved)}</span>
          <UnstyledButton
            className={classes.undo}
            aria-label={`Undo the change of ${FIELDS[field].label}`}
            onClick={() => editor.undo(field)}
          >
            <IconArrowBackUp size={14} stroke={1.9} aria-hidden />
            Undo
          </UnstyledButton>
        </p>
      )}
    </div>
  );
}
