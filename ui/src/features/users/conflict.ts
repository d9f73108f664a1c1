import type { UserConflict } from "~/api";
import { FIELD_NAMES, type FormField, formOf, isFieldChanged, takeField, type UserForm } from "./user-form";

export type Side = "mine" | "theirs";

export type ConflictField = {
  field: FormField;
  /** Whether I changed it, they did, or both: only "both" has to be decided. */
  who: "me" | "them" | "both";
};

/** Every field that differs from what I started with, on either side. */
export function conflictFields(before: UserForm, mine: UserForm, conflict: UserConflict): ConflictField[] {
  const theirs = formOf(conflict.theirs);
  return FIELD_NAMES.flatMap((field): ConflictField[] => {
    const byMe = isFieldChanged(field, before, mine);
    const byThem = isFieldChanged(field, before, theirs);
    if (byMe && byThem)
      return isFieldChanged(field, mine, theirs) ? [{ field, who: "both" }] : [{ field, who: "them" }];
    if (byMe) return [{ field, who: "me" }];
    return byThem ? [{ field, who: "them" }] : [];
  });
}

/** My words stay unless I say otherwise; what only they changed stays theirs. */
export function firstChoices(fields: ConflictField[]): Partial<Record<FormField, Side>> {
  return Object.fromEntries(fields.map(({ field, who }) => [field, who === "them" ? "theirs" : "mine"]));
}

/** What stands now, with my choices laid over it. */
export function settle(
  mine: UserForm,
  conflict: UserConflict,
  choices: Partial<Record<FormField, Side>>,
): UserForm {
  let settled = formOf(conflict.theirs);
  for (const field of FIELD_NAMES) {
    if (choices[field] === "mine") settled = takeField(field, mine, settled);
  }
  return settled;
}

export const isUserConflict = (details: unknown): details is UserConflict =>
  typeof details === "object" && details !== null && "theirs" in details && "changed_by" in details;
