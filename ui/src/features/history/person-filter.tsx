import { Combobox, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconUser } from "@tabler/icons-react";
import { type Ref, useState } from "react";
import { type UserRow, useCall } from "~/api";
import { Avatar } from "~/shared/avatar";
import { statusWords } from "~/shared/pill";
import { FilterChip } from "./filter-chip";
import classes from "./filter-chip.module.css";

type Props = {
  /** "Person", or what they have to do with the events. */
  label?: string;
  /** Stays inside a panel that closes when something outside of it is clicked. */
  inside?: boolean;
  value: string | undefined;
  onChange: (person: string | undefined) => void;
  chip?: Ref<HTMLButtonElement>;
};

/** So few that the list needs no scrolling; typing finds the others. */
const LIMIT = 8;

const hasLeft = ({ status }: UserRow) => status === "disabled" || status === "archived";

/** Whose events: what the person did, and what was done to them. */
export function PersonFilter({ label = "Person", inside, value, onChange, chip }: Props) {
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
  // Those who left too: what they did is in the history as long as there is one.
  const found = useCall(
    "users.list",
    {
      filter: {
        search: asked,
        roles: [],
        statuses: [],
        mfa: null,
        blocked: false,
        reports_to: null,
        show_inactive: true,
      },
      sort: "name",
      descending: false,
      after: null,
      limit: LIMIT,
    },
    { enabled: open, keepPrevious: true },
  );
  const chosen = useCall("users.get", { user: value ?? "" }, { enabled: value !== undefined });
  const words = value === undefined ? "Anyone" : (chosen.data?.row.name ?? "One person");
  const people = found.data?.rows ?? [];

  return (
    <Combobox
      store={combobox}
      withinPortal={!inside}
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
          label={label}
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
                <Avatar id={person.id} name={person.name} size={24} inactive={hasLeft(person)} />
                <span>
                  {person.name}
                  <small>
                    {person.email}
                    {hasLeft(person) && `, ${statusWords[person.status].toLowerCase()}`}
                  </small>
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
