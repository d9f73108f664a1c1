import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { asCallError, type CallError, call, fieldOf, keyOf, type Practice } from "~/api";
import {
  changedFields,
  editOf,
  type Field,
  formOf,
  isField,
  merge,
  type SettingsForm,
} from "./settings-form";

export type SettingsConflict = { theirs: Practice; message: string };

const isPractice = (details: unknown): details is Practice =>
  typeof details === "object" && details !== null && "version" in details && "address" in details;

/** The form over the stored settings: what differs, saving it, and what to do when someone else saved first. */
export function useSettingsForm(stored: Practice) {
  const client = useQueryClient();
  const [base, setBase] = useState(stored);
  const [form, setForm] = useState(() => formOf(stored));
  const [errors, setErrors] = useState<Partial<Record<Field, string>>>({});
  const [problem, setProblem] = useState<CallError | null>(null);
  const [conflict, setConflict] = useState<SettingsConflict | null>(null);
  const [saving, setSaving] = useState(false);
  const before = formOf(base);
  const changed = changedFields(before, form);
  const dirty = changed.length > 0;

  // Someone else's change shows by itself while nothing is being edited; otherwise saving tells.
  useEffect(() => {
    if (stored.version === base.version || dirty) {
      if (stored.practice_admins !== base.practice_admins) {
        setBase({ ...base, practice_admins: stored.practice_admins });
      }
      return;
    }
    setBase(stored);
    setForm(formOf(stored));
  }, [stored, base, dirty]);

  const adopt = (practice: Practice) => {
    client.setQueryData(keyOf("settings.practice", {}), practice);
    setBase(practice);
  };

  const set = (field: Field, value: string) => {
    setForm((old) => ({ ...old, [field]: value }));
    setErrors(({ [field]: _gone, ...others }) => others);
  };

  const refused = async (reason: unknown) => {
    const error = asCallError(reason);
    const field = fieldOf(error);
    if (error.code === "practice.conflict") {
      try {
        // What stands now usually comes with the refusal.
        const theirs = isPractice(error.details) ? error.details : await call("settings.practice", {});
        setConflict({ theirs, message: error.message });
      } catch (failure) {
        setProblem(asCallError(failure));
      }
    } else if (isField(field)) setErrors({ [field]: error.message });
    else setProblem(error);
  };

  const store = async (next: SettingsForm, version: number): Promise<boolean> => {
    setSaving(true);
    setProblem(null);
    setErrors({});
    try {
      const practice = await call("settings.edit", editOf(next, version));
      adopt(practice);
      setForm(formOf(practice));
      setConflict(null);
      return true;
    } catch (reason) {
      await refused(reason);
      return false;
    } finally {
      setSaving(false);
    }
  };

  return {
    base,
    before,
    form,
    changed,
    dirty,
    errors,
    problem,
    conflict,
    saving,
    set,
    undo: (field: Field) => set(field, before[field]),
    save: async () => (dirty && !saving ? store(form, base.version) : !dirty),
    /** Saves over what the other person saved, with theirs where it was chosen. */
    settle: (takeTheirs: ReadonlySet<Field>) => {
      if (!conflict) return Promise.resolve(false);
      const theirs = formOf(conflict.theirs);
      const merged = merge(before, form, theirs, takeTheirs);
      adopt(conflict.theirs);
      setForm(merged);
      if (changedFields(theirs, merged).length > 0) return store(merged, conflict.theirs.version);
      setConflict(null);
      return Promise.resolve(true);
    },
    closeConflict: () => setConflict(null),
    /** The logo is stored at once: it moves the version, and leaves what is typed alone. */
    logoStored: adopt,
    refused,
  };
}

export type SettingsFormState = ReturnType<typeof useSettingsForm>;
