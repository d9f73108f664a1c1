import { IconCheck, IconDatabaseOff, IconX } from "@tabler/icons-react";
import type { CallError, OfficeDatabaseFound } from "~/api";
import { DoubleRule, Note, PracticeFace } from "~/shared";
import classes from "./office-found.module.css";

type Props = { found: OfficeDatabaseFound | null; failed: CallError | null; refused?: string; place: string };

/** What answered at the address, before anything is done with it. */
export function OfficeFound({ found, failed, refused, place }: Props) {
  return (
    <div aria-live="polite">
      {failed && (
        <Note
          tone="problem"
          icon={IconDatabaseOff}
          title={place ? `We can’t open the database on ${place}` : "We can’t open this database"}
        >
          {failed.message}
        </Note>
      )}
      {refused && !failed && (
        <Note tone="problem" icon={IconDatabaseOff}>
          {refused}
        </Note>
      )}
      {found && <Card found={found} />}
    </div>
  );
}

const ends: Record<OfficeDatabaseFound["state"], string> = {
  empty: "There is no practice here yet. You can create yours.",
  practice:
    "Is this the right practice? If you don’t recognise the name, stop here and call your practice admin.",
  foreign:
    "Another program keeps its data in this database. Ask for an empty one, so that nothing of it is touched.",
  newer:
    "Another computer already runs a newer Firmkeep. Update this one first; the data can’t be opened by an older version.",
};

function Card({ found }: { found: OfficeDatabaseFound }) {
  const good = found.state === "empty" || found.state === "practice";
  return (
    <div className={classes.card}>
      <div className={classes.main}>
        {found.practice ? (
          <PracticeFace name={found.practice} logo={null} size="small" />
        ) : (
          <strong className={classes.title}>
            {found.state === "empty" ? "An empty database" : "Not a Firmkeep database"}
          </strong>
        )}
        {good && <DoubleRule />}
        <ul className={classes.list}>
          <Point good text={`Found ${found.server}`} />
          <Point
            good={found.encrypted}
            text={found.encrypted ? "The connection is encrypted" : "The connection is not encrypted"}
          />
          {found.state === "newer" && <Point good={false} text="It needs a newer Firmkeep" />}
          {found.state === "foreign" && <Point good={false} text="It belongs to another program" />}
        </ul>
        {!found.encrypted && good && (
          <Note tone="care">
            Others on the network could read what is sent. Ask for TLS to be switched on at the server.
          </Note>
        )}
      </div>
      <p className={classes.end}>{ends[found.state]}</p>
    </div>
  );
}

function Point({ good, text }: { good: boolean; text: string }) {
  const Icon = good ? IconCheck : IconX;
  return (
    <li className={classes.point} data-good={good || undefined}>
      <Icon size={16} stroke={2} aria-hidden />
      <span>{text}</span>
    </li>
  );
}
