import { IconCheck, IconCircle } from "@tabler/icons-react";
import { useId } from "react";
import classes from "./password.module.css";
import { PasswordField } from "./password-field";
import { usePasswordVerdict } from "./use-password-verdict";

export type NewPasswordFieldProps = {
  label?: string;
  value: string;
  onChange: (value: string) => void;
  /** The person's and the practice's names: the password must not be made of them. */
  words: string[];
  error?: string;
  size?: string;
  /** Judged as the signed-in person's, with their names and least length. */
  own?: boolean;
  /** Where the practice asks for more than the usual length. */
  least?: number;
};

/** A new password with its strength and its plain requirements, ticked as one types. */
export function NewPasswordField({
  label = "Password",
  value,
  onChange,
  words,
  error,
  size,
  own,
  least,
}: NewPasswordFieldProps) {
  const verdict = usePasswordVerdict(value, words, own);
  const long = least !== undefined && [...value].length >= least;
  const requirements = verdict?.requirements.map((rule) =>
    rule.code === "length" && least !== undefined
      ? { ...rule, text: `At least ${least} characters`, met: long }
      : rule,
  );
  const rules = useId();
  const score = value === "" ? 0 : Math.max(verdict?.score ?? 0, 1);
  return (
    <div>
      <PasswordField
        label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        autoComplete="new-password"
        error={error}
        size={size}
        maxLength={512}
        aria-describedby={rules}
      />
      <div id={rules} className={classes.rules}>
        <div className={classes.meter} data-score={value === "" ? "none" : score}>
          <span className={classes.track} aria-hidden>
            {[0, 1, 2, 3].map((step) => (
              <span
                key={step}
                className={classes.step}
                data-on={(value !== "" && score > step) || undefined}
              />
            ))}
          </span>
          <span className={classes.word} role="status">
            <span className="fk-visually-hidden">Strength: </span>
            {value === "" ? "Not entered yet" : (verdict?.label ?? "")}
          </span>
        </div>
        <ul className={classes.list}>
          {requirements?.map((rule) => (
            <li key={rule.code} className={classes.rule} data-met={rule.met || undefined}>
              {rule.met ? (
                <IconCheck size={14} stroke={2.2} aria-hidden />
              ) : (
                <IconCircle size={14} stroke={1.8} aria-hidden />
              )}
              <span>
                {rule.text}
                <span className="fk-visually-hidden">{rule.met ? ": met" : ": not met yet"}</span>
              </span>
            </li>
          ))}
        </ul>
        {value !== "" && verdict?.advice && <p className={classes.advice}>{verdict.advice}</p>}
      </div>
    </div>
  );
}
