import type { AppStatus } from "~/api";
import { FailedDatabase } from "./failed-database";
import { OpenFrame } from "./open-frame";
import { PassphraseForm } from "./passphrase-form";
import { RecoverForm } from "./recover-form";

type Props = { status: AppStatus; retrying: boolean; onRetry: () => void };

/** The practice is here but doesn't simply open: a passphrase, the recovery key, or what is wrong. */
export function OpenDatabase({ status, retrying, onRetry }: Props) {
  return (
    <OpenFrame status={status}>
      {status.state === "needs_passphrase" && <PassphraseForm onOpened={onRetry} />}
      {status.state === "needs_recovery_key" && <RecoverForm keychain={status.keychain} onOpened={onRetry} />}
      {status.state === "failed" && <FailedDatabase status={status} retrying={retrying} onRetry={onRetry} />}
    </OpenFrame>
  );
}
