import { Button } from "@mantine/core";
import { IconSearch, IconUserPlus } from "@tabler/icons-react";
import { useCall } from "~/api";
import { EmptyState, statusWords } from "~/shared";
import { EVERYBODY_CURRENT, isNarrowed, type UsersSearch } from "./list-search";
import type { SearchChange } from "./use-users-search";
import classes from "./users-states.module.css";
import { VIEW_WORDS } from "./users-views";

/** Under the only row of a new practice. */
export function JustYou({ onAdd }: { onAdd: (() => void) | null }) {
  return (
    <EmptyState
      sketch
      title="It’s just you so far"
      actions={
        onAdd && (
          <Button leftSection={<IconUserPlus size={17} stroke={1.7} />} onClick={onAdd}>
            Add your first user
          </Button>
        )
      }
    >
      Add the people who work here. Nobody can sign in until you hand over their invitation code, so you can
      set everyone up first.
      <p className={classes.tip}>
        Tip: make a second person a practice admin, so one lost password never stops the practice.
      </p>
    </EmptyState>
  );
}

/** Nobody in this view, with or without something sought: says what was sought, and where matches do exist. */
export function NothingFound({
  search,
  onChange,
}: {
  search: UsersSearch;
  onChange: (change: SearchChange) => void;
}) {
  const words = search.q ?? "";
  const anywhere = { ...EVERYBODY_CURRENT, search: words, show_inactive: true };
  const enabled = isNarrowed(search) && (words !== "" || Boolean(search.view));
  const { data: first } = useCall(
    "users.list",
    { filter: anywhere, sort: "name", descending: false, after: null, limit: 1 },
    { enabled },
  );
  const { data: counts } = useCall("users.count", { filter: anywhere }, { enabled });
  const view = search.view ?? "current";
  const which = VIEW_WORDS[view].which;
  const filtered = Boolean(
    search.roles || search.status || search.mfa || search.blocked || search.reports_to,
  );
  const elsewhere = words !== "" ? (first?.rows[0] ?? null) : null;
  const clearFilters = {
    roles: undefined,
    status: undefined,
    mfa: undefined,
    blocked: undefined,
    reports_to: undefined,
  };

  if (!isNarrowed(search)) {
    return (
      <EmptyState
        title={`No ${which} users`}
        actions={
          <Button variant="default" onClick={() => onChange({ view: undefined })}>
            Show all current users
          </Button>
        }
      >
        {EMPTY_VIEW[view]}
      </EmptyState>
    );
  }
  const more = (counts?.matching ?? 1) - 1;
  return (
    <div className={classes.nothing}>
      <span className={classes.tile} aria-hidden>
        <IconSearch size={18} stroke={1.7} />
      </span>
      <h2 className={classes.title}>
        {words ? `No ${which} users match “${words}”` : `No ${which} users match these filters`}
      </h2>
      {elsewhere && (
        <p className={classes.text}>
          {more === 0
            ? `There is 1 match in ${statusWords[elsewhere.status]}: ${elsewhere.name}.`
            : `There are ${more + 1} matches among all users, first ${elsewhere.name} in ${statusWords[elsewhere.status]}.`}
        </p>
      )}
      <div className={classes.buttons}>
        {elsewhere && (
          <Button
            variant="default"
            onClick={() =>
              onChange(
                more === 0 && elsewhere.status !== "active"
                  ? { ...clearFilters, view: elsewhere.status }
                  : { ...clearFilters, view: undefined, inactive: true },
              )
            }
          >
            {more === 0 && elsewhere.status !== "active"
              ? `Show in ${statusWords[elsewhere.status]}`
              : "Show all matches"}
          </Button>
        )}
        {filtered && (
          <Button variant="subtle" onClick={() => onChange(clearFilters)}>
            Clear filters
          </Button>
        )}
        {words && (
          <Button variant="subtle" onClick={() => onChange({ q: undefined })}>
            Clear search
          </Button>
        )}
      </div>
    </div>
  );
}

const EMPTY_VIEW: Record<NonNullable<UsersSearch["view"]> | "current", string> = {
  current: "Add the people who work here.",
  active: "People show here once they have signed in with their own password.",
  invited: "People show here from the moment you make their invitation code until they use it.",
  blocked:
    "People show here when too many wrong passwords or codes keep them out, until someone unblocks them.",
  restricted: "People show here while they may sign in and look, but not change or download.",
  inactive: "People show here after they are added, until you invite them.",
  disabled: "People show here while they are suspended or away for a long time.",
  archived: "People show here when they no longer work here. Their history is kept.",
};
