import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { asCallError, call, type InvitationMade, type UserRow, useCall } from "~/api";
import { Note } from "~/shared";
import { isUserConflict } from "./conflict";
import { InvitationNote } from "./invitation-note";
import { PersonTitle } from "./status-dialog";
import { useShowUser } from "./user-cache";
import classes from "./user-dialog.module.css";
import { calledName } from "./user-form";

/** Makes an invitation code, tells what it does first, and shows it once. */
export function InviteDialog({ row, onClose }: { row: UserRow; onClose: () => void }) {
  const show = useShowUser();
  const status = useCall("app.status", {});
  const [version, setVersion] = useState(row.version);
  const [made, setMade] = useState<InvitationMade | null>(null);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const called = calledName(row);
  const again = row.status === "invited";

  const invite = async () => {
    setWorking(true);
    setProblem(null);
    try {
      const invitation = await call("users.invite", { user: row.id, version });
      setMade(invitation);
      show(invitation.user);
    } catch (reason) {
      const error = asCallError(reason);
      if (error.code === "users.conflict" && isUserConflict(error.details))
        setVersion(error.details.theirs.row.version);
      setProblem(error.message);
    } finally {
      setWorking(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="35rem"
      closeOnClickOutside={false}
      closeOnEscape={!working && !made}
      title={
        <PersonTitle
          row={row}
          title={
            made ? `${row.name} is invited` : again ? `Make a new code for ${row.name}` : `Invite ${row.name}`
          }
        />
      }
    >
      <div className={classes.body}>
        {made ? (
          <InvitationNote made={made} practice={status.data?.practice?.name ?? ""} />
        ) : (
          <Note>
            {again
              ? `The code ${called} has now stops working straight away. You get a new one to hand over, shown once.`
              : `You get a code to hand over to ${called}, shown once. With it they choose their own password and can sign in; you can revoke it until then.`}
          </Note>
        )}
        {problem && (
          <Note tone="problem" live>
            {problem}
          </Note>
        )}
        <div className={classes.buttons}>
          {made ? (
            <Button onClick={onClose}>I have handed it over or kept it</Button>
          ) : (
            <>
              <Button variant="default" onClick={onClose} disabled={working}>
                Cancel
              </Button>
              <Button loading={working} onClick={() => void invite()} data-autofocus>
                {again ? `Make a new code for ${called}` : `Invite ${called}`}
              </Button>
            </>
          )}
        </div>
      </div>
    </Modal>
  );
}
