import { useMemo } from "react";
import type { UserId } from "~/api";
import { EventHistory } from "~/shared/event-history";

/** What a user did and what was done to them, for the History tab of their page. */
export function UserHistory({ user, name }: { user: UserId; name?: string }) {
  const source = useMemo(() => ({ operation: "register.of_user" as const, input: { user } }), [user]);
  return (
    <EventHistory
      key={user}
      source={source}
      subject={user}
      label={name ? `History of ${name}` : "History of this user"}
    />
  );
}
