import { Button } from "@mantine/core";
import { IconDatabaseOff } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { toast, useDatabase } from "~/shared";
import classes from "./database-banner.module.css";

/** While the database does not answer: what is safe, and when Firmkeep looks again. It goes by itself. */
export function DatabaseBanner() {
  const database = useDatabase();
  const was = useRef(true);
  const answering = database?.answering ?? true;
  useEffect(() => {
    if (!was.current && answering)
      toast.done("The database is back", "Everything on this screen is up to date.");
    was.current = answering;
  }, [answering]);

  if (!database || answering) return null;
  const office = database.kind === "office";
  return (
    <div className={classes.banner}>
      <IconDatabaseOff size={20} stroke={1.7} aria-hidden className={classes.icon} />
      <div className={classes.words} role="alert">
        <strong>{office ? `We can’t reach ${database.place}.` : "The database isn’t answering."}</strong>{" "}
        {office
          ? "Check it is switched on, and that this computer is on the office network or VPN. Nothing has been lost, and what you have typed stays here."
          : "Nothing has been lost, and what you have typed stays here."}
      </div>
      <span className={classes.count}>
        {database.trying || database.nextTry === 0
          ? "Trying again now"
          : `Trying again in ${database.nextTry} s`}
      </span>
      <Button size="xs" variant="default" onClick={database.tryNow} loading={false}>
        Try again now
      </Button>
    </div>
  );
}
