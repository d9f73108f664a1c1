import { Checkbox, Radio } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import classes from "./choice-card.module.css";

export type ChoiceCardProps = {
  type?: "radio" | "checkbox";
  /** Radios of one choice share it. */
  name: string;
  value: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  can?: string[];
  cannot?: string[];
  /** A drawing above the title. */
  art?: ReactNode;
  disabled?: boolean;
  /** Shown when disabled: why it cannot be chosen. */
  reason?: ReactNode;
};

/** A real radio or tick box inside a card; the whole card is its label. */
export function ChoiceCard(props: ChoiceCardProps) {
  const {
    type = "radio",
    name,
    value,
    checked,
    onChange,
    title,
    description,
    can,
    cannot,
    art,
    disabled,
    reason,
  } = props;
  const id = useId();
  const Control = type === "radio" ? Radio : Checkbox;
  const details = Boolean(description || can || cannot || reason);
  return (
    <label
      className={classes.card}
      data-checked={checked || undefined}
      data-disabled={disabled || undefined}
      data-art={art ? true : undefined}
    >
      {art && <span className={classes.art}>{art}</span>}
      <Control
        name={name}
        value={value}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
        aria-labelledby={`${id}-title`}
        aria-describedby={details ? `${id}-more` : undefined}
        className={classes.control}
        size={art ? "sm" : "xs"}
      />
      <span id={`${id}-title`} className={classes.title}>
        {title}
      </span>
      {details && (
        <span id={`${id}-more`} className={classes.more}>
          {description && <span className={classes.description}>{description}</span>}
          {can?.map((text) => (
            <span key={text} className={classes.point}>
              <IconCheck size={15} stroke={2} className={classes.can} aria-hidden />
              {text}
            </span>
          ))}
          {cannot?.map((text) => (
            <span key={text} className={classes.point} data-cannot>
              <IconX size={15} stroke={2} aria-hidden />
              <span>
                <span className="fk-visually-hidden">Not: </span>
                {text}
              </span>
            </span>
          ))}
          {disabled && reason && <span className={classes.reason}>{reason}</span>}
        </span>
      )}
    </label>
  );
}
