import { useState } from "react";
import type { AppStatus, Me } from "~/api";
import { DatabaseSign, PracticeFace, rememberedEmail, useDatabase } from "~/shared";
import { InvitationForm } from "./invitation-form";
import { PasswordForm } from "./password-form";
import { PicturePanel } from "./picture-panel";
import classes from "./sign-in-screen.module.css";

export type SignInScreenProps = {
  status: AppStatus;
  /** Whose session ended while they were at work: what they typed is still there, hidden, until they sign in again. */
  ended: Me | null;
  onSignedIn: (me: Me) => void;
};

export function SignInScreen({ status, ended, onSignedIn }: SignInScreenProps) {
  const [invited, setInvited] = useState(false);
  const [email, setEmail] = useState(() => ended?.email ?? rememberedEmail());
  const database = useDatabase();
  const offline = database !== null && !database.answering;
  const practice = status.practice;
  const invite = () => {
    // The address that is remembered here is somebody else's: whoever has a code was never in.
    if (email === rememberedEmail() || email === ended?.email) setEmail("");
    setInvited(true);
  };
  const form = { email, setEmail, offline, onSignedIn };

  return (
    // Keys stop here: a dialog left open behind must not act on them.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps keys from travelling further
    <div className={classes.screen} data-over={ended ? true : undefined} onKeyDown={ended ? stop : undefined}>
      <PicturePanel version={status.version} />
      <div className={classes.side}>
        <main className={classes.middle}>
          <div className={classes.form}>
            {practice && <PracticeFace name={practice.name} logo={practice.logo} />}
            {invited ? (
              <InvitationForm {...form} practice={practice?.name ?? ""} onBack={() => setInvited(false)} />
            ) : (
              <PasswordForm {...form} ended={ended} onInvited={invite} />
            )}
          </div>
        </main>
        <footer className={classes.foot}>
          <DatabaseSign wide />
          <span className={classes.computer}>{status.computer}</span>
        </footer>
      </div>
    </div>
  );
}

function stop(event: { stopPropagation: () => void }) {
  event.stopPropagation();
}
