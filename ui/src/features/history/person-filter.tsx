import { Combobox, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconUser } from "@tabler/icons-react";
import { type Ref, useState } from "react";
import { useCall } from "~/api";
import { Avatar } from "~/shared/avatar";
import { FilterChip } from "./filter-chip";
import classes from "./filter-chip.module.css";

type Props = {
  value: string | undefined;
  onChange: (person: string | undefined) => void;
  chip?: Ref<HTMLButtonElement>;
};

/** So few that the list needs no scrolling; typing finds the others. */
const LIMIT = 8;

/** Whose events: what the person did, and what was done to them. */
export function PersonFilter({ value, onChange, chip }: Props) {
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, 120);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const open = combobox.dropdownOpened;
  const found = useCall(
    "users.pick",
    { search: asked, not_under: null, limit: LIMIT },
    { enabled: open, keepPrevious: true },
  );
  const chosen = useCall("users.get", { user: value ?? "" }, { enabled: value !== undefined });
  const words = value === undefined ? "Anyone" : (chosen.data?.row.name ?? "One person");
  const people = found.data ?? [];

  return (
    <Combobox
      store={combobox}
      width={300}
      position="bottom-start"
      onOptionSubmit={(person) => {
        onChange(person);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <FilterChip
          ref={chip}
          icon={IconUser}
          label="Person"
          words={words}
          chosen={value !== undefined}
          onClear={() => onChange(undefined)}
          onClick={() => combobox.toggleDropdown()}
          aria-haspopup="listbox"
          aria-expanded={open}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
          placeholder="Name or email"
          aria-label="Find a person"
        />
        <Combobox.Options aria-label="People">
          {people.map((person) => (
            <Combobox.Option key={person.id} value={person.id} active={person.id === value}>
              <span className={classes.person}>
                <Avatar id={person.id} name={person.name} size={24} />
                <span>
                  {person.name}
                  <small>{person.email}</small>
                </span>
              </span>
            </Combobox.Option>
          ))}
          {found.data && people.length === 0 && (
            <Combobox.Empty>Nobody has that name or email</Combobox.Empty>
          )}
          {found.error && <Combobox.Empty>{found.error.message}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
