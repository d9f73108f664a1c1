import { CloseButton, Switch, TextInput } from "@mantine/core";
import { IconFilter, IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useRef, useState } from "react";
import { useCall } from "~/api";
import { Key, roleList, roleWords, statusWords } from "~/shared";
import { Choices, FilterChip } from "./filter-chip";
import type { UsersSearch } from "./list-search";
import { PersonSearch } from "./person-search";
import { ROLES } from "./role-words";
import classes from "./users-toolbar.module.css";

type UsersToolbarProps = {
  search: UsersSearch;
  onChange: (change: { [K in keyof UsersSearch]?: UsersSearch[K] | undefined }) => void;
  /** Down or Enter in the search leads into the list. */
  onIntoList: () => void;
  input: Ref<HTMLInputElement>;
  /** The column chooser. */
  children: ReactNode;
};

const STATUSES = ["active", "invited", "restricted", "inactive", "disabled", "archived"] as const;
const MFA = [
  { value: "set_up" as const, label: "On" },
  { value: "not_set_up" as const, label: "Not set up" },
];
/** Short enough to feel instant, long enough not to ask for every letter of a fast typist. */
const PAUSE = 50;

export function UsersToolbar({ search, onChange, onIntoList, input, children }: UsersToolbarProps) {
  const roles = search.roles ?? [];
  const statuses = search.status ?? [];
  return (
    <div className={classes.toolbar}>
      <SearchField
        text={search.q ?? ""}
        onText={(q) => onChange({ q: q || undefined })}
        onIntoList={onIntoList}
        input={input}
      />
      <FilterChip
        label="Access level"
        icon={IconFilter}
        value={roles.length === 0 ? null : roles.length > 1 ? String(roles.length) : roleList(roles)}
        onClear={() => onChange({ roles: undefined })}
      >
        {() => (
          <Choices
            label="Access level"
            choices={ROLES.map((role) => ({ value: role, label: roleWords[role] }))}
            chosen={roles}
            onChange={(chosen) => onChange({ roles: chosen.length > 0 ? chosen : undefined })}
          />
        )}
      </FilterChip>
      {!search.view && (
        <FilterChip
          label="Status"
          value={
            statuses.length === 0
              ? null
              : statuses.length > 1
                ? String(statuses.length)
                : statusWords[statuses[0] ?? "active"]
          }
          onClear={() => onChange({ status: undefined })}
        >
          {() => (
            <Choices
              label="Status"
              choices={STATUSES.map((status) => ({ value: status, label: statusWords[status] }))}
              chosen={statuses}
              onChange={(chosen) => onChange({ status: chosen.length > 0 ? chosen : undefined })}
            />
          )}
        </FilterChip>
      )}
      <FilterChip
        label="MFA"
        value={search.mfa ? (MFA.find((choice) => choice.value === search.mfa)?.label ?? null) : null}
        onClear={() => onChange({ mfa: undefined })}
      >
        {() => (
          <Choices
            single
            label="MFA"
            choices={MFA}
            chosen={search.mfa ? [search.mfa] : []}
            onChange={([mfa]) => onChange({ mfa })}
          />
        )}
      </FilterChip>
      <ReportsToFilter
        chosen={search.reports_to ?? null}
        onChange={(reports_to) => onChange({ reports_to })}
      />
      <div className={classes.right}>
        {!search.view && (
          <Switch
            label="Show inactive"
            checked={search.inactive === true}
            onChange={(event) => onChange({ inactive: event.currentTarget.checked || undefined })}
          />
        )}
        {children}
      </div>
    </div>
  );
}

function ReportsToFilter({
  chosen,
  onChange,
}: {
  chosen: string | null;
  onChange: (id: string | undefined) => void;
}) {
  const { data } = useCall("users.get", { user: chosen ?? "" }, { enabled: chosen !== null });
  return (
    <FilterChip
      label="Reports to"
      value={chosen === null ? null : (data?.row.name ?? "…")}
      onClear={() => onChange(undefined)}
    >
      {(close) => (
        <PersonSearch
          label="Reports to"
          chosen={chosen}
          onChoose={(person) => {
            onChange(person.id);
            close();
          }}
        />
      )}
    </FilterChip>
  );
}

type SearchFieldProps = {
  text: string;
  onText: (text: string) => void;
  onIntoList: () => void;
  input: Ref<HTMLInputElement>;
};

/** What one types stands at once; what it finds follows when the fingers pause. */
function SearchField({ text, onText, onIntoList, input }: SearchFieldProps) {
  const [typed, setTyped] = useState(text);
  const sent = useRef(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (text === sent.current) return;
    sent.current = text;
    setTyped(text);
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (value: string) => {
    clearTimeout(timer.current);
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
        timer.current = setTimeout(() => send(value), PAUSE);
      }}
      onKeyDown={keys}
    />
  );
}
