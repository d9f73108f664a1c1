import { CloseButton, Combobox, InputBase, useCombobox } from "@mantine/core";
import { IconSelector } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useCall } from "~/api";
import { Avatar } from "~/shared";
import classes from "./person-search.module.css";

type PersonSelectProps = {
  label: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  value: string | null;
  name: string;
  onChange: (id: string | null, name: string) => void;
  /** Nobody who reports to this user, directly or further down: reporting lines never run in a circle. */
  notUnder: string | null;
};

/** Chooses one person by name or email, or nobody. */
export function PersonSelect({
  label,
  description,
  error,
  value,
  name,
  onChange,
  notUnder,
}: PersonSelectProps) {
  const [search, setSearch] = useState<string | null>(null);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch(null);
    },
  });
  const open = combobox.dropdownOpened;
  const { data: people } = useCall(
    "users.pick",
    { search: search ?? "", not_under: notUnder, limit: 8 },
    { enabled: open, keepPrevious: true },
  );
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        const person = people?.find((each) => each.id === id);
        if (person) onChange(person.id, person.name);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <InputBase
          label={label}
          description={description}
          inputWrapperOrder={["label", "input", "description", "error"]}
          error={error}
          autoComplete="off"
          spellCheck={false}
          leftSection={value && search === null ? <Avatar id={value} name={name} size={24} /> : undefined}
          rightSection={
            value ? (
              <CloseButton
                size="sm"
                tabIndex={-1}
                aria-label="Reports to nobody"
                onClick={() => onChange(null, "")}
              />
            ) : (
              <IconSelector size={16} stroke={1.7} aria-hidden />
            )
          }
          rightSectionPointerEvents={value ? "all" : "none"}
          placeholder="Nobody"
          value={search ?? name}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
          onClick={() => combobox.openDropdown()}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            // Emptied on purpose means nobody; half a name means they thought again.
            if (search !== null && search.trim() === "" && value) onChange(null, "");
            combobox.closeDropdown();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={typeof label === "string" ? label : "People"}>
          {people?.map((person) => (
            <Combobox.Option
              value={person.id}
              key={person.id}
              active={person.id === value}
              className={classes.option}
            >
              <Avatar id={person.id} name={person.name} size={24} />
              <span className={classes.name}>{person.name}</span>
              <span className={classes.job}>{person.job_title}</span>
            </Combobox.Option>
          ))}
          {people?.length === 0 && (
            <Combobox.Empty>Nobody has that name, or they report to this person</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
