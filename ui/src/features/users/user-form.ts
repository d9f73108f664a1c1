import type { DateFormat, UserDetail, UserFields } from "~/api";

/** What the form holds: the fields of a user, and the name of the person they report to, for showing it. */
export type UserForm = Omit<UserFields, "gender" | "birthday" | "notes"> & {
  birthday: string | null;
  gender: string;
  notes: string;
  reports_to_name: string;
};

export type FormField = keyof UserFields;

export type FieldFacts = { label: string; tab: "details" | "access" };

export const FIELDS: Record<FormField, FieldFacts> = {
  first_name: { label: "First name", tab: "details" },
  last_name: { label: "Last name", tab: "details" },
  preferred_name: { label: "Preferred name", tab: "details" },
  job_title: { label: "Job title", tab: "details" },
  reports_to: { label: "Reports to", tab: "details" },
  mobile: { label: "Mobile", tab: "details" },
  phone: { label: "Phone", tab: "details" },
  birthday: { label: "Birthday", tab: "details" },
  gender: { label: "Gender", tab: "details" },
  time_zone: { label: "Time zone", tab: "details" },
  date_format: { label: "Date format", tab: "details" },
  roles: { label: "Access level", tab: "access" },
  notes: { label: "Notes for administrators", tab: "details" },
};

export const FIELD_NAMES = Object.keys(FIELDS) as FormField[];

export const isFormField = (name: string | null): name is FormField =>
  name !== null && FIELD_NAMES.some((field) => field === name);

export function formOf(user: UserDetail): UserForm {
  const { row } = user;
  return {
    first_name: row.first_name,
    last_name: row.last_name,
    preferred_name: row.preferred_name,
    job_title: row.job_title,
    mobile: row.mobile,
    phone: user.phone,
    birthday: user.birthday,
    gender: user.gender ?? "",
    time_zone: user.time_zone,
    date_format: user.date_format,
    roles: [...row.roles],
    reports_to: row.reports_to?.id ?? null,
    reports_to_name: row.reports_to?.name ?? "",
    notes: user.notes ?? "",
  };
}

export function emptyForm(defaults: { time_zone: string; date_format: DateFormat }): UserForm {
  return {
    first_name: "",
    last_name: "",
    preferred_name: "",
    job_title: "",
    mobile: "",
    phone: "",
    birthday: null,
    gender: "",
    time_zone: defaults.time_zone,
    date_format: defaults.date_format,
    roles: ["employee"],
    reports_to: null,
    reports_to_name: "",
    notes: "",
  };
}

export function fieldsOf(form: UserForm): UserFields {
  const { reports_to_name: _shownOnly, ...fields } = form;
  return fields;
}

const same = (one: unknown, other: unknown): boolean =>
  Array.isArray(one) && Array.isArray(other)
    ? one.length === other.length && one.every((each) => other.includes(each))
    : one === other;

export const isFieldChanged = (field: FormField, saved: UserForm, now: UserForm): boolean =>
  !same(saved[field], now[field]);

export const changedFields = (saved: UserForm, now: UserForm): FormField[] =>
  FIELD_NAMES.filter((field) => isFieldChanged(field, saved, now));

/** One field as it stands in another form, with what belongs to it. */
export function takeField(field: FormField, from: UserForm, into: UserForm): UserForm {
  const taken = { ...into, [field]: from[field] };
  return field === "reports_to" ? { ...taken, reports_to_name: from.reports_to_name } : taken;
}

export const fullName = (form: Pick<UserForm, "first_name" | "last_name">): string =>
  `${form.first_name.trim()} ${form.last_name.trim()}`.trim();

/** What one calls the person in a sentence: their preferred name, else the first. */
export const calledName = (person: { preferred_name: string; first_name: string; name?: string }): string =>
  person.preferred_name.trim() || person.first_name.trim() || person.name?.trim() || "this person";
