import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMe } from "~/api";
import { useAppActions, useShortcut } from "~/shared";
import { usePage } from "../page-context";
import { DatabaseBanner } from "./database-banner";
import classes from "./frame.module.css";
import { ScreenClosed, useClosedScreen } from "./screen-closed";
import { Sidebar } from "./sidebar";
import { SupportBanner } from "./support-banner";

const FindAnything = lazy(() => import("~/features/find").then((all) => ({ default: all.FindAnything })));
const AboutDialog = lazy(() => import("~/features/about").then((all) => ({ default: all.AboutDialog })));
const ShortcutsDialog = lazy(() =>
  import("~/features/about").then((all) => ({ default: all.ShortcutsDialog })),
);
const NoticesPanel = lazy(() => import("./notices").then((all) => ({ default: all.NoticesPanel })));

export function Frame() {
  usePageShortcuts();
  const { dialog, close } = usePage();
  const closed = useClosedScreen();
  return (
    <div className={classes.window}>
      <button type="button" className={classes.skip} onClick={() => document.getElementById("main")?.focus()}>
        Skip to the content
      </button>
      <SupportBanner />
      <div className={classes.frame}>
        <Sidebar />
        <div className={classes.column}>
          <DatabaseBanner />
          <main className={classes.main} id="main" tabIndex={-1}>
            {closed ? (
              <ScreenClosed what={closed} />
            ) : (
              <Suspense fallback={null}>
                <Outlet />
              </Suspense>
            )}
          </main>
        </div>
      </div>
      <Suspense fallback={null}>
        {dialog === "find" && <FindAnything opened onClose={close} />}
        {dialog === "shortcuts" && <ShortcutsDialog opened onClose={close} />}
        {dialog === "notices" && <NoticesPanel opened onClose={close} />}
        {dialog === "about" && <AboutDialog opened onClose={close} />}
      </Suspense>
    </div>
  );
}

function usePageShortcuts() {
  const navigate = useNavigate();
  const { can, support: grant } = useMe();
  const support = grant !== null;
  const actions = useAppActions();
  const go = (to: string) => () => void navigate({ to });
  useShortcut({ keys: "mod+k", label: "Find anything", group: "Anywhere", run: actions.openFind });
  useShortcut({ keys: "?", label: "Keyboard shortcuts", group: "Anywhere", run: actions.openShortcuts });
  useShortcut({
    keys: "g u",
    label: "Go to users",
    group: "Anywhere",
    run: go("/users"),
    disabled: !can.see_users,
  });
  useShortcut({
    keys: "g s",
    label: "Go to security settings",
    group: "Anywhere",
    run: go("/security"),
    disabled: !can.see_security_settings,
  });
  useShortcut({
    keys: "g m",
    label: "Go to my profile",
    group: "Anywhere",
    run: go("/me"),
    disabled: support,
  });
  useShortcut({
    keys: "g h",
    label: can.see_register ? "Go to history" : "Go to my history",
    group: "Anywhere",
    run: go(can.see_register ? "/history" : "/my-history"),
  });
  useShortcut({
    keys: "g p",
    label: "Go to practice settings",
    group: "Anywhere",
    run: go("/settings/practice"),
    disabled: !can.see_practice_settings,
  });
  useShortcut({
    keys: "mod+shift+l",
    label: "Lock the screen",
    group: "Anywhere",
    run: actions.lock,
    inDialogs: true,
  });
}
