import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useMe } from "~/api";
import { EmptyState, PageHeader, Tabs, useShortcut } from "~/shared";
import { HealthTab } from "./health/health-tab";
import { PolicyTab } from "./policy/policy-tab";
import classes from "./security-screen.module.css";
import { UsersTab } from "./users/users-tab";

const TABS = ["users", "policy", "health"] as const;
type Tab = (typeof TABS)[number];
const LABELS: Record<Tab, string> = { users: "Users", policy: "Policy", health: "Health" };

export type TabFrame = {
  /** The screen's head, with what belongs at its right. */
  head: (options?: { actions?: ReactNode; count?: number; unsaved?: boolean }) => ReactNode;
  show: (tab: Tab) => void;
};

/** Everything that the practice's security rests on, in one place. */
export function SecurityScreen() {
  const me = useMe();
  const navigate = useNavigate();
  const raw = useSearch({ strict: false }) as { tab?: unknown };
  const tab = TABS.find((each) => each === raw.tab) ?? "users";
  const [count, setCount] = useState<number>();
  const show = (next: Tab) =>
    void navigate({
      to: "/security",
      search: (next === "users" ? {} : { tab: next }) as never,
      replace: true,
    });
  useShortcut({ keys: "alt+1", label: "Users", group: "Editing", run: () => show("users") });
  useShortcut({ keys: "alt+2", label: "Policy", group: "Editing", run: () => show("policy") });
  useShortcut({ keys: "alt+3", label: "Health", group: "Editing", run: () => show("health") });

  if (!me.can.see_security_settings) {
    return (
      <EmptyState title="Security settings are for practice admins">
        Your own security is in your profile, at your name at the lower left.
      </EmptyState>
    );
  }

  const head: TabFrame["head"] = ({ actions, unsaved } = {}) => (
    <PageHeader
      title="Security settings"
      subtitle="Who can sign in, the rules for everyone, and what needs looking after."
      actions={actions}
    >
      <Tabs
        label="Security settings"
        items={TABS.map((each) => ({
          value: each,
          label: LABELS[each],
          count: each === "users" ? count : undefined,
          unsaved: each === "policy" && unsaved,
        }))}
        value={tab}
        onChange={show}
        panelId="security-panel"
      />
    </PageHeader>
  );
  const frame: TabFrame = { head, show };
  return (
    <div className={classes.screen}>
      {tab === "users" && <UsersTab {...frame} onCount={setCount} />}
      {tab === "policy" && <PolicyTab {...frame} />}
      {tab === "health" && <HealthTab {...frame} />}
    </div>
  );
}
