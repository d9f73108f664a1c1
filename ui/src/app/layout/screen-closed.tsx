import { Button } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import { useRef } from "react";
import { type Me, useMe } from "~/api";
import { EmptyState } from "~/shared";

type Rule = { path: string; what: string; may: (me: Me) => boolean };

/** Which screens not everybody may open. What is on them is guarded by the core; this closes them in time. */
const RULES: Rule[] = [
  { path: "/users", what: "the users", may: (me) => me.can.see_users },
  { path: "/history", what: "the practice’s history", may: (me) => me.can.see_register },
  { path: "/security", what: "the security settings", may: (me) => me.can.see_security_settings },
  { path: "/settings/practice", what: "the practice settings", may: (me) => me.can.see_practice_settings },
];

/**
 * What the person looked at until their access changed under them; null while nothing was taken away. Whoever opens an
 * address that was never theirs is told so by the screen itself.
 */
export function useClosedScreen(): string | null {
  const me = useMe();
  const { pathname } = useLocation();
  const rule = RULES.find((one) => pathname === one.path || pathname.startsWith(`${one.path}/`));
  const allowed = rule?.may(me) ?? true;
  const seen = useRef<string | null>(null);
  if (allowed) seen.current = pathname;
  return !allowed && seen.current === pathname ? (rule?.what ?? null) : null;
}

/** Instead of the screen that was open. */
export function ScreenClosed({ what }: { what: string }) {
  const { support } = useMe();
  return (
    <div role="alert">
      <EmptyState
        title={`You can no longer see ${what}`}
        actions={<Button renderRoot={(props) => <Link to="/" {...props} />}>Go to what you can see</Button>}
      >
        {support
          ? "The practice changed what Support may look at, so this screen was closed."
          : "Somebody changed your access while it was open, so this screen was closed. What wasn’t saved here is gone. A practice admin can tell you more."}
      </EmptyState>
    </div>
  );
}
