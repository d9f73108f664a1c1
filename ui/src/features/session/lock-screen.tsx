import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { asCallError, call, isUnreachable, type Me } from "~/api";
import { Avatar, DatabaseSign, Note, PasswordField } from "~/shared";
import classes from "./lock-screen.module.css";

type Props = { me: Me; onUnlocked: (me: Me) => void; onSignOut: () => void };

/** Hides everything behind it. What was being typed stays there until it is unlocked. */
export function LockScreen({ me, onUnlocked, onSignOut }: Props) {
  const [password, setPassword] = useState("");
  const [working, setWorking] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => field.current?.focus(), []);

  const unlock = async (event: FormEvent) => {
    event.preventDefault();
    if (password === "") {
      setWrong("Enter your password.");
      field.current?.focus();
      return;
    }
    setWorking(true);
    setWrong(null);
    setProblem(null);
    try {
      onUnlocked(await call("session.unlock", { password }));
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (error.code === "session.ended" || error.code === "session.none") return;
      if (isUnreachable(error)) {
        setProblem("The database isn’t answering, so your password can’t be checked. Try again in a moment.");
      } else {
        setWrong(error.message);
        setPassword("");
      }
      field.current?.focus();
    }
  };

  return (
    // Keys stop here: a dialog left open behind must not act on them.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps keys from travelling further
    <div className={classes.screen} onKeyDown={(event) => event.stopPropagation()}>
      <main className={classes.card} aria-labelledby="lock-title">
        <span className={classes.tile}>
          <IconLock size={20} stroke={1.7} aria-hidden />
        </span>
        <h1 id="lock-title" className={classes.title}>
          Firmkeep is locked
        </h1>
        <p className={classes.text}>Enter your password to carry on where you left off.</p>
        <div className={classes.person}>
          <Avatar id={me.id} name={me.name} size={40} />
          <span>
            <strong className={classes.name}>{me.name}</strong>
            <span className={classes.email}>{me.email}</span>
          </span>
        </div>
        <form onSubmit={unlock} className={classes.form} noValidate>
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
            error={wrong}
            maxLength={512}
            data-mantine-stop-propagation="true"
            onChange={(event) => {
              setPassword(event.currentTarget.value);
              setWrong(null);
            }}
          />
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
        <p className={classes.small}>Signing out closes anything you haven’t saved.</p>
      </main>
      <div className={classes.foot}>
        <DatabaseSign wide />
      </div>
    </div>
  );
}
