import { Button, TextInput } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { type FormEvent, useLayoutEffect, useRef, useState } from "react";
import { asCallError, call, fieldOf, isUnreachable } from "~/api";
import { CheckedInput, NewPasswordField, Note, rememberEmail } from "~/shared";
import { OfflineNote } from "./offline-note";
import type { FormProps } from "./password-form";
import classes from "./sign-in-screen.module.css";

type Problems = { email?: string; code?: string; password?: string; form?: string };

type Props = FormProps & { kind: "invitation" | "reset"; practice: string; onBack: () => void };

const WORDS = {
  invitation: {
    title: "Accept your invitation",
    lead: "The person who added you has a code for you. It works once.",
    code: "Invitation code",
    noEmail: "Enter the email address your invitation is for.",
    operation: "sign_in.accept_invitation",
  },
  reset: {
    title: "Choose a new password",
    lead: "Whoever looks after your practice’s users can give you a reset code. It works once, for 24 hours, and you still need your authenticator app.",
    code: "Reset code",
    noEmail: "Enter the email address that you sign in with.",
    operation: "sign_in.reset_password",
  },
} as const;

/** First time here, or the password is gone: an address, the code that was handed over, and a password of one's own. */
export function HandedCodeForm(props: Props) {
  const { kind, email, setEmail, offline, onArrived, practice, onBack } = props;
  const words = WORDS[kind];
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [working, setWorking] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const form = useRef<HTMLFormElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the form appears
  useLayoutEffect(() => focusOn(form.current, email ? "code" : "email"), []);

  const show = (found: Problems) => {
    setProblems(found);
    const first = (["email", "code", "password"] as const).find((name) => found[name]);
    focusOn(form.current, first ?? "code");
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing: Problems = {};
    if (email.trim() === "") missing.email = words.noEmail;
    if (code.trim() === "") missing.code = "Enter the code you were given.";
    if (password === "") missing.password = "Choose a password.";
    if (Object.keys(missing).length > 0) return show(missing);
    setProblems({});
    setWorking(true);
    try {
      const reply = await call(words.operation, { email: email.trim(), code: code.trim(), password });
      rememberEmail(reply.email);
      onArrived(reply);
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
      <h1 className={classes.title}>{words.title}</h1>
      <p className={classes.lead}>{words.lead}</p>
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
          label={words.code}
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
