import { Combobox, InputBase, ScrollArea, useCombobox } from "@mantine/core";
import { IconSelector } from "@tabler/icons-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { type TimeZoneChoice, useCall } from "~/api";
import { formatClock } from "./format";
import classes from "./time-zone-select.module.css";

export type TimeZoneSelectProps = {
  label: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  /** An IANA name: "Australia/Sydney". */
  value: string;
  onChange: (zone: string) => void;
  onBlur?: () => void;
  disabled?: boolean;
  required?: boolean;
};

const offsetWords = (text: string) =>
  text
    .replace("−", "-")
    .replace(/^utc|^gmt/, "")
    .replace(/[^0-9+\-:]/g, "");

/** Finds a zone by city, region, abbreviation or offset ("+10", "utc+5:30"). */
export function matchZones(zones: TimeZoneChoice[], search: string): TimeZoneChoice[] {
  const words = search.toLowerCase().replaceAll("_", " ").trim();
  if (!words) return zones;
  const offset = /^(utc|gmt)?\s*[+\-−]/.test(words) ? offsetWords(words) : null;
  return zones.filter((zone) => {
    if (offset)
      return offsetWords(zone.offset.toLowerCase())
        .replace(/^([+-])0/, "$1")
        .startsWith(offset.replace(/^([+-])0/, "$1"));
    const text = `${zone.city} ${zone.region} ${zone.id} ${zone.abbreviation} ${zone.offset}`
      .toLowerCase()
      .replaceAll("_", " ");
    return words.split(/\s+/).every((word) => text.includes(word));
  });
}

export function zoneWords(zone: TimeZoneChoice): string {
  const name =
    /^[A-Z]/.test(zone.abbreviation) && zone.abbreviation !== zone.offset ? `${zone.abbreviation}, ` : "";
  return `${zone.city} (${name}${zone.offset})`;
}

function timeThere(zone: TimeZoneChoice): string {
  try {
    return formatClock(Date.now() * 1000, { time_zone: zone.id });
  } catch {
    return formatClock((Date.now() + zone.offset_seconds * 1000) * 1000, { time_zone: "UTC" });
  }
}

export function TimeZoneSelect(props: TimeZoneSelectProps) {
  const { label, description, error, value, onChange, onBlur, disabled, required } = props;
  const { data: zones = [] } = useCall("lookups.time_zones", {}, { staleTime: Number.POSITIVE_INFINITY });
  const [search, setSearch] = useState<string | null>(null);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch(null);
    },
    onDropdownOpen: () => combobox.selectActiveOption(),
  });
  const chosen = zones.find((zone) => zone.id === value);
  const found = useMemo(() => matchZones(zones, search ?? ""), [zones, search]);
  const open = combobox.dropdownOpened;

  useEffect(() => {
    if (search) combobox.selectFirstOption();
  }, [search, combobox]);

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(zone) => {
        onChange(zone);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <InputBase
          role="combobox"
          label={label}
          description={description ?? (chosen ? `It is ${timeThere(chosen)} there now` : undefined)}
          inputWrapperOrder={["label", "input", "description", "error"]}
          error={error}
          required={required}
          withAsterisk={false}
          disabled={disabled}
          rightSection={<IconSelector size={16} stroke={1.7} aria-hidden />}
          rightSectionPointerEvents="none"
          autoComplete="off"
          spellCheck={false}
          value={search ?? (chosen ? zoneWords(chosen) : value)}
          placeholder="City or offset"
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onClick={() => combobox.openDropdown()}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            combobox.closeDropdown();
            onBlur?.();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={typeof label === "string" ? label : "Time zone"}>
          <ScrollArea.Autosize mah="17rem" type="auto">
            {open &&
              found.slice(0, search ? 60 : found.length).map((zone) => (
                <Combobox.Option
                  value={zone.id}
                  key={zone.id}
                  active={zone.id === value}
                  className={classes.option}
                >
                  <span className={classes.city}>
                    {zone.city} <span className={classes.region}>{zone.region}</span>
                  </span>
                  <span className={classes.offset}>{zone.offset}</span>
                  <span className={classes.now}>{timeThere(zone)}</span>
                </Combobox.Option>
              ))}
            {open && found.length === 0 && <Combobox.Empty>No zone has that city or offset</Combobox.Empty>}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
