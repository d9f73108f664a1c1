import { Button } from "@mantine/core";
import { IconKey, IconShieldCheck, IconShieldOff } from "@tabler/icons-react";
import { useState } from "react";
import { asCallError, call, type MfaEnrolment, type OwnSecurity } from "~/api";
import { ConfirmDialog, Note, TimeText, toast } from "~/shared";
import { FactRow, FactRows } from "~/shared/fact-rows";
import { EnrolDialog } from "./enrol-dialog";
import { RecoveryCodesDialog } from "./recovery-codes-dialog";

const CODES = 10;
/** So few are left that new ones should be made. */
const FEW = 3;

/** The authenticator app and the recovery codes, with what can be changed about them. */
export function SigningIn({ own }: { own: OwnSecurity }) {
  const [enrolment, setEnrolment] = useState<MfaEnrolment | null>(null);
  const [made, setMade] = useState<{ codes: string[]; replaced: boolean } | null>(null);
  const [removing, setRemoving] = useState(false);
  const [working, setWorking] = useState<"app" | "codes" | null>(null);
  const on = own.mfa === "set_up";
  const left = own.recovery_codes_left;
  const few = on && left <= FEW;

  const run = async (what: "app" | "codes", problem: string, act: () => Promise<void>) => {
    setWorking(what);
    try {
      await act();
    } catch (reason) {
      const error = asCallError(reason);
      if (error.code !== "session.proof_needed") toast.problem(problem, error);
    } finally {
      setWorking(null);
    }
  };
  const begin = () =>
    run("app", "The authenticator app can’t be set up now", async () =>
      setEnrolment(await call("profile.begin_mfa", {})),
    );
  const makeCodes = () =>
    run("codes", "New recovery codes can’t be made now", async () =>
      setMade({ codes: (await call("profile.new_recovery_codes", {})).codes, replaced: true }),
    );

  return (
    <>
      <FactRows>
        <FactRow
          icon={on ? IconShieldCheck : IconShieldOff}
          tone={on ? "green" : "brass"}
          title="Authenticator app"
          text={
            on ? (
              <>
                On
                {own.mfa_since !== null && (
                  <>
                    {" "}
                    since <TimeText time={own.mfa_since} as="date" />
                  </>
                )}
                {own.mfa_last_used !== null && (
                  <>
                    , last used <TimeText time={own.mfa_last_used} lower />
                  </>
                )}
              </>
            ) : (
              "Not set up. Whoever learns your password gets in."
            )
          }
          action={
            <>
              {on && !own.mfa_required && (
                <Button size="xs" variant="subtle" onClick={() => setRemoving(true)}>
                  Turn off…
                </Button>
              )}
              <Button
                size="xs"
                variant={on ? "default" : "filled"}
                loading={working === "app"}
                onClick={() => void begin()}
              >
                {on ? "Move to a new phone" : "Set up"}
              </Button>
            </>
          }
        />
        {on && (
          <FactRow
            icon={IconKey}
            tone={few || !own.recovery_codes_kept ? "brass" : undefined}
            title="Recovery codes"
            text={
              own.recovery_codes_kept
                ? `${left} of ${CODES} left.${few ? " Make new ones before you run out." : ""}`
                : "You haven’t said yet that you kept them. Make new ones if you don’t have them."
            }
            action={
              <Button
                size="xs"
                variant={few ? "filled" : "default"}
                loading={working === "codes"}
                onClick={() => void makeCodes()}
              >
                Make new codes
              </Button>
            }
          />
        )}
      </FactRows>
      {enrolment && (
        <EnrolDialog
          enrolment={enrolment}
          moving={on}
          onClose={() => setEnrolment(null)}
          onDone={(codes) => {
            setEnrolment(null);
            setMade({ codes, replaced: on });
          }}
        />
      )}
      {made && <RecoveryCodesDialog {...made} onClose={() => setMade(null)} />}
      <ConfirmDialog
        opened={removing}
        onClose={() => setRemoving(false)}
        title="Turn off your MFA?"
        confirm="Turn off MFA"
        danger
        onConfirm={async () => {
          await call("profile.remove_mfa", {});
          toast.done("MFA is off", "Your recovery codes no longer work.");
        }}
      >
        <Note tone="care">
          From then on your password alone opens Firmkeep, and it needs at least 15 characters. You can set
          MFA up again at any time.
        </Note>
      </ConfirmDialog>
    </>
  );
}
