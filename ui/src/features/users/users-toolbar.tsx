import { Switch } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import type { ReactNode, Ref } from "react";
import { useCall } from "~/api";
import { roleList, roleWords, statusWords } from "~/shared";
import { Choices, FilterChip } from "./filter-chip";
import type { UsersSearch } from "./list-search";
import { PersonSearch } from "./person-search";
import { ROLES } from "./role-words";
import { SearchField } from "./search-field";
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

/** Being blocked is no access status, but people look for it here. */
const STATUSES = ["active", "invited", "restricted", "inactive", "disabled", "archived", "blocked"] as const;
const STATUS_WORDS = { ...statusWords, blocked: "Blocked" };
const MFA = [
  { value: "set_up" as const, label: "On" },
  { value: "not_set_up" as const, label: "Not set up" },
  { value: "reset_pending" as const, label: "Reset, not set up again" },
];

export function UsersToolbar({ search, onChange, onIntoList, input, children }: UsersToolbarProps) {
  const roles = search.roles ?? [];
  const chosen = [...(search.status ?? []), ...(search.blocked ? (["blocked"] as const) : [])];
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
            chosen.length === 0
              ? null
              : chosen.length > 1
                ? String(chosen.length)
                : STATUS_WORDS[chosen[0] ?? "active"]
          }
          onClear={() => onChange({ status: undefined, blocked: undefined })}
        >
          {() => (
            <Choices
              label="Status"
              choices={STATUSES.map((status) => ({ value: status, label: STATUS_WORDS[status] }))}
              chosen={chosen}
              onChange={(now) => {
                const only = now.filter((status) => status !== "blocked");
                onChange({
                  status: only.length > 0 ? only : undefined,
                  blocked: now.includes("blocked") ? true : undefined,
                });
              }}
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
