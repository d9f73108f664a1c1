import { Anchor, NumberInput, Select } from "@mantine/core";
import { useId } from "react";
import type { PolicyItem } from "~/api";
import classes from "./policy-tab.module.css";
import type { PolicyFormState, PolicyName } from "./use-policy-form";

type Props = { item: PolicyItem; state: PolicyFormState; disabled: boolean };

const KEEP_YEARS = [1, 2, 5, 7, 10];

const keepWords = (months: number) => {
  if (months === 0) return "For ever";
  if (months % 12 !== 0) return `${months} months`;
  return months === 12 ? "1 year" : `${months / 12} years`;
};

const valueWords = (name: string, value: number | "", unit: string) => {
  if (value === "") return "nothing";
  if (name === "mfa_required") return value === 1 ? "Everyone" : "Optional";
  if (name === "keep_months") return keepWords(value);
  return unit ? `${value} ${unit}` : String(value);
};

/** One number of the policy: why it is there, what is usual, what is allowed. */
export function PolicyRow({ item, state, disabled }: Props) {
  const id = useId();
  const name = item.name as PolicyName;
  const value = state.form[name];
  const was = state.before[name];
  const changed = value !== was;
  const error = state.errors[name];
  const usual = valueWords(name, item.default, item.unit);
  const range =
    name === "mfa_required"
      ? ""
      : name === "keep_months"
        ? " 12 months at least."
        : ` From ${item.least} to ${item.most}.`;

  return (
    <div className={classes.row} data-field={name} data-changed={changed || undefined}>
      <div className={classes.words}>
        <strong className={classes.title} id={`${id}-title`}>
          {item.title}
        </strong>
        <span className={classes.why} id={`${id}-why`}>
          {item.why}
        </span>
        <span className={classes.range} id={`${id}-range`}>
          Usually {lower(usual)}.{range}
          {item.recommended && ` Recommended: ${lower(item.recommended.replace(/\.$/, ""))}.`}
        </span>
        {changed && (
          <span className={classes.was}>
            Was {lower(valueWords(name, was, item.unit))}{" "}
            <Anchor
              component="button"
              type="button"
              inherit
              className={classes.undo}
              aria-label={`Undo the change of ${item.title}`}
              onClick={() => state.set(name, was)}
            >
              Undo
            </Anchor>
          </span>
        )}
        {error && (
          <span className={classes.error} role="alert" id={`${id}-error`}>
            {error}
          </span>
        )}
      </div>
      <div className={classes.control}>
        {name === "mfa_required" || name === "keep_months" ? (
          <Select
            aria-labelledby={`${id}-title`}
            aria-describedby={`${id}-why ${id}-range`}
            className={classes.select}
            allowDeselect={false}
            disabled={disabled}
            data={name === "mfa_required" ? MFA : keepChoices(was)}
            value={String(value)}
            onChange={(chosen) => chosen !== null && state.set(name, Number(chosen))}
          />
        ) : (
          <>
            <NumberInput
              aria-labelledby={`${id}-title`}
              aria-describedby={`${id}-why ${id}-range${error ? ` ${id}-error` : ""}`}
              className={classes.number}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="none"
              min={item.least}
              max={item.most}
              disabled={disabled}
              error={Boolean(error)}
              value={value}
              onChange={(next) => state.set(name, next === "" ? "" : Number(next))}
            />
            <span className={classes.unit}>{item.unit}</span>
          </>
        )}
      </div>
    </div>
  );
}

const MFA = [
  { value: "1", label: "Everyone" },
  { value: "0", label: "Optional" },
];

function keepChoices(stored: number | "") {
  const months = [0, ...KEEP_YEARS.map((years) => years * 12)];
  if (stored !== "" && !months.includes(stored)) months.push(stored);
  return months.sort((a, b) => a - b).map((each) => ({ value: String(each), label: keepWords(each) }));
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
