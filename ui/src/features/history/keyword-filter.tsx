import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type Ref, useEffect, useRef, useState } from "react";
import { Key } from "~/shared/footer";
import classes from "./history-screen.module.css";

type Props = { value: string; onChange: (words: string | undefined) => void; ref?: Ref<HTMLInputElement> };

const PAUSE = 250;

/** Words anywhere in an event; the register is asked a moment after typing. */
export function KeywordFilter({ value, onChange, ref }: Props) {
  const [typed, setTyped] = useState(value);
  const latest = useRef(onChange);
  latest.current = onChange;
  const sent = useRef(value);
  // What came from elsewhere, such as a saved filter, shows here; what is typed here is sent.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    if (typed === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed;
      latest.current(typed.trim() === "" ? undefined : typed);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextInput
      ref={ref}
      type="search"
      size="sm"
      className={classes.keyword}
      aria-label="Find in the history"
      placeholder="Words, device or IP"
      leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
      rightSection={typed === "" ? <Key>/</Key> : undefined}
      rightSectionPointerEvents="none"
      value={typed}
      maxLength={200}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
