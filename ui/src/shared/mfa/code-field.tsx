import { type Ref, useId } from "react";
import classes from "./code-field.module.css";

export type CodeFieldProps = {
  label?: string;
  value: string;
  onChange: (code: string) => void;
  /** All six digits stand there: by typing, pasting or autofill. */
  onComplete?: (code: string) => void;
  error?: string | null;
  help?: string;
  disabled?: boolean;
  small?: boolean;
  autoFocus?: boolean;
  ref?: Ref<HTMLInputElement>;
};

const DIGITS = 6;
const places = Array.from({ length: DIGITS }, (_, at) => at);

/**
 * Six digits that look like six boxes and are one field: so paste, autofill of one-time codes and screen readers
 * work as with any other. Blanks that apps show between the digits do not matter.
 */
export function CodeField({
  label = "Code",
  value,
  onChange,
  onComplete,
  error,
  help,
  disabled,
  small,
  autoFocus,
  ref,
}: CodeFieldProps) {
  const id = useId();
  const change = (typed: string) => {
    const code = typed.replace(/\D/g, "").slice(0, DIGITS);
    onChange(code);
    if (code.length === DIGITS && code !== value) onComplete?.(code);
  };
  const told = [error ? `${id}-error` : "", help ? `${id}-help` : ""].filter(Boolean).join(" ");
  return (
    <div className={classes.field} data-small={small || undefined}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      <div className={classes.boxes} data-error={error ? true : undefined}>
        <input
          ref={ref}
          id={id}
          className={classes.input}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]*"
          spellCheck={false}
          disabled={disabled}
          value={value}
          data-autofocus={autoFocus || undefined}
          data-mantine-stop-propagation="true"
          aria-invalid={error ? true : undefined}
          aria-describedby={told || undefined}
          onChange={(event) => change(event.currentTarget.value)}
          // The digits stand in boxes, so a caret amid them would point nowhere.
          onSelect={(event) => {
            const field = event.currentTarget;
            const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
            if (!whole) field.setSelectionRange(field.value.length, field.value.length);
          }}
        />
        {places.map((at) => (
          <span
            key={at}
            aria-hidden
            className={classes.box}
            data-next={at === Math.min(value.length, DIGITS - 1) || undefined}
          >
            {value[at] ?? ""}
          </span>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className={classes.error} role="alert">
          {error}
        </p>
      )}
      {help && (
        <p id={`${id}-help`} className={classes.help}>
          {help}
        </p>
      )}
    </div>
  );
}
