import type { UserRow } from "~/api";
import type { UserActionRequest } from "./action-menu-items";
import { ChangeEmailDialog } from "./change-email-dialog";
import { EndSessionsDialog } from "./end-sessions-dialog";
import { InviteDialog } from "./invite-dialog";
import { ResetPasswordDialog } from "./reset-password-dialog";
import { StatusDialog } from "./status-dialog";
import { useReturnFocus } from "./use-return-focus";

export type DialogTarget = { row: UserRow; request: UserActionRequest };

/** The dialog that belongs to an action, for the list and for the user's own screen alike. */
export function UserDialogs({ target, onClose }: { target: DialogTarget | null; onClose: () => void }) {
  return target && <OpenDialog {...target} onClose={onClose} />;
}

function OpenDialog({ row, request, onClose }: DialogTarget & { onClose: () => void }) {
  useReturnFocus();
  if (request.kind === "invite") return <InviteDialog row={row} onClose={onClose} />;
  if (request.kind === "email") return <ChangeEmailDialog row={row} onClose={onClose} />;
  if (request.kind === "reset_password") return <ResetPasswordDialog row={row} onClose={onClose} />;
  if (request.kind === "end_sessions") return <EndSessionsDialog row={row} onClose={onClose} />;
  return <StatusDialog row={row} first={request.action} onClose={onClose} />;
}
