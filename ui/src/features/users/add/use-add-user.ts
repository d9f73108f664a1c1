import { useRef, useState } from "react";
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

/** Those that the core checks one by one, in the order in which they stand. */
const CHECKED = ["email", "mobile", "phone"] as const;
const ORDER = ["first_name", "last_name", ...CHECKED] as const;
const BIRTHDAY_WRONG = "Write a day in the past";

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
  /** What was refused and has not been typed anew. */
  const standing = (of: Step): AddErrors =>
    Object.fromEntries(
      Object.entries(errors).filter(([field, error]) => error && stepOf(field as FormField) === of),
    );
  const now = useRef({ email: "", mobile: "", phone: "" });
  now.current = { email, mobile: form.mobile, phone: form.phone };
  const wrongBirthday = useRef(false);
  const checking = useRef(false);

  /** What the core says against what is typed in Details; a core that does not answer says it when adding. */
  const refusedDetails = async (): Promise<AddErrors> => {
    const asked = now.current;
    const found: AddErrors = {};
    const check = async (field: (typeof CHECKED)[number]) => {
      if (asked[field].trim() === "") return;
      try {
        await call("checks.field", { field, value: asked[field], country: null }, { background: true });
      } catch (reason) {
        const { code, message } = asCallError(reason);
        if (code === "input.invalid" && now.current[field] === asked[field]) found[field] = message;
      }
    };
    await Promise.all(CHECKED.map(check));
    return found;
  };

  const wrongIn = async (of: Step): Promise<AddErrors> => {
    const found = { ...standing(of), ...(of === "details" && (await refusedDetails())), ...gaps(of) };
    if (of === "work") {
      // The field itself knows; it was left just now.
      delete found.birthday;
      return wrongBirthday.current ? { ...found, birthday: BIRTHDAY_WRONG } : found;
    }
    const first = ORDER.filter((field) => found[field]).map((field) => [field, found[field]] as const);
    return { ...Object.fromEntries(first), ...found };
  };

  const refuse = (found: AddErrors) => {
    setErrors(found);
    setRefusal(({ count }) => ({ field: Object.keys(found)[0] ?? null, count: count + 1 }));
  };

  /** Goes to a step if everything before it is filled in and right, else to the first that is not. */
  const go = async (to: Step): Promise<boolean> => {
    if (checking.current) return false;
    checking.current = true;
    try {
      for (const each of STEPS.slice(0, STEPS.indexOf(to))) {
        const found = await wrongIn(each);
        if (Object.keys(found).length === 0) continue;
        refuse(found);
        setProblem(null);
        setStep(each);
        return false;
      }
      wrongBirthday.current = false;
      setErrors({});
      setProblem(null);
      setStep(to);
      return true;
    } finally {
      checking.current = false;
    }
  };

  const finish = async (invite: boolean): Promise<UserDetail | null> => {
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
      setErrors((now) => ({ ...now, email: undefined }));
    },
    /** Something stands there that is no birthday: it would be lost on walking on. */
    setBirthdayWrong: (wrong: boolean) => {
      wrongBirthday.current = wrong;
    },
    go: (to: Step) => void go(to),
    next: () => void go(STEPS[STEPS.indexOf(step) + 1] ?? "invite"),
    back: () => {
      wrongBirthday.current = false;
      setErrors({});
      setStep(STEPS[STEPS.indexOf(step) - 1] ?? "details");
    },
    finish,
  };
}
