import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconExclamationCircle } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { asCallError, call, type HealthCheck, type HealthState, useMe } from "~/api";
import { toast } from "~/shared";
import classes from "./health-tab.module.css";

type Props = { check: HealthCheck; onTab: (tab: "users" | "policy") => void };

const ICONS = { good: IconCircleCheck, care: IconAlertTriangle, problem: IconExclamationCircle };
const WORDS: Record<HealthState, string> = { good: "Good", care: "Look after", problem: "Problem" };
/** So many names stand on the card; the list behind the button has all. */
const NAMED = 6;

/** Which list shows the people of a check. */
const LISTS: Record<string, Record<string, unknown>> = {
  mfa_everyone: { mfa: "not_set_up" },
  practice_admins: { roles: ["practice_admin"] },
  privileged_reviewed: { roles: ["practice_admin", "partner"] },
  unused_users: { sort: "last_sign_in" },
  old_invites: { view: "invited" },
  blocked_users: { view: "blocked" },
};

export function HealthCard({ check, onTab }: Props) {
  const me = useMe();
  const navigate = useNavigate();
  const [working, setWorking] = useState(false);
  const Icon = ICONS[check.state];
  const [only] = check.people;

  const toPeople = () => {
    if (check.count === 1 && only)
      void navigate({ to: "/users/$user", params: { user: only.id }, search: { tab: "security" } as never });
    else void navigate({ to: "/users", search: (LISTS[check.code] ?? {}) as never });
  };
  const reviewed = async () => {
    setWorking(true);
    try {
      await call("security.review_roles", {});
      toast.done("Noted that you looked at the access levels", "It stands in the history under your name.");
    } catch (reason) {
      const error = asCallError(reason);
      if (error.code !== "session.proof_needed") toast.problem("That could not be noted", error);
    } finally {
      setWorking(false);
    }
  };
  const act = () => {
    switch (check.action?.kind) {
      case "policy":
        return onTab("policy");
      case "support":
        return onTab("users");
      case "verify":
        return void navigate({ to: "/history", search: { check: true } as never });
      case "roles_reviewed":
        return void reviewed();
      default:
        return toPeople();
    }
  };
  const rest = check.count - Math.min(check.people.length, NAMED);

  return (
    <li className={classes.card} data-state={check.state}>
      <span className={classes.tile}>
        <Icon size={20} stroke={1.7} aria-hidden />
      </span>
      <div className={classes.words}>
        <h2 className={classes.title}>
          <span className="fk-visually-hidden">{WORDS[check.state]}: </span>
          {check.title}
        </h2>
        <p className={classes.quiet}>{check.evidence}</p>
        {check.people.length > 0 && (
          <p className={classes.people}>
            {check.people.slice(0, NAMED).map((person, at) => (
              <span key={person.id}>
                {at > 0 && ", "}
                <Link to="/users/$user" params={{ user: person.id }} search={{ tab: "security" } as never}>
                  {person.name}
                </Link>
              </span>
            ))}
            {rest > 0 && ` and ${rest} more`}
          </p>
        )}
      </div>
      {check.action && (check.action.kind !== "roles_reviewed" || me.can.edit_security_settings) && (
        <Button
          size="xs"
          variant="default"
          loading={working}
          aria-label={`${check.action.label}: ${check.title}`}
          onClick={act}
        >
          {check.action.label}
        </Button>
      )}
    </li>
  );
}
