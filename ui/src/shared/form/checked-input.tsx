import { TextInput, type TextInputProps } from "@mantine/core";
import { useRef, useState } from "react";
import { asCallError, type CheckedField, call } from "~/api";

export type CheckedInputProps = Omit<TextInputProps, "value" | "onChange" | "onBlur"> & {
  /** Which rule of the core checks it. */
  check: CheckedField;
  /** Default country for phone numbers: "AU". */
  country?: string | null;
  value: string;
  onChange: (value: string) => void;
  /** After the check: the value as it will be stored, or null when it was refused. */
  onChecked?: (value: string | null) => void;
};

/** Checked by the core on leaving the field, never on each key; a good value is written as it will be stored. */
export function CheckedInput(props: CheckedInputProps) {
  const { check, country = null, value, onChange, onChecked, error, ...rest } = props;
  const [refused, setRefused] = useState<{ value: string; message: string } | null>(null);
  const latest = useRef(value);
  latest.current = value;

  const leave = async () => {
    const asked = value;
    if (asked.trim() === "") {
      setRefused(null);
      return;
    }
    try {
      const { value: stored } = await call(
        "checks.field",
        { field: check, value: asked, country },
        { background: true },
      );
      if (latest.current !== asked) return;
      setRefused(null);
      if (stored !== asked) onChange(stored);
      onChecked?.(stored);
    } catch (reason) {
      const { code, message } = asCallError(reason);
      // A database that does not answer is not the field's fault; saving will tell.
      if (code !== "input.invalid" || latest.current !== asked) return;
      setRefused({ value: asked, message });
      onChecked?.(null);
    }
  };

  return (
    <TextInput
      {...rest}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => void leave()}
      error={error ?? (refused && refused.value === value ? refused.message : undefined)}
    />
  );
}

export type PhoneFieldProps = Omit<CheckedInputProps, "check"> & { kind?: "mobile" | "phone" };

/** A phone number; the practice's country makes "0491 570 156" international. */
export function PhoneField({ kind = "phone", ...rest }: PhoneFieldProps) {
  return <CheckedInput check={kind} type="tel" inputMode="tel" autoComplete="off" {...rest} />;
}
