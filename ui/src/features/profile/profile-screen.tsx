import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMe } from "~/api";
import { Avatar, EmptyState, Footer, PageHeader, roleList, Tabs, TimeText, useShortcut } from "~/shared";
import { EventHistory } from "~/shared/event-history";
import classes from "./profile-screen.module.css";
import { SecurityTab } from "./security-tab";

const TABS = ["security", "history"] as const;
type Tab = (typeof TABS)[number];
const LABELS: Record<Tab, string> = { security: "Security", history: "My history" };

const source = { operation: "register.own" as const, input: {} };

/** One's own: how one signs in and where, and what happened. */
export function ProfileScreen() {
  const me = useMe();
  const navigate = useNavigate();
  const raw = useSearch({ strict: false }) as { tab?: unknown };
  const tab = TABS.find((each) => each === raw.tab) ?? "security";
  const show = (next: Tab) =>
    void navigate({ to: "/me", search: (next === "security" ? {} : { tab: next }) as never, replace: true });
  useShortcut({ keys: "alt+1", label: LABELS.security, group: "Editing", run: () => show("security") });
  useShortcut({ keys: "alt+2", label: LABELS.history, group: "Editing", run: () => show("history") });

  if (me.support) {
    return (
      <EmptyState title="Support has no profile">
        What you do here is in the practice’s history, under its grant.
      </EmptyState>
    );
  }
  const hints = [{ keys: ["Alt", "1–2"], label: "Switch tab" }];
  return (
    <div className={classes.screen}>
      <PageHeader
        title="My profile"
        picture={<Avatar id={me.id} name={me.name} size={56} />}
        subtitle={
          <>
            {me.name}, {roleList(me.roles)}. Only you can see your Security tab.
          </>
        }
      >
        <Tabs
          label="My profile"
          items={TABS.map((each) => ({ value: each, label: LABELS[each] }))}
          value={tab}
          onChange={show}
          panelId="profile-panel"
        />
      </PageHeader>
      <div
        id="profile-panel"
        role="tabpanel"
        aria-label={LABELS[tab]}
        className={classes.panel}
        data-tab={tab}
      >
        {tab === "security" ? (
          <SecurityTab />
        ) : (
          <EventHistory source={source} subject={me.id} label="My history" footer={hints} />
        )}
      </div>
      {tab === "security" && (
        <Footer hints={[...hints, { keys: ["?"], label: "All shortcuts" }]}>
          Signed in here since <TimeText time={me.session.started} lower />
        </Footer>
      )}
    </div>
  );
}
