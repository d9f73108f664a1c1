import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { host } from "~/api/host";
import { LockScreen } from "~/features/session";
import { SignInScreen } from "~/features/sign-in";
import { toast, useAppStatus } from "~/shared";
import { Covered } from "./covered";
import { useSession } from "./session-state";
import { StartFailed, Starting } from "./starting";

const SetupWizard = lazy(() => import("~/features/setup").then((all) => ({ default: all.SetupWizard })));
const OpenDatabase = lazy(() => import("~/features/setup").then((all) => ({ default: all.OpenDatabase })));

const signedIn = () => import("./signed-in");
const SignedIn = lazy(() => signedIn().then((all) => ({ default: all.SignedIn })));

/** Decides what the window shows: first run, a database that needs help, sign-in, the lock screen, or the practice. */
export function Gate() {
  const status = useAppStatus();
  const [settingUp, setSettingUp] = useState(false);
  // A folder that can't be read is not the same as an empty one: nobody should create a second practice over it.
  const state = status.data?.problem && status.data.state === "no_practice" ? "failed" : status.data?.state;
  const session = useSession(state === "ready" && !settingUp);

  useEffect(() => {
    if (state === "no_practice") setSettingUp(true);
  }, [state]);
  // The sign-in screen shows first; what comes after it is fetched while somebody types.
  useEffect(() => {
    if (state === "ready") void signedIn();
  }, [state]);
  const away = session.view === "out" || session.view === "ended";
  useEffect(() => {
    if (away) toast.clear();
  }, [away]);
  useEffect(() => host().listen("lock", () => session.lock()), [session.lock]);

  // What the window knows is from before there was a practice.
  const done = () => {
    void status.refetch();
    setSettingUp(false);
  };

  if (!status.data) {
    return status.error ? (
      <StartFailed error={status.error} onRetry={() => void status.refetch()} />
    ) : (
      <Starting />
    );
  }
  if (settingUp || state === "no_practice") {
    return (
      <Later>
        <SetupWizard status={status.data} onDone={done} />
      </Later>
    );
  }
  if (state !== "ready") {
    return (
      <Later>
        <OpenDatabase
          status={status.data}
          state={state}
          retrying={status.isFetching}
          onRetry={() => void status.refetch()}
        />
      </Later>
    );
  }
  if (session.view === "loading") return <Starting />;

  const { me, view } = session;
  return (
    <>
      {me && (
        <Covered covered={view !== "in"}>
          <Later>
            <SignedIn
              key={session.visit}
              me={me}
              afresh={session.visit > 0}
              idle={view === "in"}
              lock={session.lock}
              signOut={session.signOut}
            />
          </Later>
        </Covered>
      )}
      {view === "locked" && me && (
        <LockScreen me={me} onUnlocked={session.enter} onSignOut={session.signOut} />
      )}
      {away && (
        <SignInScreen
          status={status.data}
          ended={view === "ended" ? me : null}
          endedWhy={session.why}
          onSignedIn={session.enter}
        />
      )}
    </>
  );
}

function Later({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Starting />}>{children}</Suspense>;
}
