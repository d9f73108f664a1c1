import { Button } from "@mantine/core";
import {
  IconAt,
  IconDeviceDesktop,
  IconMail,
  IconShieldCheck,
  IconShieldOff,
  IconUserShield,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { UserDetail, UserRow } from "~/api";
import { FormSection, statusWords, Wide } from "~/shared";
import type { UserActionRequest } from "../action-menu-items";
import { ACTION_WORDS, allowedActions, inviteVerb } from "../user-actions";
import { calledName } from "../user-form";
import { whyWords } from "../user-status-words";
import { useWhen } from "../user-times";
import classes from "./security-tab.module.css";

type SecurityTabProps = { user: UserDetail; onAction: (request: UserActionRequest) => void };

/** How the user signs in, why they stand as they do, and what can be done about it. */
export function SecurityTab({ user, onAction }: SecurityTabProps) {
  const { row } = user;
  const when = useWhen();
  const called = calledName(row);
  const { likely, ending } = allowedActions(row.can);
  const on = row.mfa === "set_up";
  return (
    <>
      <FormSection
        title="Signing in"
        description="Nobody can see anyone’s password, and neither can you."
        columns={1}
      >
        <Rows>
          <Row
            icon={IconAt}
            title="Sign-in email"
            text={
              user.past_emails.length > 0
                ? `${row.email}, before that ${user.past_emails.join(", ")}`
                : row.email
            }
            action={
              row.can.change_email && (
                <Button size="xs" variant="default" onClick={() => onAction({ kind: "email" })}>
                  Change sign-in email…
                </Button>
              )
            }
          />
          <Row
            icon={on ? IconShieldCheck : IconShieldOff}
            tone={on ? "green" : row.status === "active" || row.status === "restricted" ? "brass" : undefined}
            title={on ? "MFA is on" : "MFA is not set up"}
            text={on ? `${called} signs in with a code besides the password.` : passwordAlone(row, called)}
          />
          <Row
            icon={IconDeviceDesktop}
            title="Last sign-in"
            text={
              row.last_sign_in === null
                ? "Never signed in"
                : `${when.moment(row.last_sign_in)}${user.last_sign_in_device ? ` from ${user.last_sign_in_device}` : ""}`
            }
          />
        </Rows>
      </FormSection>
      <FormSection
        title="Access status"
        description={`Why ${called} can sign in or not, and who decided it.`}
        columns={1}
      >
        <Rows>
          <Row icon={IconUserShield} title={statusWords[row.status]} text={whyWords(row, user, when)} />
          {row.can.invite && (
            <Row
              icon={IconMail}
              title={row.status === "invited" ? "Invitation" : "Not invited yet"}
              text={`You get a code to hand over to ${called}, shown once.`}
              action={
                <Button size="xs" variant="default" onClick={() => onAction({ kind: "invite" })}>
                  {inviteVerb(row)}…
                </Button>
              }
            />
          )}
        </Rows>
      </FormSection>
      {likely.length + ending.length > 0 && (
        <FormSection
          title="Change access"
          description={
            row.status === "invited"
              ? "None of these delete anything. Each ends the invitation; you can make a new code later."
              : "All of these can be undone, and none of them delete anything."
          }
          columns={1}
        >
          <Rows>
            {[...likely, ...ending].map((action) => {
              const words = ACTION_WORDS[action];
              return (
                <Row
                  key={action}
                  icon={words.icon}
                  title={words.verb}
                  text={`${words.meaning}.`}
                  action={
                    <Button
                      size="xs"
                      variant="default"
                      className={words.endsAccess ? classes.ends : undefined}
                      aria-label={`${words.verb} ${row.name}`}
                      onClick={() => onAction({ kind: "status", action })}
                    >
                      {words.verb}…
                    </Button>
                  }
                />
              );
            })}
          </Rows>
        </FormSection>
      )}
    </>
  );
}

function passwordAlone({ status, last_sign_in }: UserRow, called: string): string {
  if (status === "active" || status === "restricted") return `${called} signs in with a password alone.`;
  if (last_sign_in === null) return `${called} will sign in with a password alone.`;
  return `${called} signed in with a password alone.`;
}

const Rows = ({ children }: { children: ReactNode }) => (
  <Wide>
    <ul className={classes.rows}>{children}</ul>
  </Wide>
);

type RowProps = {
  icon: TablerIcon;
  tone?: "green" | "brass";
  title: string;
  text: string;
  action?: ReactNode;
};

function Row({ icon: Icon, tone, title, text, action }: RowProps) {
  return (
    <li className={classes.row}>
      <span className={classes.tile} data-tone={tone}>
        <Icon size={17} stroke={1.7} aria-hidden />
      </span>
      <span className={classes.words}>
        <strong className={classes.title}>{title}</strong>
        <span className={classes.text}>{text}</span>
      </span>
      {action}
    </li>
  );
}
