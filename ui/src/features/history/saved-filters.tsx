import { ActionIcon, Button, Popover, TextInput, UnstyledButton } from "@mantine/core";
import { IconBookmark, IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { usePreference } from "~/api";
import { FilterChip } from "./filter-chip";
import classes from "./filter-chip.module.css";
import { type HistorySearch, isFiltered, readSearch } from "./history-search";

export type SavedFilter = { name: string; search: HistorySearch };

const MOST = 20;

/** What was stored, by this or another version: what is not understood is left out. */
export function readSaved(stored: unknown): SavedFilter[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one): SavedFilter[] => {
    if (typeof one !== "object" || one === null) return [];
    const { name, search } = one as Record<string, unknown>;
    if (typeof name !== "string" || name.trim() === "" || typeof search !== "object" || search === null)
      return [];
    return [{ name, search: readSearch(search as Record<string, unknown>) }];
  });
}

type Props = { search: HistorySearch; onApply: (search: HistorySearch) => void };

const same = (a: HistorySearch, b: HistorySearch) => {
  const words = (search: HistorySearch) => JSON.stringify(Object.entries(readSearch(search)).sort());
  return words(a) === words(b);
};

/** Filters that somebody comes back to, by a name of their own. */
export function SavedFilters({ search, onApply }: Props) {
  const [stored, store] = usePreference<unknown>("history_filters", []);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const saved = readSaved(stored);
  const current = saved.find((one) => same(one.search, search));

  const save = (event: FormEvent) => {
    event.preventDefault();
    const called = name.trim();
    if (called === "") return setProblem("Give it a name.");
    const others = saved.filter((one) => one.name.toLowerCase() !== called.toLowerCase());
    if (others.length >= MOST) return setProblem(`There are ${MOST} already. Remove one first.`);
    store([...others, { name: called, search: readSearch(search) }]);
    setName("");
    setOpen(false);
  };

  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width="19rem" trapFocus returnFocus>
      <Popover.Target>
        <FilterChip
          icon={IconBookmark}
          label="Saved filters"
          words={current?.name ?? "Saved"}
          chosen={current !== undefined}
          onClear={() => onApply({})}
          onClick={() => {
            setProblem(null);
            setOpen(!open);
          }}
        />
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label="Saved filters">
        {saved.length === 0 ? (
          <p className={classes.hint}>Filters that you save stand here, for you alone.</p>
        ) : (
          <ul className={classes.saved}>
            {saved.map((one) => (
              <li key={one.name} className={classes.savedRow}>
                <UnstyledButton
                  className={classes.savedName}
                  aria-current={one === current || undefined}
                  onClick={() => {
                    onApply(one.search);
                    setOpen(false);
                  }}
                >
                  {one.name}
                </UnstyledButton>
                <ActionIcon
                  size={26}
                  aria-label={`Remove ${one.name}`}
                  onClick={() => store(saved.filter((other) => other !== one))}
                >
                  <IconX size={14} stroke={2} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        {isFiltered(search) && !current && (
          <form noValidate className={classes.saveForm} onSubmit={save}>
            <TextInput
              label="Save what is filtered now as"
              placeholder="For example: failed sign-ins this week"
              value={name}
              error={problem}
              maxLength={60}
              onChange={(event) => {
                setName(event.currentTarget.value);
                setProblem(null);
              }}
            />
            <Button size="xs" type="submit">
              Save
            </Button>
          </form>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
