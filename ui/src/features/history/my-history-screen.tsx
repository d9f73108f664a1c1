import { useMe } from "~/api";
import { EventHistory } from "~/shared/event-history";
import { PageHeader } from "~/shared/page-header";
import classes from "./history-screen.module.css";

const source = { operation: "register.own" as const, input: {} };

/** One's own sign-ins, and what others changed about oneself. */
export function MyHistoryScreen() {
  const me = useMe();
  return (
    <div className={classes.screen}>
      <PageHeader
        title="My history"
        subtitle="Your sign-ins, what you changed and what others changed for you. If something isn’t right, tell a practice admin."
      />
      <EventHistory
        source={source}
        subject={me.id}
        label="My history"
        footer={[{ keys: ["?"], label: "All shortcuts" }]}
      />
    </div>
  );
}
