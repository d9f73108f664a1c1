import { useCallback, useEffect, useRef, useState } from "react";
import { asCallError, call, fieldOf, type UserConflict, type UserDetail } from "~/api";
import { toast } from "~/shared";
import { isUserConflict } from "../conflict";
import { useShowUser } from "../user-cache";
import {
  changedFields,
  type FormField,
  fieldsOf,
  formOf,
  isFormField,
  takeField,
  type UserForm,
} from "../user-form";

export type FieldErrors = Partial<Record<FormField, string>>;

export type UserEditor = ReturnType<typeof useUserForm>;

/** What is typed about a user, what of it is not saved, and saving it without losing anybody's words. */
export function useUserForm(user: UserDetail) {
  const show = useShowUser();
  const [base, setBase] = useState(user);
  const [form, setForm] = useState(() => formOf(user));
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [conflict, setConflict] = useState<UserConflict | null>(null);
  const [saving, setSaving] = useState(false);
  const saved = formOf(base);
  const dirty = changedFields(saved, form);
  const latest = useRef(form);
  latest.current = form;

  useEffect(() => {
    if (user.row.version === base.row.version && user === base) return;
    const before = formOf(base);
    const fresh = formOf(user);
    const mine = changedFields(before, latest.current);
    // What somebody else typed meanwhile waits for the choice that saving offers; the rest is simply newer.
    if (mine.length > 0 && changedFields(before, fresh).length > 0) return;
    setBase(user);
    setForm(mine.reduce((merged, field) => takeField(field, latest.current, merged), fresh));
  }, [user, base]);

  const set = useCallback(<K extends keyof UserForm>(field: K, value: UserForm[K]) => {
    setForm((now) => ({ ...now, [field]: value }));
    setErrors((now) => ({ ...now, [field]: undefined }));
    setProblem(null);
  }, []);

  const store = async (fields: UserForm, onto: UserDetail): Promise<boolean> => {
    setSaving(true);
    setProblem(null);
    setErrors({});
    try {
      const stored = await call("users.edit", {
        user: onto.row.id,
        version: onto.row.version,
        fields: fieldsOf(fields),
      });
      setBase(stored);
      setForm(formOf(stored));
      setConflict(null);
      show(stored);
      toast.done(`${stored.row.name} is saved`);
      return true;
    } catch (reason) {
      const error = asCallError(reason);
      const field = fieldOf(error);
      const again = error.code === "users.conflict" && isUserConflict(error.details) ? error.details : null;
      if (again || isFormField(field)) {
        setBase(onto);
        setForm(fields);
        setConflict(again);
      }
      if (isFormField(field)) setErrors({ [field]: error.message });
      else if (!again) setProblem(error.message);
      return false;
    } finally {
      setSaving(false);
    }
  };

  return {
    base,
    form,
    saved,
    dirty,
    errors,
    problem,
    saving,
    conflict,
    set,
    undo: (field: FormField) => {
      setForm((now) => takeField(field, saved, now));
      setErrors((now) => ({ ...now, [field]: undefined }));
    },
    reset: () => {
      setForm(saved);
      setErrors({});
      setProblem(null);
    },
    save: () => (dirty.length === 0 ? Promise.resolve(true) : store(form, base)),
    /** After choosing between my words and theirs: what was chosen, over what stands now. */
    settle: async (chosen: UserForm) => {
      if (!conflict) return false;
      const { theirs } = conflict;
      if (changedFields(formOf(theirs), chosen).length > 0) return store(chosen, theirs);
      setBase(theirs);
      setForm(chosen);
      setConflict(null);
      show(theirs);
      return true;
    },
    leaveConflict: () => setConflict(null),
  };
}
