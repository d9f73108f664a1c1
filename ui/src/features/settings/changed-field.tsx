import { IconArrowBackUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useCall } from "~/api";
import classes from "./changed-field.module.css";
import { FIELDS, type Field, valueWords } from "./settings-form";
import type { SettingsFormState } from "./use-settings-form";

type Props = { field: Field; state: SettingsFormState; children: ReactNode };

const forEver = { staleTime: Number.POSITIVE_INFINITY };

/** One field of the form; a brass edge and "Was …" while it differs from what is stored. */
export function ChangedField({ field, state, children }: Props) {
  const { data: countries = [] } = useCall("lookups.countries", {}, forEver);
  const { data: zones = [] } = useCall("lookups.time_zones", {}, forEver);
  const changed = state.changed.includes(field);
  return (
    <div className={classes.field} data-changed={changed || undefined} data-field={field}>
      {children}
      {changed && (
        <div className={classes.was}>
          <span>Was {valueWords(field, state.before[field], { countries, zones })}</span>
          <button
            type="button"
            className={classes.undo}
            aria-label={`Undo ${FIELDS[field]}`}
            onClick={() => state.undo(field)}
          >
            <IconArrowBackUp size={13} stroke={2} aria-hidden />
            Undo
          </button>
        </div>
      )}
    </div>
  );
}
