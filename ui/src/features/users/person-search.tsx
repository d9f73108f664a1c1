import { TextInput, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useCall } from "~/api";
import { Avatar } from "~/shared/avatar";
import classes from "./person-search.module.css";

export type Person = { id: string; name: string };

type PersonSearchProps = {
  label: string;
  chosen: string | null;
  onChoose: (person: Person) => void;
};

/** Finds one person by name or email and chooses them, for the filter "Reports to". */
export function PersonSearch({ label, chosen, onChoose }: PersonSearchProps) {
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const { data: people = [] } = useCall(
    "users.pick",
    { search, not_under: null, limit: 8 },
    { keepPrevious: true },
  );

  const keys = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const person = people[at];
    if (by) setAt(Math.min(Math.max(at + by, 0), Math.max(people.length - 1, 0)));
    else if (event.key === "Enter" && person) onChoose(person);
    else return;
    event.preventDefault();
  };

  return (
    <div className={classes.search}>
      <TextInput
        aria-label={label}
        placeholder="Name or email"
        leftSection={<IconSearch size={15} stroke={1.7} aria-hidden />}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={people[at] ? `${list}-${at}` : undefined}
        data-autofocus
        autoComplete="off"
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={keys}
      />
      <div role="listbox" id={list} aria-label={label}>
        {people.map((person, index) => (
          <UnstyledButton
            key={person.id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={person.id === chosen}
            className={classes.option}
            data-at={index === at || undefined}
            onPointerEnter={() => setAt(index)}
            onClick={() => onChoose(person)}
          >
            <Avatar id={person.id} name={person.name} size={24} />
            <span className={classes.name}>{person.name}</span>
            <span className={classes.job}>{person.job_title}</span>
          </UnstyledButton>
        ))}
      </div>
      {people.length === 0 && <p className={classes.none}>Nobody has that name</p>}
    </div>
  );
}
