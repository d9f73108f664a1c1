import { useState } from "react";
import {
  asCallError,
  type CallError,
  call,
  fieldOf,
  type InvitationMade,
  type Me,
  type UserDetail,
} from "~/api";
import { useShowUser } from "../user-cache";
import {
  emptyForm,
  FIELD_NAMES,
  type FormField,
  fieldsOf,
  isFieldChanged,
  isFormField,
  type UserForm,
} from "../user-form";

export const STEPS = ["details", "access", "work", "invite"] as const;
export type Step = (typeof STEPS)[number];

export type AddErrors = Partial<Record<FormField | "email", string>>;
export type AddUser = ReturnType<typeof useAddUser>;

const STEP_OF: Partial<Record<FormField | "email", Step>> = {
  roles: "access",
  job_title: "work",
  reports_to: "work",
  time_zone: "work",
  date_format: "work",
  birthday: "work",
  gender: "work",
  notes: "work",
};

const EMAIL_REFUSED = "Check this address, it can’t be used to sign in";

const stepOf = (field: FormField | "email"): Step => STEP_OF[field] ?? "details";

/** What is typed about somebody new, step by step, until they are added and perhaps invited. */
export function useAddUser(me: Me) {
  const show = useShowUser();
  const [start] = useState<UserForm>(() => {
    const form = emptyForm(me);
    return { ...form, roles: form.roles.filter((role) => me.can.give_roles.includes(role)) };
  });
  const [form, setForm] = useState(start);
  const [email, setEmailText] = useState("");
  const [emailRefused, setEmailRefused] = useState(false);
  const [step, setStep] = useState<Step>("details");
  const [errors, setErrors] = useState<AddErrors>({});
  const [problem, setProblem] = useState<CallError | null>(null);
  // Counts the refusals: each brings the person to its field once, and typing there moves them nowhere.
  const [refusal, setRefusal] = useState<{ field: string | null; count: number }>({ field: null, count: 0 });
  const [working, setWorking] = useState<"add" | "invite" | null>(null);
  const [added, setAdded] = useState<UserDetail | null>(null);
  const [made, setMade] = useState<InvitationMade | null>(null);

  const gaps = (of: Step): AddErrors => {
    if (of === "details") {
      return {
        ...(form.first_name.trim() === "" && { first_name: "Enter a first name" }),
        ...(form.last_name.trim() === "" && { last_name: "Enter a last name" }),
        ...(email.trim() === "" && { email: "Enter the email they will sign in with" }),
      };
    }
    if (of === "access" && form.roles.length === 0) return { roles: "Choose at least one access level" };
    return {};
  };
  const fits = (of: Step) => Object.keys(gaps(of)).length === 0 && !(of === "details" && emailRefused);

  const refuse = (found: AddErrors) => {
    setErrors(found);
    setRefusal(({ count }) => ({ field: Object.keys(found)[0] ?? null, count: count + 1 }));
  };

  /** Goes to a step if everything before it is filled in, else to the first that is not. */
  const go = (to: Step) => {
    const before = STEPS.slice(0, STEPS.indexOf(to));
    const stop = before.find((each) => !fits(each));
    const found = stop ? gaps(stop) : {};
    if (stop) refuse(Object.keys(found).length > 0 ? found : { email: EMAIL_REFUSED });
    else setErrors({});
    setProblem(null);
    setStep(stop ?? to);
  };

  const finish = async (invite: boolean): Promise<UserDetail | null> => {
    const stop = STEPS.find((each) => !fits(each));
    if (stop && !added) {
      go("invite");
      return null;
    }
    setWorking(invite ? "invite" : "add");
    setProblem(null);
    try {
      // The first half may be done already, when only the invitation failed before.
      const user = added ?? (await call("users.add", { email: email.trim(), fields: fieldsOf(form) }));
      setAdded(user);
      show(user);
      if (!invite) return user;
      const invitation = await call("users.invite", { user: user.row.id, version: user.row.version });
      setMade(invitation);
      setAdded(invitation.user);
      show(invitation.user);
      return invitation.user;
    } catch (reason) {
      const error = asCallError(reason);
      const named = error.code === "users.email_taken" ? "email" : fieldOf(error);
      const field = named === "email" || isFormField(named) ? named : null;
      if (field) {
        refuse({ [field]: error.message });
        setStep(stepOf(field));
      } else {
        setProblem(error);
      }
      return null;
    } finally {
      setWorking(null);
    }
  };

  return {
    form,
    email,
    step,
    errors,
    refusal,
    problem,
    working,
    added,
    made,
    dirty:
      added === null &&
      (email.trim() !== "" || FIELD_NAMES.some((field) => isFieldChanged(field, start, form))),
    set: <K extends keyof UserForm>(field: K, value: UserForm[K]) => {
      setForm((now) => ({ ...now, [field]: value }));
      setErrors((now) => ({ ...now, [field]: undefined }));
    },
    setEmail: (value: string) => {
      setEmailText(value);
      setEmailRefused(false);
      setErrors((now) => ({ ...now, email: undefined }));
    },
    setEmailRefused,
    go,
    next: () => go(STEPS[STEPS.indexOf(step) + 1] ?? "invite"),
    back: () => {
      setErrors({});
      setStep(STEPS[STEPS.indexOf(step) - 1] ?? "details");
    },
    finish,
  };
}
