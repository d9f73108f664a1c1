import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { type Me, MeProvider, onMenu, usePreference } from "~/api";
import { IdleWatch, ProveDialog } from "~/features/session";
import { AppActionsProvider, useShortcutRules } from "~/shared";
import { LeaveDialog, useLeave } from "./leave-dialog";
import { PageContext, type PageDialog } from "./page-context";
import { makeRouter } from "./routes";
import { useLook } from "./use-look";

type Props = {
  me: Me;
  /** They have just signed in: nothing of theirs stands in the window yet. */
  afresh: boolean;
  idle: boolean;
  lock: () => void;
  signOut: () => void;
};

/** The practice, for one person's visit: their screens, their look, their keys. */
export function SignedIn({ me, ...rest }: Props) {
  return (
    <MeProvider me={me}>
      <Page me={me} {...rest} />
    </MeProvider>
  );
}

function Page({ me, afresh, idle, lock, signOut: leave }: Props) {
  const { signOut, leaving, stay } = useLeave(leave, idle);
  const [router] = useState(() => makeRouter(afresh));
  const [dialog, setDialog] = useState<PageDialog | null>(null);
  const look = useLook();
  const [singleKeys, setSingleKeys] = usePreference("single_keys", true);
  useShortcutRules({ paused: !idle, singleKeys });

  const actions = {
    ...look,
    singleKeys,
    setSingleKeys,
    lock,
    signOut,
    openFind: () => setDialog("find"),
    openShortcuts: () => setDialog("shortcuts"),
    openAbout: () => setDialog("about"),
    openNotices: () => setDialog("notices"),
  };
  const page = useMemo(() => ({ dialog, open: setDialog, close: () => setDialog(null) }), [dialog]);

  useEffect(
    () =>
      onMenu((item) => {
        if (item === "find" || item === "shortcuts" || item === "about") setDialog(item);
        if (item === "sign_out") signOut();
        if (item === "lock") lock();
      }),
    [lock, signOut],
  );

  return (
    <AppActionsProvider actions={actions}>
      <PageContext value={page}>
        <RouterProvider router={router} />
        <ProveDialog />
        <LeaveDialog leaving={leaving} onStay={stay} />
        {idle && (
          <IdleWatch
            idleSeconds={me.session.idle_seconds}
            warnSeconds={me.session.warn_seconds}
            onLock={lock}
          />
        )}
      </PageContext>
    </AppActionsProvider>
  );
}
