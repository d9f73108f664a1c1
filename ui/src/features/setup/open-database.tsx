import type { AppState, AppStatus } from "~/api";
import { FailedDatabase } from "./failed-database";
import { OpenFrame } from "./open-frame";
import { PassphraseForm } from "./passphrase-form";
import { RecoverForm } from "./recover-form";

type Props = { status: AppStatus; state?: AppState; retrying: boolean; onRetry: () => void };

/** The practice is here but doesn't simply open: a passphrase, the recovery key, or what is wrong. */
export function OpenDatabase({ status, state = status.state, retrying, onRetry }: Props) {
  return (
    <OpenFrame status={status}>
      {state === "needs_passphrase" && <PassphraseForm />}
      {state === "needs_recovery_key" && <RecoverForm problem={status.problem} keychain={status.keychain} />}
      {state === "failed" && <FailedDatabase status={status} retrying={retrying} onRetry={onRetry} />}
    </OpenFrame>
  );
}
