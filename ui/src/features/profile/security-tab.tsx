import { Button, Skeleton } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { useState } from "react";
import { call, useCall } from "~/api";
import { ConfirmDialog, ErrorState, FormSection, Note, toast, Wide } from "~/shared";
import { SessionList } from "~/shared/sessions/session-list";
import { ChangePassword } from "./change-password";
import { Computers } from "./computers";
import classes from "./security-tab.module.css";
import { SigningIn } from "./signing-in";

/** One's own password, MFA, computers and sessions. */
export function SecurityTab() {
  const { data, error, isFetching, isPending, refetch } = useCall("profile.security", {});
  if (error && !data)
    return (
      <ErrorState
        error={error}
        title="Your security can’t be shown now"
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  if (isPending)
    return (
      <div className={classes.loading} role="status" aria-label="Loading your security">
        {[1, 2, 3].map((part) => (
          <Skeleton key={part} height="8rem" radius="lg" />
        ))}
      </div>
    );
  return (
    <>
      <FormSection
        title="Change password"
        description="You stay signed in here and are signed out everywhere else."
      >
        <Wide>
          <ChangePassword own={data} />
        </Wide>
      </FormSection>
      <FormSection
        title="Signing in"
        description={`MFA is a second step when you sign in. Your practice ${data.mfa_required ? "requires it" : "lets you choose"}.`}
        columns={1}
      >
        <Wide>
          <SigningIn own={data} />
        </Wide>
      </FormSection>
      <FormSection
        title="Remembered computers"
        description={
          data.remember_hours === 0
            ? "Your practice asks for a code every time."
            : `They skip the code for at most ${data.remember_hours === 1 ? "1 hour" : `${data.remember_hours} hours`}.`
        }
        columns={1}
      >
        <Wide>
          <Computers own={data} />
        </Wide>
      </FormSection>
      <FormSection
        title="Signed in now"
        description="Don’t recognise one? Sign it out and change your password."
        columns={1}
      >
        <Wide>
          <SessionList
            user={null}
            label="Your sessions"
            mayEnd
            nothing="You aren’t signed in anywhere else"
          />
          <EndOthers />
        </Wide>
      </FormSection>
    </>
  );
}

function EndOthers() {
  const { data } = useCall("sessions.list", { user: null });
  const [asking, setAsking] = useState(false);
  const others = data?.filter((row) => !row.this).length ?? 0;
  if (others === 0) return null;
  return (
    <div className={classes.others}>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconLogout size={15} stroke={1.7} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        Sign out everywhere else…
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Sign out on ${others === 1 ? "1 other computer" : `${others} other computers`}?`}
        confirm="Sign out everywhere else"
        danger
        size="28rem"
        onConfirm={async () => {
          const { ended } = await call("sessions.end_others", {});
          toast.done(
            ended === 1 ? "Signed out on 1 other computer" : `Signed out on ${ended} other computers`,
          );
        }}
      >
        <Note>Whatever isn’t saved there is lost. This computer stays signed in.</Note>
      </ConfirmDialog>
    </div>
  );
}
