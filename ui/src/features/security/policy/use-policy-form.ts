import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { asCallError, call, callQuery, keyOf, type Policy, type PolicyView } from "~/api";
import { toast } from "~/shared";

export type PolicyName = keyof Policy;
/** Numbers while they are typed: an empty field is not a number yet. */
export type PolicyForm = Record<PolicyName, number | "">;

export const formOf = (policy: Policy): PolicyForm => ({
  ...policy,
  mfa_required: policy.mfa_required ? 1 : 0,
});

const NAMES: PolicyName[] = [
  "mfa_required",
  "remember_hours",
  "block_after",
  "idle_minutes",
  "session_hours",
  "password_least",
  "password_remembered",
  "invite_days",
  "keep_months",
];

function policyOf(form: PolicyForm): Policy {
  const numbers = Object.fromEntries(NAMES.map((name) => [name, Number(form[name])])) as Record<
    PolicyName,
    number
  >;
  return { ...numbers, mfa_required: form.mfa_required === 1 };
}

/** The policy being edited: what differs, what would become weaker, and saving it. */
export function usePolicyForm(stored: PolicyView) {
  const client = useQueryClient();
  const [base, setBase] = useState(stored);
  const [form, setForm] = useState(() => formOf(stored.policy));
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [weaker, setWeaker] = useState<string[] | null>(null);
  const [saving, setSaving] = useState(false);
  const before = formOf(base.policy);
  const changed = NAMES.filter((name) => before[name] !== form[name]);
  const dirty = changed.length > 0;

  // Somebody else's change shows by itself; what is being typed here stays.
  useEffect(() => {
    if (stored.version === base.version) return;
    const was = formOf(base.policy);
    setForm((old) => {
      const next = formOf(stored.policy);
      for (const name of NAMES) if (old[name] !== was[name]) next[name] = old[name];
      return next;
    });
    setBase(stored);
  }, [stored, base]);

  const refused = (reason: unknown) => {
    const error = asCallError(reason);
    if (error.code === "session.proof_needed") return;
    const field = error.field?.replace(/^policy\./, "");
    if (field && NAMES.includes(field as PolicyName)) setErrors({ [field]: error.message });
    else setProblem(error.message);
    if (error.code === "security.conflict")
      void client.invalidateQueries({ queryKey: keyOf("security.policy", {}) });
  };

  const store = async (): Promise<boolean> => {
    setSaving(true);
    try {
      const saved = await call("security.set_policy", { version: base.version, policy: policyOf(form) });
      client.setQueryData(keyOf("security.policy", {}), saved);
      setBase(saved);
      setForm(formOf(saved.policy));
      setWeaker(null);
      toast.done("The policy is saved", "It holds for everyone from now on.");
      return true;
    } catch (reason) {
      setWeaker(null);
      refused(reason);
      return false;
    } finally {
      setSaving(false);
    }
  };

  /** Asks first what becomes weaker; only where nothing does, it is saved straight away. */
  const save = async (): Promise<boolean> => {
    if (!dirty || saving) return !dirty;
    setProblem(null);
    const empty = NAMES.filter((name) => form[name] === "");
    if (empty.length > 0) {
      setErrors(Object.fromEntries(empty.map((name) => [name, "Enter a number."])));
      return false;
    }
    setErrors({});
    setSaving(true);
    try {
      // Weaker than what stands now, not than what stood when this was opened.
      const latest = await client.fetchQuery({ ...callQuery("security.policy", {}), staleTime: 0 });
      if (latest.version !== base.version) {
        setProblem(
          `${latest.changed_by || "Someone else"} changed the policy meanwhile. What they changed shows now, and what you changed is still here. Save again if it still fits.`,
        );
        return false;
      }
      const { sentences } = await call("security.weaker", { policy: policyOf(form) });
      if (sentences.length > 0) {
        setWeaker(sentences);
        return false;
      }
    } catch (reason) {
      refused(reason);
      return false;
    } finally {
      setSaving(false);
    }
    return store();
  };

  return {
    base,
    before,
    form,
    changed,
    dirty,
    errors,
    problem,
    weaker,
    saving,
    save,
    store,
    keepEditing: () => setWeaker(null),
    set: (name: PolicyName, value: number | "") => {
      setForm((old) => ({ ...old, [name]: value }));
      setErrors(({ [name]: _gone, ...others }) => others);
    },
    reset: () => {
      setForm(before);
      setErrors({});
      setProblem(null);
    },
  };
}

export type PolicyFormState = ReturnType<typeof usePolicyForm>;
