import { Button, Checkbox, Popover } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useState } from "react";
import { type EventKind, useCall } from "~/api";
import { FilterChip } from "./filter-chip";
import classes from "./filter-chip.module.css";

type Props = { value: string[]; onChange: (kinds: string[]) => void };

export function kindWords(value: string[], kinds: EventKind[]): string {
  if (value.length === 0) return "All events";
  const known = kinds.filter((kind) => value.includes(kind.kind));
  if (value.length === 1) return known[0]?.title ?? "1 event type";
  const areas = new Set(known.map((kind) => kind.area));
  const [area] = areas;
  const whole = areas.size === 1 && kinds.filter((kind) => kind.area === area).length === value.length;
  return whole && area ? `All of ${area}` : `${value.length} event types`;
}

/** Which events, grouped by what they are about; several can be chosen. */
export function KindFilter({ value, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const { data: kinds = [], error } = useCall("register.kinds", {}, { staleTime: Number.POSITIVE_INFINITY });
  const areas = [...new Set(kinds.map((kind) => kind.area))];
  const toggle = (names: string[], on: boolean) =>
    onChange(on ? [...new Set([...value, ...names])] : value.filter((kind) => !names.includes(kind)));

  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={300} trapFocus returnFocus>
      <Popover.Target>
        <FilterChip
          icon={IconFilter}
          label="Event"
          words={kindWords(value, kinds)}
          chosen={value.length > 0}
          onClear={() => onChange([])}
          onClick={() => setOpen(!open)}
        />
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label="Events to show">
        <div className={classes.options}>
          {error && <p className={classes.hint}>{error.message}</p>}
          {areas.map((area) => {
            const own = kinds.filter((kind) => kind.area === area);
            const names = own.map((kind) => kind.kind);
            const on = names.filter((name) => value.includes(name)).length;
            return (
              <fieldset key={area} className={classes.group}>
                <legend className="fk-visually-hidden">{area}</legend>
                <Checkbox
                  className={classes.check}
                  label={<span className={classes.legend}>{area}</span>}
                  aria-label={`Everything about ${area}`}
                  checked={on === names.length}
                  indeterminate={on > 0 && on < names.length}
                  onChange={(event) => toggle(names, event.currentTarget.checked)}
                />
                {own.map((kind) => (
                  <Checkbox
                    key={kind.kind}
                    ml={22}
                    className={classes.check}
                    label={kind.title}
                    checked={value.includes(kind.kind)}
                    onChange={(event) => toggle([kind.kind], event.currentTarget.checked)}
                  />
                ))}
              </fieldset>
            );
          })}
        </div>
        <div className={classes.foot}>
          {value.length > 0 ? (
            <Button size="xs" variant="subtle" onClick={() => onChange([])}>
              Show all events
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
