import { call, type UserRow } from "~/api";
import { ConfirmDialog, Note, toast } from "~/shared";
import { calledName } from "./user-form";

/** Signs a user out everywhere, without taking their access away. */
export function EndSessionsDialog({ row, onClose }: { row: UserRow; onClose: () => void }) {
  const called = calledName(row);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Sign ${row.name} out everywhere`}
      reason={{
        label: "Reason",
        help: "Kept in the history. They are told of it.",
        required: true,
      }}
      confirm={`Sign ${called} out`}
      danger
      onConfirm={async (reason) => {
        const { ended } = await call("sessions.end_all_of", { user: row.id, reason });
        toast.done(
          ended === 0
            ? `${row.name} was signed in nowhere`
            : `${row.name} is signed out of ${ended === 1 ? "1 computer" : `${ended} computers`}`,
        );
      }}
    >
      <Note>
        Every computer where {called} is signed in closes straight away, with what isn’t saved there. They can
        sign in again.
      </Note>
    </ConfirmDialog>
  );
}
