import { Button } from "@mantine/core";
import {
  IconAt,
  IconClock,
  IconKey,
  IconLock,
  IconLockOpen,
  IconShieldCheck,
  IconShieldOff,
  IconShieldX,
} from "@tabler/icons-react";
import type { UserDetail, UserRow } from "~/api";
import { FactRow, FactRows } from "~/shared/fact-rows";
import type { UserActionRequest } from "../action-menu-items";
import { calledName } from "../user-form";
import { whyWords } from "../user-status-words";
import { useWhen, type When } from "../user-times";

const CODES = 10;

type Props = { user: UserDetail; onAction: (request: UserActionRequest) => void };

/** Address, MFA, password, blocks: each with what is known of it and how to reset it. */
export function SigningIn({ user, onAction }: Props) {
  const { row } = user;
  const when = useWhen();
  const called = calledName(row);
  const enters = row.status === "active" || row.status === "restricted";
  const reset = user.password_reset_expires;
  return (
    <FactRows>
      {row.blocked !== null && (
        <FactRow
          icon={IconLock}
          tone="red"
          title="Blocked"
          text={`${whyWords(row, user, when)}.`}
          action={
            row.can.unblock && (
              <Button
                size="xs"
                leftSection={<IconLockOpen size={15} stroke={1.7} aria-hidden />}
                onClick={() => onAction({ kind: "status", action: "unblock" })}
              >
                Unblock…
              </Button>
            )
          }
        />
      )}
      <FactRow
        icon={IconAt}
        title="Sign-in email"
        text={
          user.past_emails.length > 0
            ? `${row.email}, before that ${user.past_emails.join(", ")}`
            : row.email || "Not shown to you"
        }
        action={
          row.can.change_email && (
            <Button size="xs" variant="default" onClick={() => onAction({ kind: "email" })}>
              Change sign-in email…
            </Button>
          )
        }
      />
      <FactRow
        icon={
          row.mfa === "set_up" ? IconShieldCheck : row.mfa === "reset_pending" ? IconShieldX : IconShieldOff
        }
        tone={row.mfa === "set_up" ? "green" : enters ? "brass" : undefined}
        title={MFA_TITLES[row.mfa]}
        text={mfaText(user, called, when)}
        action={
          row.can.reset_mfa && (
            <Button
              size="xs"
              variant="default"
              aria-label={`Reset MFA of ${row.name}`}
              onClick={() => onAction({ kind: "status", action: "reset_mfa" })}
            >
              Reset MFA…
            </Button>
          )
        }
      />
      {(row.can.reset_password || reset !== null) && (
        <FactRow
          icon={IconKey}
          tone={reset !== null ? "brass" : undefined}
          title={reset !== null ? "A reset code is open" : "Password"}
          text={
            reset !== null
              ? `${called} can choose a new password with it until ${when.moment(reset)}.`
              : `Only ${called} knows it. You can give them a code to choose a new one.`
          }
          action={
            row.can.reset_password && (
              <Button
                size="xs"
                variant="default"
                aria-label={`${reset !== null ? "Make a new code for" : "Reset password of"} ${row.name}`}
                onClick={() => onAction({ kind: "reset_password" })}
              >
                {reset !== null ? "Make a new code…" : "Reset password…"}
              </Button>
            )
          }
        />
      )}
      <FactRow
        icon={IconClock}
        title="Last sign-in"
        text={
          row.last_sign_in === null
            ? "Never signed in"
            : `${when.moment(row.last_sign_in)}${user.last_sign_in_device ? ` from ${user.last_sign_in_device}` : ""}`
        }
      />
    </FactRows>
  );
}

const MFA_TITLES = {
  set_up: "MFA is on",
  not_set_up: "MFA is not set up",
  reset_pending: "MFA was reset",
} as const;

function mfaText(user: UserDetail, called: string, when: When): string {
  const { row, mfa_since, recovery_codes_left } = user;
  if (row.mfa === "reset_pending") return `${called} sets it up anew at the next sign-in.`;
  if (row.mfa === "not_set_up") return passwordAlone(row, called);
  const since = mfa_since === null ? "Authenticator app" : `Authenticator app, since ${when.date(mfa_since)}`;
  return recovery_codes_left === null
    ? `${since}.`
    : `${since}. ${recovery_codes_left} of ${CODES} recovery codes left.`;
}

function passwordAlone({ status, last_sign_in }: UserRow, called: string): string {
  if (last_sign_in === null) return `${called} sets it up at the first sign-in.`;
  if (status === "active" || status === "restricted") return `${called} signs in with a password alone.`;
  return `${called} signed in with a password alone.`;
}
