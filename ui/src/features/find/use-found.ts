import { IconHistory, IconUserPlus, type TablerIcon } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { openLogFolder, type UserRow, useMe } from "~/api";
import { toast, useAppActions, useShortcutList } from "~/shared";
import { actionsFor, placesFor, ranked, type Thing } from "./actions";
import { scoreOf } from "./match";
import { usePeople, useRecent } from "./use-people";

export type FoundOption = {
  id: string;
  label: string;
  icon?: TablerIcon;
  person?: UserRow;
  keys?: string;
  run: () => void;
};
export type FoundGroup = { label: string; options: FoundOption[] };

/** Without a word typed: whom one opened lately, and the few things people come for. */
const FIRST = ["add", "lock", "shortcuts"];

/** What answers the typed words. `asked` is the same a moment later: the database isn't asked on every key. */
export function useFound(typed: string, asked: string) {
  const me = useMe();
  const app = useAppActions();
  const navigate = useNavigate();
  const shortcuts = useShortcutList();
  const recent = useRecent();
  const people = usePeople(asked);
  const words = typed.trim();

  const go = (to: string, search?: Record<string, unknown>) =>
    void navigate({ to, search: (search ?? {}) as never });
  const open = (person: UserRow, search?: Record<string, unknown>) => {
    recent.remember(person.id);
    go(`/users/${person.id}`, search);
  };
  const keysOf = (label: string | undefined) =>
    label && shortcuts.find((shortcut) => shortcut.label === label && !shortcut.disabled)?.keys;
  const plain = (thing: Thing): FoundOption => ({
    id: thing.id,
    label: thing.label,
    icon: thing.icon,
    keys: keysOf(thing.shortcut) || undefined,
    run: thing.run,
  });
  const personOption = (person: UserRow): FoundOption => ({
    id: `person-${person.id}`,
    label: person.name,
    person,
    run: () => open(person),
  });

  const found = words === "" ? [] : (people.data?.rows ?? []);
  const needs = {
    can: me.can,
    support: me.support,
    app,
    go,
    openLogFolder: () => void openLogFolder().catch(noFolder),
  };
  const actions = actionsFor(needs);
  const places = placesFor(needs);
  const [best] = found;
  const about: FoundOption[] =
    best?.can.see_history && scoreOf(words, best.name) > 0
      ? [
          {
            id: "their-history",
            label: `View ${best.name}’s history`,
            icon: IconHistory,
            run: () => open(best, { tab: "history" }),
          },
        ]
      : [];
  const answering = ranked(actions, words, scoreOf).map(plain);
  const nobody = people.data?.rows.length === 0 && asked.trim() === words && !/[@\d]/.test(words);
  const add: FoundOption[] =
    words !== "" && nobody && answering.length === 0 && me.can.add_users
      ? [{ id: "add-new", label: "Add user", icon: IconUserPlus, run: () => go("/users", { add: true }) }]
      : [];

  const groups: FoundGroup[] =
    words === ""
      ? [
          { label: "Opened recently", options: recent.people.map(personOption) },
          { label: "Go to", options: places.map(plain) },
          { label: "Do something", options: actions.filter((thing) => FIRST.includes(thing.id)).map(plain) },
        ]
      : [
          { label: "People", options: found.map(personOption) },
          { label: "Do something", options: [...about, ...answering, ...add] },
          { label: "Go to", options: ranked(places, words, scoreOf).map(plain) },
        ];
  return {
    groups: groups.filter((group) => group.options.length > 0),
    searching: people.isFetching || asked !== typed,
    error: words === "" ? null : people.error,
  };
}

const noFolder = (reason: unknown) => toast.problem("The log folder can’t be opened", reason);
