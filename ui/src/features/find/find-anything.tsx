import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useId, useState } from "react";
import { Key, KeyHint } from "~/shared";
import classes from "./find-anything.module.css";
import { Groups } from "./groups";
import { useFound } from "./use-found";

export type FindAnythingProps = { opened: boolean; onClose: () => void };

/** People, then what one can do, then places: limited to what this person may see and do. */
export function FindAnything({ opened, onClose }: FindAnythingProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="6rem"
      size="38.75rem"
      padding={0}
      title="Find anything"
      classNames={{ content: classes.content, header: "fk-visually-hidden", body: classes.body }}
    >
      <Palette onClose={onClose} />
    </Modal>
  );
}

function Palette({ onClose }: { onClose: () => void }) {
  const list = useId();
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed, 80);
  const [chosen, setChosen] = useState<string | null>(null);
  const { groups, searching, error } = useFound(typed, asked);
  const options = groups.flatMap((group) => group.options);
  const at = Math.max(
    0,
    options.findIndex((option) => option.id === chosen),
  );
  const active = options[at];
  const optionId = (id: string) => `${list}-${id}`;

  const run = (option: (typeof options)[number] | undefined) => {
    if (!option) return;
    onClose();
    option.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && options.length > 0) {
      event.preventDefault();
      setChosen(options[(at + by + options.length) % options.length]?.id ?? null);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(active);
    }
  };

  return (
    <>
      <div className={classes.box}>
        <IconSearch size={18} stroke={1.8} aria-hidden />
        <input
          className={classes.input}
          role="combobox"
          aria-label="Find anything"
          aria-expanded={options.length > 0}
          aria-controls={list}
          aria-activedescendant={active ? optionId(active.id) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Find a person, an action or a place"
          data-autofocus
          maxLength={200}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(null);
          }}
          onKeyDown={onKeyDown}
        />
        <Key>Esc</Key>
      </div>
      <div className={classes.list} role="listbox" id={list} aria-label="What was found">
        <Groups
          groups={groups}
          typed={typed}
          active={active?.id ?? null}
          optionId={optionId}
          onActive={setChosen}
          onChoose={run}
        />
      </div>
      {options.length === 0 && (
        <p className={classes.nothing}>
          {searching ? "Looking…" : `Nothing here is called “${typed.trim()}”`}
        </p>
      )}
      {error && <p className={classes.nothing}>People can’t be searched now. {error.message}</p>}
      <div className={classes.foot}>
        <span className={classes.hints} aria-hidden>
          <KeyHint keys={["↑", "↓"]} label="Move" />
          <KeyHint keys={["Enter"]} label="Choose" />
        </span>
        <span>You only see what you’re allowed to do</span>
        <span className="fk-visually-hidden" role="status">
          {options.length === 1 ? "1 thing found" : `${options.length} things found`}
        </span>
      </div>
    </>
  );
}
