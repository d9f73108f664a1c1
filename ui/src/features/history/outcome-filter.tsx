import { Menu } from "@mantine/core";
import { IconCheck, IconCircleDashedCheck } from "@tabler/icons-react";
import type { Outcome } from "~/api";
import { FilterChip } from "./filter-chip";

type Props = { value: Outcome | undefined; onChange: (outcome: Outcome | undefined) => void };

const CHOICES: { value: Outcome | undefined; label: string; help: string }[] = [
  { value: undefined, label: "Any outcome", help: "Everything that was recorded" },
  { value: "success", label: "Done", help: "It happened" },
  { value: "failure", label: "Failed", help: "Tried, and didn’t work, such as a wrong password" },
  { value: "refused", label: "Refused", help: "Asked for by someone who isn’t allowed to" },
];

export function OutcomeFilter({ value, onChange }: Props) {
  return (
    <Menu position="bottom-start" width={300}>
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
        {CHOICES.map((choice) => (
          <Menu.Item
            key={choice.label}
            role="menuitemradio"
            aria-checked={choice.value === value}
            rightSection={choice.value === value && <IconCheck size={16} stroke={2} aria-hidden />}
            onClick={() => onChange(choice.value)}
          >
            {choice.label}
            <small style={{ display: "block", color: "var(--fk-ink2)" }}>{choice.help}</small>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
