import { Anchor } from "@mantine/core";
import { lazy, Suspense, useEffect, useState } from "react";
import { type AppStatus, call, type Me, type SignIn } from "~/api";
import { DatabaseSign, PracticeFace, rememberedEmail, useDatabase } from "~/shared";
import { keepKeys } from "~/shared/keep-keys";
import { PasswordForm } from "./password-form";
import { PicturePanel } from "./picture-panel";
import classes from "./sign-in-screen.module.css";
import { CodeStep } from "./steps/code-step";

// Most people sign in with a password and a code: the rest is read when it is needed.
const enrol = () => import("./steps/enrol-step");
const EnrolStep = lazy(() => enrol().then((all) => ({ default: all.EnrolStep })));
const PasswordStep = lazy(() =>
  import("./steps/password-step").then((all) => ({ default: all.PasswordStep })),
);
const HandedCodeForm = lazy(() =>
  import("./handed-code-form").then((all) => ({ default: all.HandedCodeForm })),
);
const SupportForm = lazy(() => import("./support-form").then((all) => ({ default: all.SupportForm })));

export type SignInScreenProps = {
  status: AppStatus;
  /** Whose session ended while they were at work: what they typed is still there, hidden, until they sign in again. */
  ended: Me | null;
  /** Why it ended, where there is more to say than that its time was over. */
  endedWhy?: string | null;
  onSignedIn: (me: Me) => void;
};

type Way = "password" | "invitation" | "reset" | "support";

export function SignInScreen({ status, ended, endedWhy, onSignedIn }: SignInScreenProps) {
  const [way, setWay] = useState<Way>("password");
  const [email, setEmail] = useState(() => ended?.email ?? rememberedEmail());
  const [reply, setReply] = useState<SignIn | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const database = useDatabase();
  const offline = database !== null && !database.answering;
  const practice = status.practice;
  const name = practice?.name ?? "your practice";

  const arrived = (next: SignIn) => {
    setRefusal(null);
    if (next.step === "open" && next.me) onSignedIn(next.me);
    else setReply(next);
  };
  /** Back to the password: by choice, or because the way in is closed, with the sentence that says so. */
  const startAgain = (why: string | null) => {
    if (why === null) void call("session.end", {}).catch(() => {});
    setReply(null);
    setWay("password");
    setRefusal(why);
  };
  const choose = (next: Way) => {
    // The address that is remembered here is somebody else's: whoever has a code was never in, or lost their password.
    if (next === "invitation" && (email === rememberedEmail() || email === ended?.email)) setEmail("");
    setRefusal(null);
    setWay(next);
  };
  useEffect(() => {
    if (reply?.step === "code") void enrol();
  }, [reply]);

  const form = { email, setEmail, offline, onArrived: arrived };
  const step = { reply, practice: name, offline, onArrived: arrived, onStartAgain: startAgain };
  const back = () => setWay("password");

  return (
    // Keys stop here: a dialog left open behind must not act on them.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps keys from travelling further
    <div
      className={classes.screen}
      data-over={ended ? true : undefined}
      onKeyDown={ended ? keepKeys : undefined}
    >
      <PicturePanel version={status.version} />
      <div className={classes.side}>
        <main className={classes.middle}>
          <div
            className={classes.form}
            data-wide={reply?.step === "enrol" || reply?.step === "recovery_codes" || undefined}
          >
            {practice && <PracticeFace name={practice.name} logo={practice.logo} />}
            <Suspense fallback={<div className={classes.later} role="status" aria-label="Opening" />}>
              {reply?.step === "code" && <CodeStep {...step} reply={reply} />}
              {(reply?.step === "enrol" || reply?.step === "recovery_codes") && (
                <EnrolStep {...step} reply={reply} />
              )}
              {reply?.step === "password" && <PasswordStep {...step} reply={reply} />}
              {!reply && way === "password" && (
                <PasswordForm
                  {...form}
                  ended={ended}
                  endedWhy={endedWhy ?? null}
                  refusal={refusal}
                  onChoose={choose}
                />
              )}
              {!reply && (way === "invitation" || way === "reset") && (
                <HandedCodeForm key={way} {...form} kind={way} practice={name} onBack={back} />
              )}
              {!reply && way === "support" && (
                <SupportForm offline={offline} onArrived={arrived} onBack={back} />
              )}
            </Suspense>
          </div>
        </main>
        <footer className={classes.foot}>
          <DatabaseSign wide />
          <span className={classes.computer}>{status.computer}</span>
          {!reply && way !== "support" && (
            <Anchor
              component="button"
              type="button"
              className={classes.link}
              onClick={() => choose("support")}
            >
              Firmkeep Support
            </Anchor>
          )}
        </footer>
      </div>
    </div>
  );
}
