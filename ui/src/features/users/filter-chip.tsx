import { Checkbox, Popover, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconX, type TablerIcon } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import classes from "./users-toolbar.module.css";

type FilterChipProps = {
  label: string;
  icon?: TablerIcon;
  /** What it is set to, in words; null when it narrows nothing. */
  value: string | null;
  onClear: () => void;
  /** The choices; `close` shuts them. */
  children: (close: () => void) => ReactNode;
};

/** A filter above the list: set ones turn petrol and gain a cross. */
export function FilterChip({ label, icon: Icon, value, onClear, children }: FilterChipProps) {
  const [open, setOpen] = useState(false);
  return (
    <span className={classes.chip} data-set={value !== null || undefined} data-open={open || undefined}>
      <Popover
        opened={open}
        onChange={setOpen}
        position="bottom-start"
        trapFocus
        returnFocus
        width="max-content"
      >
        <Popover.Target>
          <UnstyledButton
            className={classes.chipButton}
            aria-label={`${label}${value === null ? "" : `: ${value}`} filter`}
            aria-haspopup="dialog"
            onClick={() => setOpen(!open)}
          >
            {Icon && <Icon size={15} stroke={1.7} aria-hidden />}
            <span className={classes.chipText}>
              {label}
              {value !== null && `: ${value}`}
            </span>
            {value === null && <IconChevronDown size={15} stroke={1.9} aria-hidden />}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={label}>{children(() => setOpen(false))}</Popover.Dropdown>
      </Popover>
      {value !== null && (
        <UnstyledButton
          className={classes.chipClear}
          aria-label={`Clear the filter ${label}`}
          onClick={onClear}
        >
          <IconX size={14} stroke={2} aria-hidden />
        </UnstyledButton>
      )}
    </span>
  );
}

type ChoicesProps<T extends string> = {
  label: string;
  choices: { value: T; label: string }[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
  /** Only one at a time. */
  single?: boolean;
};

/** Tick boxes of a filter. */
export function Choices<T extends string>({ label, choices, chosen, onChange, single }: ChoicesProps<T>) {
  return (
    <fieldset className={classes.choices}>
      <legend className="fk-visually-hidden">{label}</legend>
      {choices.map((choice, at) => (
        <Checkbox
          key={choice.value}
          label={choice.label}
          data-autofocus={at === 0 || undefined}
          checked={chosen.includes(choice.value)}
          onChange={(event) => {
            const others = single ? [] : chosen.filter((value) => value !== choice.value);
            onChange(event.currentTarget.checked ? [...others, choice.value] : others);
          }}
        />
      ))}
    </fieldset>
  );
}
