import { Menu } from "@mantine/core";
import { IconCircleDashedCheck } from "@tabler/icons-react";
import type { Outcome } from "~/api";
import { FilterChip } from "./filter-chip";
import classes from "./filter-chip.module.css";

type Props = { value: Outcome | undefined; onChange: (outcome: Outcome | undefined) => void };

const ANY = "any";

const CHOICES: { value: Outcome | undefined; label: string; help: string }[] = [
  { value: undefined, label: "Any outcome", help: "Everything that was recorded" },
  { value: "success", label: "Done", help: "It happened" },
  { value: "failure", label: "Failed", help: "Tried, and didn’t work, such as a wrong password" },
  { value: "refused", label: "Refused", help: "Asked for by someone who isn’t allowed to" },
];

export function OutcomeFilter({ value, onChange }: Props) {
  return (
    <Menu position="bottom-start" width={300} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <FilterChip
          icon={IconCircleDashedCheck}
          label="Outcome"
          words={CHOICES.find((choice) => choice.value === value)?.label ?? "Any outcome"}
          chosen={value !== undefined}
          onClear={() => onChange(undefined)}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={value ?? ANY}
          onChange={(chosen) => onChange(chosen === ANY ? undefined : (chosen as Outcome))}
        >
          {CHOICES.map((choice) => (
            <Menu.RadioItem key={choice.label} value={choice.value ?? ANY} closeMenuOnClick>
              {choice.label}
              <small className={classes.help}>{choice.help}</small>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
