import { Button } from "@mantine/core";
import { IconDeviceDesktop, IconMail, IconUserShield } from "@tabler/icons-react";
import type { UserDetail } from "~/api";
import { FormSection, statusWords, Wide } from "~/shared";
import { FactRow, FactRows } from "~/shared/fact-rows";
import { SessionList } from "~/shared/sessions/session-list";
import type { UserActionRequest } from "../action-menu-items";
import { ACTION_WORDS, allowedActions, inviteVerb } from "../user-actions";
import { calledName } from "../user-form";
import { whyWords } from "../user-status-words";
import { useWhen } from "../user-times";
import classes from "./security-tab.module.css";
import { SigningIn } from "./signing-in";

type SecurityTabProps = { user: UserDetail; onAction: (request: UserActionRequest) => void };

/** How the user signs in and where, why they stand as they do, and what can be done about it. */
export function SecurityTab({ user, onAction }: SecurityTabProps) {
  const { row } = user;
  const when = useWhen();
  const called = calledName(row);
  const { likely, ending } = allowedActions(row.can);
  const changes = likely.filter((action) => action !== "unblock");
  return (
    <>
      <FormSection
        title="Signing in"
        description="You can reset these, but nobody can see anyone’s password or codes."
        columns={1}
      >
        <Wide>
          <SigningIn user={user} onAction={onAction} />
        </Wide>
      </FormSection>
      {row.can.see_sessions && (
        <FormSection
          title="Signed in now"
          description={`Computers where ${called} is still signed in.`}
          columns={1}
        >
          <Wide>
            <SessionList
              user={row.id}
              label={`Sessions of ${row.name}`}
              mayEnd={row.can.end_sessions}
              nothing={`${called} isn’t signed in anywhere`}
            />
            {row.can.end_sessions && user.open_sessions !== 0 && (
              <Button
                size="xs"
                variant="subtle"
                className={classes.all}
                leftSection={<IconDeviceDesktop size={15} stroke={1.7} aria-hidden />}
                onClick={() => onAction({ kind: "end_sessions" })}
              >
                Sign {called} out everywhere…
              </Button>
            )}
          </Wide>
        </FormSection>
      )}
      <FormSection
        title="Access status"
        description={`Why ${called} can sign in or not, and who decided it.`}
        columns={1}
      >
        <Wide>
          <FactRows>
            <FactRow
              icon={IconUserShield}
              title={statusWords[row.status]}
              text={whyWords({ ...row, blocked: null }, user, when)}
            />
            {row.can.invite && (
              <FactRow
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
          </FactRows>
        </Wide>
      </FormSection>
      {changes.length + ending.length > 0 && (
        <FormSection
          title="Change access"
          description={
            row.status === "invited"
              ? "None of these delete anything. Each ends the invitation; you can make a new code later."
              : "All of these can be undone, and none of them delete anything."
          }
          columns={1}
        >
          <Wide>
            <FactRows>
              {[...changes, ...ending].map((action) => {
                const words = ACTION_WORDS[action];
                return (
                  <FactRow
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
            </FactRows>
          </Wide>
        </FormSection>
      )}
    </>
  );
}
