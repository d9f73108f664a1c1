import { Avatar, capsOf, Key, StatusPill } from "~/shared";
import classes from "./find-anything.module.css";
import { Found, Option } from "./option";
import type { FoundGroup, FoundOption } from "./use-found";

type Props = {
  groups: FoundGroup[];
  typed: string;
  active: string | null;
  optionId: (id: string) => string;
  onActive: (id: string) => void;
  onChoose: (option: FoundOption) => void;
};

export function Groups({ groups, typed, active, optionId, onActive, onChoose }: Props) {
  return groups.map((group) => (
    // biome-ignore lint/a11y/useSemanticElements: a group of a list box, not of form fields
    <div key={group.label} role="group" aria-label={group.label}>
      <div className={classes.group} aria-hidden>
        {group.label}
      </div>
      {group.options.map((option) => (
        <Option
          key={option.id}
          id={optionId(option.id)}
          active={option.id === active}
          onActive={() => onActive(option.id)}
          onChoose={() => onChoose(option)}
        >
          <OptionWords option={option} typed={typed} />
        </Option>
      ))}
    </div>
  ));
}

function OptionWords({ option, typed }: { option: FoundOption; typed: string }) {
  const { person, icon: Icon, keys } = option;
  if (person) {
    return (
      <>
        <Avatar
          id={person.id}
          name={person.name}
          size={32}
          inactive={person.status === "disabled" || person.status === "archived"}
        />
        <span className={classes.words}>
          <strong>
            <Found text={person.name} typed={typed} />
          </strong>
          <small>{[person.job_title, person.email].filter(Boolean).join(", ")}</small>
        </span>
        {person.status !== "active" && <StatusPill status={person.status} />}
      </>
    );
  }
  return (
    <>
      {Icon && <Icon size={18} stroke={1.7} aria-hidden />}
      <span className={classes.words}>
        <Found text={option.label} typed={typed} />
      </span>
      {keys && (
        <span className={classes.keys}>
          {capsOf(keys).map((cap) => (
            <Key key={cap}>{cap}</Key>
          ))}
        </span>
      )}
    </>
  );
}
