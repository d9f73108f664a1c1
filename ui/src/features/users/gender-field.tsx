import { Autocomplete } from "@mantine/core";
import type { ReactNode } from "react";

const SUGGESTED = ["Female", "Male", "Non-binary", "Prefer not to say"];

type GenderFieldProps = {
  label: ReactNode;
  value: string;
  onChange: (gender: string) => void;
  error?: ReactNode;
};

/** In the person's own words; the usual ones are a keystroke away. */
export function GenderField({ label, value, onChange, error }: GenderFieldProps) {
  const known = SUGGESTED.includes(value) || value === "";
  return (
    <Autocomplete
      label={label}
      placeholder="Choose or write"
      data={SUGGESTED}
      filter={({ options }) => (known ? options : [])}
      autoComplete="off"
      maxLength={40}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
