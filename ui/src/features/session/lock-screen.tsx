import { Anchor, Button, TextInput } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { asCallError, call, isUnreachable, type Me } from "~/api";
import { Avatar, DatabaseSign, Note, PasswordField } from "~/shared";
import { keepKeys } from "~/shared/keep-keys";
import { CodeField } from "~/shared/mfa/code-field";
import classes from "./lock-screen.module.css";

type Props = { me: Me; onUnlocked: (me: Me) => void; onSignOut: () => void };

/** Hides everything behind it. What was being typed stays there until it is unlocked. */
export function LockScreen({ me, onUnlocked, onSignOut }: Props) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [recovery, setRecovery] = useState(false);
  const [working, setWorking] = useState(false);
  const [wrong, setWrong] = useState<{ password?: string; code?: string }>({});
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const codeField = useRef<HTMLInputElement>(null);
  // What the window knows can be old: the computer is remembered only for a time.
  const [needed, setNeeded] = useState(false);
  const asksCode = me.session.unlock_needs_code || needed;

  useEffect(() => field.current?.focus(), []);

  const unlock = async (given = code) => {
    const missing: typeof wrong = {};
    if (password === "") missing.password = "Enter your password.";
    if (asksCode && (recovery ? given.trim() === "" : given.length < 6))
      missing.code = recovery ? "Enter one of your recovery codes." : "Enter all 6 digits.";
    if (missing.password || missing.code) {
      setWrong(missing);
      (missing.password ? field : codeField).current?.focus();
      return;
    }
    setWorking(true);
    setWrong({});
    setProblem(null);
    try {
      onUnlocked(await call("session.unlock", { password, code: asksCode ? given.trim() : null }));
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (["session.ended", "session.none", "session.blocked"].includes(error.code)) return;
      let next = field;
      if (isUnreachable(error)) {
        setProblem("The database isn’t answering, so your password can’t be checked. Try again in a moment.");
      } else if (error.code === "session.code_needed") {
        setNeeded(true);
        next = codeField;
      } else if (error.code === "session.code_wrong") {
        setWrong({ code: error.message });
        setCode("");
        next = codeField;
      } else {
        setWrong({ password: error.message });
        setPassword("");
      }
      requestAnimationFrame(() => next.current?.focus());
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void unlock();
  };

  return (
    // Keys stop here: a dialog left open behind must not act on them.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps keys from travelling further
    <div className={classes.screen} onKeyDown={keepKeys}>
      <main className={classes.card} aria-labelledby="lock-title">
        <span className={classes.tile}>
          <IconLock size={20} stroke={1.7} aria-hidden />
        </span>
        <h1 id="lock-title" className={classes.title}>
          Firmkeep is locked
        </h1>
        {!me.support && (
          <p className={classes.text}>
            Enter your password{asksCode && " and a code"} to carry on where you left off.
          </p>
        )}
        <div className={classes.person}>
          <Avatar id={me.id} name={me.name} size={40} />
          <span>
            <strong className={classes.name}>{me.name}</strong>
            <span className={classes.email}>{me.support ? "Let in for a time" : me.email}</span>
          </span>
        </div>
        {me.support ? (
          <SupportLocked onSignOut={onSignOut} />
        ) : (
          <form onSubmit={submit} className={classes.form} noValidate>
            {problem && (
              <Note tone="problem" live>
                {problem}
              </Note>
            )}
            <input type="email" name="email" autoComplete="username" value={me.email} readOnly hidden />
            <PasswordField
              ref={field}
              label="Password"
              size="md"
              value={password}
              error={wrong.password}
              maxLength={512}
              data-mantine-stop-propagation="true"
              onChange={(event) => {
                setPassword(event.currentTarget.value);
                setWrong({});
              }}
            />
            {asksCode && (
              <div>
                {recovery ? (
                  <TextInput
                    ref={codeField}
                    label="Recovery code"
                    size="md"
                    autoComplete="off"
                    autoCapitalize="characters"
                    spellCheck={false}
                    maxLength={64}
                    value={code}
                    error={wrong.code}
                    data-mantine-stop-propagation="true"
                    onChange={(event) => setCode(event.currentTarget.value)}
                  />
                ) : (
                  <CodeField
                    ref={codeField}
                    value={code}
                    error={wrong.code}
                    disabled={working}
                    onChange={setCode}
                    onComplete={(next) => password !== "" && void unlock(next)}
                  />
                )}
                <Anchor
                  component="button"
                  type="button"
                  className={classes.other}
                  onClick={() => {
                    setRecovery(!recovery);
                    setCode("");
                    setWrong({});
                  }}
                >
                  {recovery ? "Use the authenticator app instead" : "Use a recovery code instead"}
                </Anchor>
              </div>
            )}
            <Button type="submit" size="md" fullWidth loading={working}>
              Unlock
            </Button>
            <Button
              variant="subtle"
              color="gray"
              size="md"
              fullWidth
              onClick={onSignOut}
              className={classes.quiet}
            >
              Sign out
            </Button>
          </form>
        )}
        {!me.support && <p className={classes.small}>Signing out closes anything you haven’t saved.</p>}
      </main>
      <div className={classes.foot}>
        <DatabaseSign wide />
      </div>
    </div>
  );
}

/** Support has no password of its own: an access code lets it in once. */
function SupportLocked({ onSignOut }: Pick<Props, "onSignOut">) {
  return (
    <div className={classes.form}>
      <Note>Support can’t unlock the screen. Sign out, and ask the practice for a new access code.</Note>
      <Button size="md" fullWidth onClick={onSignOut} data-autofocus>
        Sign out
      </Button>
    </div>
  );
}
