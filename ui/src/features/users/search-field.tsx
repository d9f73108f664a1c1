import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, type Ref, useEffect, useRef, useState } from "react";
import { Key } from "~/shared";
import classes from "./users-toolbar.module.css";

/** The first letter is sought at once; a fast typist's next ones wait for a moment's pause. */
const PAUSE = 40;

type SearchFieldProps = {
  text: string;
  onText: (text: string) => void;
  onIntoList: () => void;
  input: Ref<HTMLInputElement>;
};

/** What one types stands at once; what it finds follows when the fingers pause. */
export function SearchField({ text, onText, onIntoList, input }: SearchFieldProps) {
  const [typed, setTyped] = useState(text);
  const sent = useRef(text);
  const last = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (text === sent.current) return;
    sent.current = text;
    setTyped(text);
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (value: string) => {
    clearTimeout(timer.current);
    last.current = performance.now();
    sent.current = value.trim();
    onText(value.trim());
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape" && typed !== "") {
      setTyped("");
      send("");
    } else if (event.key === "ArrowDown" || event.key === "Enter") {
      send(typed);
      onIntoList();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <TextInput
      ref={input}
      className={classes.search}
      type="text"
      role="searchbox"
      aria-label="Search users by name, email or mobile"
      aria-keyshortcuts="/"
      placeholder="Name, email or mobile"
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
      rightSection={
        typed === "" ? (
          <span aria-hidden className={classes.slash}>
            <Key>/</Key>
          </span>
        ) : (
          <CloseButton
            size="sm"
            aria-label="Clear search"
            onClick={() => {
              setTyped("");
              send("");
            }}
          />
        )
      }
      value={typed}
      onChange={(event) => {
        const value = event.currentTarget.value;
        setTyped(value);
        clearTimeout(timer.current);
        if (performance.now() - last.current > PAUSE * 3) send(value);
        else timer.current = setTimeout(() => send(value), PAUSE);
      }}
      onKeyDown={keys}
    />
  );
}
