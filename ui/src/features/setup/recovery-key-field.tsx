import { Textarea } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import classes from "./steps.module.css";

const letters = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** "7k2q 93tm…" however it was typed or pasted -> "7K2Q-93TM-…" */
export function tidyKey(text: string): string {
  return (
    letters(text)
      .slice(0, 32)
      .match(/.{1,4}/g) ?? []
  ).join("-");
}

export const keyComplete = (text: string) => letters(text).length === 32;

/** The key was whole, but belongs to something else. */
export const isWrongKey = (code: string) =>
  code === "setup.wrong_recovery_key" || code === "database.wrong_key";

type Props = { value: string; onChange: (value: string) => void; error?: string | null; first?: boolean };

/** The recovery key in one field, so that it can be pasted whole; tidied on leaving. */
export function RecoveryKeyField({ value, onChange, error, first }: Props) {
  return (
    <Textarea
      label="Recovery key"
      description="8 groups of 4, as it was printed or saved when the practice was set up"
      name="recovery-key"
      className={classes.key}
      leftSection={<IconKey size={16} stroke={1.7} aria-hidden />}
      leftSectionProps={{ style: { alignItems: "flex-start", paddingTop: "0.5625rem" } }}
      autoComplete="off"
      spellCheck={false}
      autosize
      minRows={2}
      maxLength={200}
      data-first={first || undefined}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => onChange(tidyKey(value))}
    />
  );
}
