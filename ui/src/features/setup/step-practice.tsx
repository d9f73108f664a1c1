import { Select, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { asCallError, type CheckedField, call, type DateFormat, useCall, type Weekday } from "~/api";
import { CheckedInput, dateFormatChoices, PhoneField, TimeZoneSelect } from "~/shared";
import { LogoPicker } from "./logo-picker";
import { StepFrame } from "./setup-frame";
import { SignInPreview } from "./sign-in-preview";
import type { StepProps } from "./step-choose";
import classes from "./steps.module.css";

const weekdays: { value: Weekday; label: string }[] = (
  ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const
).map((day) => ({ value: day, label: `${day[0]?.toUpperCase()}${day.slice(1)}` }));

const checked: { name: "abn" | "phone" | "website"; field: CheckedField }[] = [
  { name: "abn", field: "abn" },
  { name: "phone", field: "phone" },
  { name: "website", field: "website" },
];

export function StepPractice({ setup, onNext, onBack }: StepProps) {
  const { practice, editPractice, logo, setLogo, refused, clearRefused } = setup;
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [working, setWorking] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const { data: countries = [] } = useCall("lookups.countries", {}, { staleTime: Number.POSITIVE_INFINITY });

  const errorOf = (name: string) => problems[name] ?? refused[`practice.${name}`];
  const field = (name: "name" | "legal_name" | "abn" | "phone" | "website") => ({
    name,
    value: practice[name],
    error: errorOf(name),
    onChange: (value: string) => {
      editPractice({ [name]: value });
      setProblems(({ [name]: _gone, ...rest }) => rest);
      clearRefused(`practice.${name}`);
    },
  });
  const address = (name: keyof typeof LENGTHS, label: string, autoComplete: string) => (
    <TextInput
      label={label}
      name={name}
      autoComplete={autoComplete}
      maxLength={LENGTHS[name]}
      value={practice.address[name]}
      error={refused[`practice.address.${name}`]}
      onChange={(event) => {
        clearRefused(`practice.address.${name}`);
        editPractice({ address: { ...practice.address, [name]: event.currentTarget.value } });
      }}
    />
  );

  const next = async () => {
    setWorking(true);
    const found: Record<string, string> = {};
    if (practice.name.trim() === "") found.name = "Enter the name your clients know.";
    for (const { name, field: rule } of checked) {
      if (practice[name].trim() === "") continue;
      try {
        const input = { field: rule, value: practice[name], country: practice.country };
        const { value } = await call("checks.field", input);
        if (value !== practice[name]) editPractice({ [name]: value });
      } catch (reason) {
        found[name] = asCallError(reason).message;
      }
    }
    setWorking(false);
    setProblems(found);
    const first = ["name", "abn", "phone", "website"].find((name) => found[name]);
    if (first) body.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    else onNext();
  };

  return (
    <StepFrame
      title="Tell us about your practice"
      lead="The name and logo are what your team sees when they sign in. You can change all of this later."
      onNext={next}
      working={working}
      onBack={onBack}
    >
      <div className={classes.split} ref={body}>
        <div className={classes.fields}>
          <div className={classes.full}>
            <TextInput
              label="Practice name"
              autoComplete="organization"
              maxLength={120}
              data-first
              {...field("name")}
              onChange={(event) => field("name").onChange(event.currentTarget.value)}
            />
          </div>
          <div className={classes.half}>
            <TextInput
              label="Legal name (optional)"
              maxLength={160}
              {...field("legal_name")}
              onChange={(event) => field("legal_name").onChange(event.currentTarget.value)}
            />
          </div>
          <div className={classes.half}>
            <CheckedInput
              check="abn"
              label="ABN (optional)"
              inputMode="numeric"
              maxLength={20}
              {...field("abn")}
            />
          </div>
          <div className={classes.full}>
            <LogoPicker logo={logo} onChange={setLogo} error={refused.logo ?? refused.content} />
          </div>
          <h2 className={`${classes.group} ${classes.full}`}>Dates and times</h2>
          <div className={classes.full}>
            <TimeZoneSelect
              label="Time zone"
              value={practice.time_zone}
              error={errorOf("time_zone")}
              onChange={(time_zone) => editPractice({ time_zone })}
            />
          </div>
          <div className={classes.half}>
            <Select
              label="Date format"
              data={dateFormatChoices}
              allowDeselect={false}
              value={practice.date_format}
              onChange={(value) => value && editPractice({ date_format: value as DateFormat })}
            />
          </div>
          <div className={classes.half}>
            <Select
              label="Week starts on"
              data={weekdays}
              allowDeselect={false}
              value={practice.week_start}
              onChange={(value) => value && editPractice({ week_start: value as Weekday })}
            />
          </div>
          <h2 className={`${classes.group} ${classes.full}`}>Where to reach you</h2>
          <div className={classes.full}>{address("line1", "Street address (optional)", "address-line1")}</div>
          <div className={classes.full}>{address("line2", "Suite or floor (optional)", "address-line2")}</div>
          <div className={classes.third}>{address("suburb", "Suburb (optional)", "address-level2")}</div>
          <div className={classes.third}>{address("state", "State (optional)", "address-level1")}</div>
          <div className={classes.third}>{address("postcode", "Postcode (optional)", "postal-code")}</div>
          <div className={classes.full}>
            <Select
              label="Country"
              description="Phone numbers without a country code belong to it"
              inputWrapperOrder={["label", "input", "description", "error"]}
              searchable
              allowDeselect={false}
              data={countries.map((one) => ({ value: one.code, label: one.name }))}
              value={practice.country}
              onChange={(country) => country && editPractice({ country })}
            />
          </div>
          <div className={classes.half}>
            <PhoneField
              label="Phone (optional)"
              country={practice.country}
              autoComplete="tel"
              maxLength={40}
              {...field("phone")}
            />
          </div>
          <div className={classes.half}>
            <CheckedInput
              check="website"
              label="Website (optional)"
              inputMode="url"
              autoComplete="url"
              maxLength={200}
              {...field("website")}
            />
          </div>
        </div>
        <SignInPreview name={practice.name} logo={logo?.url ?? null} />
      </div>
    </StepFrame>
  );
}

/** The longest that is stored. */
const LENGTHS = { line1: 120, line2: 120, suburb: 80, state: 60, postcode: 16 };
