import type {
  CountryChoice,
  DateFormat,
  Practice,
  PracticeFields,
  SettingsEdit,
  TimeZoneChoice,
  Weekday,
} from "~/api";
import { dateFormatChoices, zoneWords } from "~/shared";

/** Every field by the name under which the core complains about it, in the order of the screen. */
export const FIELDS = {
  name: "Practice name",
  legal_name: "Legal name",
  abn: "ABN",
  "address.line1": "Address",
  "address.line2": "Address, second line",
  "address.suburb": "Suburb",
  "address.state": "State",
  "address.postcode": "Postcode",
  phone: "Phone",
  website: "Website",
  country: "Country",
  time_zone: "Time zone",
  date_format: "Date format",
  week_start: "Week starts on",
  managers_set_up_employees: "Managers may set up employees",
} as const;

export type Field = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as Field[];
export const isField = (name: string | null): name is Field => name !== null && name in FIELDS;

/** The form as text; the switch is "yes" or "no". One shape for comparing, undoing and merging. */
export type SettingsForm = Record<Field, string>;

export function formOf(practice: Practice): SettingsForm {
  const { address } = practice;
  return {
    name: practice.name,
    legal_name: practice.legal_name,
    abn: practice.abn,
    "address.line1": address.line1,
    "address.line2": address.line2,
    "address.suburb": address.suburb,
    "address.state": address.state,
    "address.postcode": address.postcode,
    phone: practice.phone,
    website: practice.website,
    country: practice.country,
    time_zone: practice.time_zone,
    date_format: practice.date_format,
    week_start: practice.week_start,
    managers_set_up_employees: practice.managers_set_up_employees ? "yes" : "no",
  };
}

function fieldsOf(form: SettingsForm): PracticeFields {
  return {
    name: form.name,
    legal_name: form.legal_name,
    abn: form.abn,
    address: {
      line1: form["address.line1"],
      line2: form["address.line2"],
      suburb: form["address.suburb"],
      state: form["address.state"],
      postcode: form["address.postcode"],
    },
    phone: form.phone,
    website: form.website,
    country: form.country,
    time_zone: form.time_zone,
    date_format: form.date_format as DateFormat,
    week_start: form.week_start as Weekday,
  };
}

export const editOf = (form: SettingsForm, version: number): SettingsEdit => ({
  version,
  fields: fieldsOf(form),
  managers_set_up_employees: form.managers_set_up_employees === "yes",
});

export const changedFields = (before: SettingsForm, now: SettingsForm): Field[] =>
  FIELD_NAMES.filter((field) => before[field] !== now[field]);

export type Clash = {
  field: Field;
  /** Both changed it to different things: somebody has to choose. */
  both: boolean;
};

/** What the other person changed meanwhile, and which of it I changed too. */
export function clashes(before: SettingsForm, mine: SettingsForm, theirs: SettingsForm): Clash[] {
  return changedFields(before, theirs).map((field) => ({
    field,
    both: mine[field] !== before[field] && mine[field] !== theirs[field],
  }));
}

/** What stands now with my own changes laid over it, except where I take theirs. */
export function merge(
  before: SettingsForm,
  mine: SettingsForm,
  theirs: SettingsForm,
  takeTheirs: ReadonlySet<Field>,
): SettingsForm {
  const merged = { ...theirs };
  for (const field of changedFields(before, mine)) {
    if (!takeTheirs.has(field)) merged[field] = mine[field];
  }
  return merged;
}

export const WEEKDAYS: { value: Weekday; label: string }[] = [
  { value: "monday", label: "Monday" },
  { value: "tuesday", label: "Tuesday" },
  { value: "wednesday", label: "Wednesday" },
  { value: "thursday", label: "Thursday" },
  { value: "friday", label: "Friday" },
  { value: "saturday", label: "Saturday" },
  { value: "sunday", label: "Sunday" },
];

/** A field's value as it is read on screen: a zone by its city, not by its code. */
export function valueWords(
  field: Field,
  value: string,
  known: { countries: CountryChoice[]; zones: TimeZoneChoice[] },
): string {
  if (value === "") return "empty";
  switch (field) {
    case "country":
      return known.countries.find((country) => country.code === value)?.name ?? value;
    case "time_zone": {
      const zone = known.zones.find((choice) => choice.id === value);
      return zone ? zoneWords(zone) : value;
    }
    case "date_format":
      return dateFormatChoices.find((choice) => choice.value === value)?.label ?? value;
    case "week_start":
      return WEEKDAYS.find((day) => day.value === value)?.label ?? value;
    case "managers_set_up_employees":
      return value === "yes" ? "on" : "off";
    default:
      return value;
  }
}
