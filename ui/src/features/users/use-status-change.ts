import { useState } from "react";
import { asCallError, type CallError, call, type UserDetail, type UserRow } from "~/api";
import { toast } from "~/shared";
import { isUserConflict } from "./conflict";
import { ACTION_WORDS, type StatusAction, undoOf } from "./user-actions";
import { useShowUser } from "./user-cache";

export const changeStatus = (
  action: StatusAction,
  user: string,
  version: number,
  reason: string,
): Promise<UserDetail> => call(`users.${action}`, { user, version, reason });

/** Changes a user's access status; afterwards a toast takes it back where something leads exactly back. */
export function useStatusChange(row: UserRow) {
  const show = useShowUser();
  const [version, setVersion] = useState(row.version);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<CallError | null>(null);

  const change = async (action: StatusAction, reason: string): Promise<boolean> => {
    setWorking(true);
    setProblem(null);
    try {
      const changed = await changeStatus(action, row.id, version, reason);
      show(changed);
      const steps = undoOf(action, row.status);
      const undo = async () => {
        try {
          let latest = changed;
          for (const step of steps) {
            latest = await changeStatus(step, row.id, latest.row.version, "Undone straight away");
            show(latest);
          }
          toast.done(`Undone: ${row.name} is as before`);
        } catch (error) {
          toast.problem(`${row.name} could not be changed back`, error);
        }
      };
      toast.done(
        ACTION_WORDS[action].done(row.name),
        undefined,
        steps.length > 0 ? [{ label: "Undo", onClick: () => void undo() }] : undefined,
      );
      return true;
    } catch (reason) {
      const error = asCallError(reason);
      // Somebody changed the user meanwhile: having read that, one may go on.
      if (error.code === "users.conflict" && isUserConflict(error.details)) {
        setVersion(error.details.theirs.row.version);
        show(error.details.theirs);
      }
      setProblem(error);
      return false;
    } finally {
      setWorking(false);
    }
  };

  return { change, working, problem };
}
