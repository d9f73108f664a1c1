import { Button, Popover, Select, TextInput } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { TargetKind } from "~/api";
import { FilterChip } from "./filter-chip";
import classes from "./filter-chip.module.css";
import type { HistorySearch } from "./history-search";
import { PersonFilter } from "./person-filter";

type Part = Pick<HistorySearch, "actor" | "type" | "device" | "ip">;
type Props = { search: HistorySearch; onChange: (part: Part) => void };

const TYPES: { value: TargetKind; label: string }[] = [
  { value: "user", label: "Users" },
  { value: "practice", label: "The practice" },
  { value: "register", label: "The history itself" },
  { value: "session", label: "Sessions" },
  { value: "support", label: "Support access" },
];

const NOTHING: Part = { actor: undefined, type: undefined, device: undefined, ip: undefined };

/** The filters that are needed less often: who did it, what about, from which device and address. */
export function MoreFilter({ search, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const set = [search.actor, search.type, search.device, search.ip].filter(Boolean).length;
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      width="20rem"
      trapFocus
      returnFocus
      closeOnClickOutside
    >
      <Popover.Target>
        <FilterChip
          icon={IconAdjustmentsHorizontal}
          label="More filters"
          words={set === 0 ? "More" : set === 1 ? "1 more filter" : `${set} more filters`}
          chosen={set > 0}
          onClear={() => onChange(NOTHING)}
          onClick={() => setOpen(!open)}
        />
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label="More filters">
        <div className={classes.dates}>
          <div>
            <p className={classes.fieldLabel}>Done by</p>
            <PersonFilter
              inside
              label="Done by"
              value={search.actor}
              onChange={(actor) => onChange({ actor })}
            />
          </div>
          <Select
            label="About"
            placeholder="Anything"
            clearable
            data={TYPES}
            value={search.type ?? null}
            comboboxProps={{ withinPortal: false }}
            onChange={(type) => onChange({ type: (type as TargetKind | null) ?? undefined })}
          />
          <Typed
            label="Device"
            description="How the computer’s name begins"
            value={search.device ?? ""}
            onChange={(device) => onChange({ device })}
          />
          <Typed
            label="IP address"
            description="How it begins, such as 192.168"
            value={search.ip ?? ""}
            onChange={(ip) => onChange({ ip })}
          />
        </div>
        <div className={classes.foot}>
          {set > 0 ? (
            <Button size="xs" variant="subtle" onClick={() => onChange(NOTHING)}>
              Clear these
            </Button>
          ) : (
            <span />
          )}
          <Button size="xs" variant="default" onClick={() => setOpen(false)}>
            Close
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

type TypedProps = {
  label: string;
  description: string;
  value: string;
  onChange: (value: string | undefined) => void;
};

function Typed({ label, description, value, onChange }: TypedProps) {
  const [typed, setTyped] = useState(value);
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => latest.current(typed.trim() || undefined), 250);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <TextInput
      label={label}
      description={description}
      inputWrapperOrder={["label", "input", "description"]}
      spellCheck={false}
      maxLength={100}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
