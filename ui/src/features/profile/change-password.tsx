import { Button } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { asCallError, call, type OwnSecurity, useMe } from "~/api";
import { NewPasswordField, Note, PasswordField, TimeText, toast, UnsavedGuard } from "~/shared";
import classes from "./security-tab.module.css";

/** The current password and a new one, judged while it is typed. */
export function ChangePassword({ own }: { own: OwnSecurity }) {
  const me = useMe();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [problems, setProblems] = useState<{ current?: string; password?: string; form?: string }>({});
  const [working, setWorking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const focus = (name: "current" | "password") =>
    form.current
      ?.querySelector<HTMLInputElement>(
        `input[autocomplete="${name === "current" ? "current-password" : "new-password"}"]`,
      )
      ?.focus();

  const save = async (): Promise<boolean> => {
    const missing: typeof problems = {};
    if (current === "") missing.current = "Enter your current password.";
    if (password === "") missing.password = "Choose a new password.";
    setProblems(missing);
    if (missing.current || missing.password) {
      focus(missing.current ? "current" : "password");
      return false;
    }
    setWorking(true);
    try {
      const { ended } = await call("profile.change_password", { current, password });
      setCurrent("");
      setPassword("");
      toast.done(
        "Your password is changed",
        ended === 0
          ? undefined
          : ended === 1
            ? "You were signed out on 1 other computer."
            : `You were signed out on ${ended} other computers.`,
      );
      return true;
    } catch (reason) {
      const error = asCallError(reason);
      if (error.field === "current" || error.field === "password") {
        setProblems({ [error.field]: error.message });
        focus(error.field);
      } else setProblems({ form: error.message });
      return false;
    } finally {
      setWorking(false);
    }
  };

  return (
    <form
      noValidate
      ref={form}
      className={classes.password}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <input type="email" name="email" autoComplete="username" value={me.email} readOnly hidden />
      <div className={classes.fields}>
        {problems.form && (
          <Note tone="problem" live>
            {problems.form}
          </Note>
        )}
        <PasswordField
          label="Current password"
          value={current}
          error={problems.current}
          maxLength={512}
          onChange={(event) => {
            setCurrent(event.currentTarget.value);
            setProblems({});
          }}
        />
        <p className={classes.about}>
          {own.password_changed !== null && (
            <>
              Last changed <TimeText time={own.password_changed} as="date" />.{" "}
            </>
          )}
          Your last {own.password_remembered} passwords can’t be used again.
        </p>
      </div>
      <div className={classes.newPassword}>
        <NewPasswordField
          label="New password"
          own
          least={own.password_least}
          words={[]}
          value={password}
          error={problems.password}
          onChange={(next) => {
            setPassword(next);
            setProblems({});
          }}
        />
      </div>
      <div className={classes.buttons}>
        <Button type="submit" loading={working} disabled={current === "" && password === ""}>
          Change password
        </Button>
      </div>
      <UnsavedGuard dirty={password !== ""} onSave={save} what="Your new password" />
    </form>
  );
}
