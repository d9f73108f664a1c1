import { Button, TextInput } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { asCallError, call, fieldOf, isUnreachable } from "~/api";
import { CheckedInput, NewPasswordField, Note, rememberEmail } from "~/shared";
import { OfflineNote } from "./offline-note";
import type { FormProps } from "./password-form";
import classes from "./sign-in-screen.module.css";

type Problems = { email?: string; code?: string; password?: string; form?: string };

/** First time here: the address the invitation is for, the code that was handed over, and a password of one's own. */
export function InvitationForm(props: FormProps & { practice: string; onBack: () => void }) {
  const { email, setEmail, offline, onSignedIn, practice, onBack } = props;
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [working, setWorking] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const form = useRef<HTMLFormElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the form appears
  useEffect(() => focusOn(form.current, email ? "code" : "email"), []);

  const show = (found: Problems) => {
    setProblems(found);
    const first = (["email", "code", "password"] as const).find((name) => found[name]);
    focusOn(form.current, first ?? "code");
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing: Problems = {};
    if (email.trim() === "") missing.email = "Enter the email address your invitation is for.";
    if (code.trim() === "") missing.code = "Enter the code you were given.";
    if (password === "") missing.password = "Choose a password.";
    if (Object.keys(missing).length > 0) return show(missing);
    setProblems({});
    setWorking(true);
    try {
      const me = await call("sign_in.accept_invitation", {
        email: email.trim(),
        code: code.trim(),
        password,
      });
      rememberEmail(me.email);
      onSignedIn(me);
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (isUnreachable(error)) return;
      const field = fieldOf(error);
      if (field === "email" || field === "code" || field === "password") show({ [field]: error.message });
      else show({ form: error.message });
    }
  };

  return (
    <form onSubmit={submit} noValidate ref={form}>
      <h1 className={classes.title}>Accept your invitation</h1>
      <p className={classes.lead}>The person who added you has a code for you. It works once.</p>
      <div className={classes.fields}>
        <OfflineNote />
        {problems.form && (
          <Note tone="problem" live>
            {problems.form}
          </Note>
        )}
        <CheckedInput
          check="email"
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          spellCheck={false}
          size="md"
          value={email}
          error={problems.email}
          maxLength={320}
          onChange={setEmail}
        />
        <TextInput
          label="Invitation code"
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          size="md"
          className={classes.code}
          value={code}
          error={problems.code}
          maxLength={64}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <NewPasswordField
          label="New password"
          size="md"
          value={password}
          error={problems.password}
          words={[...email.split(/[@.]/), ...practice.split(/\s+/)].filter((word) => word.length > 2)}
          onChange={setPassword}
        />
        <Button type="submit" size="md" fullWidth loading={working} disabled={offline}>
          Set password and sign in
        </Button>
        <Button
          variant="subtle"
          color="gray"
          size="md"
          fullWidth
          leftSection={<IconArrowLeft size={16} stroke={1.8} aria-hidden />}
          onClick={onBack}
        >
          Back to sign in
        </Button>
      </div>
    </form>
  );
}

function focusOn(form: HTMLFormElement | null, name: string) {
  form
    ?.querySelector<HTMLInputElement>(
      name === "password" ? 'input[autocomplete="new-password"]' : `[name="${name}"]`,
    )
    ?.focus();
}
