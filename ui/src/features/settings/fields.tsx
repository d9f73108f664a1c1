import { Select, TextInput } from "@mantine/core";
import type { CheckedField } from "~/api";
import { useCall } from "~/api";
import { CheckedInput, dateFormatChoices, TimeZoneSelect } from "~/shared";
import { ChangedField } from "./changed-field";
import { FIELDS, type Field, WEEKDAYS } from "./settings-form";
import type { SettingsFormState } from "./use-settings-form";

type Props = {
  field: Field;
  state: SettingsFormState;
  disabled: boolean;
  optional?: boolean;
  help?: string;
  placeholder?: string;
  maxLength?: number;
};

const labelOf = (field: Field, optional?: boolean) =>
  optional ? `${FIELDS[field]} (optional)` : FIELDS[field];

export function Text({ field, state, disabled, optional, help, maxLength = 200, placeholder }: Props) {
  return (
    <ChangedField field={field} state={state}>
      <TextInput
        label={labelOf(field, optional)}
        description={help}
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={state.form[field]}
        onChange={(event) => state.set(field, event.currentTarget.value)}
        error={state.errors[field]}
        disabled={disabled}
        maxLength={maxLength}
        placeholder={placeholder}
        autoComplete="off"
      />
    </ChangedField>
  );
}

export function Checked({
  field,
  check,
  state,
  disabled,
  optional,
  help,
  maxLength,
  placeholder,
}: Props & { check: CheckedField }) {
  return (
    <ChangedField field={field} state={state}>
      <CheckedInput
        label={labelOf(field, optional)}
        description={help}
        inputWrapperOrder={["label", "input", "description", "error"]}
        check={check}
        country={state.form.country}
        value={state.form[field]}
        onChange={(value) => state.set(field, value)}
        error={state.errors[field]}
        disabled={disabled}
        maxLength={maxLength}
        placeholder={placeholder}
        autoComplete="off"
      />
    </ChangedField>
  );
}

export function Country({ state, disabled }: Pick<Props, "state" | "disabled">) {
  const { data: countries = [] } = useCall("lookups.countries", {}, { staleTime: Number.POSITIVE_INFINITY });
  return (
    <ChangedField field="country" state={state}>
      <Select
        label={FIELDS.country}
        description="Numbers typed without a country code belong to it"
        inputWrapperOrder={["label", "input", "description", "error"]}
        data={countries.map((country) => ({ value: country.code, label: country.name }))}
        value={state.form.country}
        onChange={(value) => value && state.set("country", value)}
        error={state.errors.country}
        disabled={disabled}
        searchable
        allowDeselect={false}
        nothingFoundMessage="No country has that name"
        maxDropdownHeight={260}
      />
    </ChangedField>
  );
}

export function Zone({ state, disabled }: Pick<Props, "state" | "disabled">) {
  return (
    <ChangedField field="time_zone" state={state}>
      <TimeZoneSelect
        label={FIELDS.time_zone}
        value={state.form.time_zone}
        onChange={(value) => state.set("time_zone", value)}
        error={state.errors.time_zone}
        disabled={disabled}
      />
    </ChangedField>
  );
}

export function Choice({
  field,
  state,
  disabled,
}: Pick<Props, "state" | "disabled"> & { field: "date_format" | "week_start" }) {
  return (
    <ChangedField field={field} state={state}>
      <Select
        label={FIELDS[field]}
        data={field === "date_format" ? dateFormatChoices : WEEKDAYS}
        value={state.form[field]}
        onChange={(value) => value && state.set(field, value)}
        error={state.errors[field]}
        disabled={disabled}
        allowDeselect={false}
      />
    </ChangedField>
  );
}
