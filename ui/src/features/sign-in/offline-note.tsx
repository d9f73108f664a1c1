import { Anchor } from "@mantine/core";
import { IconDatabaseOff } from "@tabler/icons-react";
import { Note, useDatabase } from "~/shared";
import classes from "./sign-in-screen.module.css";

/** Why nobody can sign in now, and that nothing is lost. */
export function OfflineNote() {
  const database = useDatabase();
  if (!database || database.answering) return null;
  const office = database.kind === "office";
  return (
    <Note
      tone="problem"
      icon={IconDatabaseOff}
      live
      title={office ? `We can’t reach ${database.place}` : "The database isn’t answering"}
    >
      {office
        ? "Check it is switched on, and that this computer is on the office network or VPN. Nothing has been lost. "
        : "Another program may be using the file. Nothing has been lost. "}
      <Anchor component="button" type="button" inherit className={classes.link} onClick={database.tryNow}>
        Try again now
      </Anchor>
    </Note>
  );
}
