import { Anchor, Button, Checkbox, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { asCallError, call, fieldOf, isUnreachable, type Me, type SignIn } from "~/api";
import { databaseName, Note, PasswordField, rememberEmail, useDatabase } from "~/shared";
import { OfflineNote } from "./offline-note";
import classes from "./sign-in-screen.module.css";

export type FormProps = {
  email: string;
  setEmail: (email: string) => void;
  offline: boolean;
  onArrived: (reply: SignIn) => void;
};

type Problems = { email?: string; password?: string; form?: string };

type Props = FormProps & {
  ended: Me | null;
  endedWhy: string | null;
  /** Why a later step led back here. */
  refusal: string | null;
  onChoose: (way: "invitation" | "reset") => void;
};

export function PasswordForm(props: Props) {
  const { email, setEmail, offline, onArrived, ended, endedWhy, refusal, onChoose } = props;
  const [password, setPassword] = useState("");
  const [remember, setRemember] = useState(true);
  const [working, setWorking] = useState(false);
  const [problems, setProblems] = useState<Problems>(refusal ? { form: refusal } : {});
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const database = useDatabase();

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the form appears
  useEffect(() => (email ? passwordField : emailField).current?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing: Problems = {};
    if (email.trim() === "") missing.email = "Enter your email address.";
    if (password === "") missing.password = "Enter your password.";
    setProblems(missing);
    if (missing.email) return emailField.current?.focus();
    if (missing.password) return passwordField.current?.focus();
    setWorking(true);
    try {
      const reply = await call("sign_in.password", { email: email.trim(), password });
      rememberEmail(remember ? reply.email : null);
      onArrived(reply);
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (isUnreachable(error)) return;
      const field = fieldOf(error);
      if (field === "email") setProblems({ email: error.message });
      else setProblems({ form: error.message });
      setPassword("");
      (field === "email" ? emailField : passwordField).current?.focus();
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <h1 className={classes.title}>Sign in</h1>
      <p className={classes.lead}>
        {offline
          ? `You can sign in as soon as the ${databaseName(database?.kind ?? "local").toLowerCase()} is back.`
          : "Use the email address that you are set up with."}
      </p>
      <div className={classes.fields}>
        {ended && (
          <Note tone="care" title="Your session has ended">
            {endedWhy && `${endedWhy} `}
            Sign in again as {ended.first_name} to carry on: what you were typing is still here.
          </Note>
        )}
        {!ended && endedWhy && (
          <Note tone="care" title="Your session has ended">
            {endedWhy}
          </Note>
        )}
        <OfflineNote />
        {problems.form && (
          <Note tone="problem" live>
            {problems.form}
          </Note>
        )}
        <TextInput
          ref={emailField}
          label="Email"
          type="email"
          name="email"
          autoComplete="username"
          spellCheck={false}
          size="md"
          value={email}
          error={problems.email}
          maxLength={320}
          data-mantine-stop-propagation="true"
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordField
          ref={passwordField}
          label="Password"
          name="password"
          size="md"
          value={password}
          error={problems.password}
          disabled={offline}
          maxLength={512}
          data-mantine-stop-propagation="true"
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Checkbox
          label="Remember my email on this computer"
          checked={remember}
          onChange={(event) => setRemember(event.currentTarget.checked)}
        />
        <Button type="submit" size="md" fullWidth loading={working} disabled={offline}>
          Sign in
        </Button>
        <div className={classes.or}>or</div>
        <Button
          variant="default"
          size="md"
          fullWidth
          disabled={offline}
          onClick={() => onChoose("invitation")}
        >
          I have an invitation code
        </Button>
        <Anchor
          component="button"
          type="button"
          className={classes.forgot}
          disabled={offline}
          onClick={() => onChoose("reset")}
        >
          I have a reset code
        </Anchor>
      </div>
    </form>
  );
}
