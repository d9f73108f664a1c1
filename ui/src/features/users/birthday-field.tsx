import { TextInput } from "@mantine/core";
import { IconCake } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { formatDate, formatDay, useClock } from "~/shared";
import { readBirthday } from "./birthday";

type BirthdayFieldProps = {
  label: ReactNode;
  description?: ReactNode;
  value: string | null;
  onChange: (day: string | null) => void;
  /** Whether something stands there that is no birthday. */
  onWrong?: (wrong: boolean) => void;
  error?: ReactNode;
  "data-field"?: string;
};

/** Typed rather than picked: nobody wants to leaf back through forty years of months. */
export function BirthdayField(props: BirthdayFieldProps) {
  const { label, description, value, onChange, onWrong, error } = props;
  const clock = useClock();
  const [text, setText] = useState(value ? formatDay(value, clock.date_format) : "");
  const [wrong, setWrongHere] = useState(false);
  const setWrong = (is: boolean) => {
    setWrongHere(is);
    onWrong?.(is);
  };
  useEffect(() => {
    setText(value ? formatDay(value, clock.date_format) : "");
    setWrongHere(false);
  }, [value, clock.date_format]);

  const leave = () => {
    if (text.trim() === "") {
      setWrong(false);
      return onChange(null);
    }
    const today = formatDate(Date.now() * 1000, { ...clock, date_format: "yyyy_mm_dd" });
    const day = readBirthday(text, clock.date_format, today);
    setWrong(day === null);
    if (day === null) return;
    setText(formatDay(day, clock.date_format));
    if (day !== value) onChange(day);
  };

  return (
    <TextInput
      label={label}
      description={description}
      inputWrapperOrder={["label", "input", "description", "error"]}
      leftSection={<IconCake size={16} stroke={1.7} aria-hidden />}
      placeholder={formatDay("1985-11-24", clock.date_format)}
      autoComplete="off"
      maxLength={40}
      data-field={props["data-field"]}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={leave}
      error={wrong ? `Write a day in the past, such as ${formatDay("1985-11-24", clock.date_format)}` : error}
    />
  );
}
