import { IconDatabase, IconDatabaseOff } from "@tabler/icons-react";
import { type DatabaseView, databaseName, useDatabase } from "./database";
import classes from "./database-sign.module.css";

export function databaseWords(database: DatabaseView): { title: string; line: string } {
  const name = databaseName(database.kind);
  if (database.answering) {
    return database.kind === "office"
      ? { title: `${name} online`, line: database.place }
      : { title: `${name} open`, line: "On this computer" };
  }
  const line =
    database.trying || database.nextTry === 0 ? "Trying again now" : `Trying again in ${database.nextTry} s`;
  return { title: `${name} ${database.kind === "office" ? "offline" : "not answering"}`, line };
}

/** Which database is open and whether it answers: always in view. `wide` is the one line under the sign-in form. */
export function DatabaseSign({ wide }: { wide?: boolean }) {
  const database = useDatabase();
  if (!database) return null;
  const { title, line } = databaseWords(database);
  const Icon = database.answering ? IconDatabase : IconDatabaseOff;
  return (
    <div
      className={classes.sign}
      data-wide={wide || undefined}
      data-offline={!database.answering || undefined}
    >
      {wide && database.answering ? (
        <span className={classes.dot} aria-hidden />
      ) : (
        <Icon size={16} stroke={1.7} className={classes.icon} aria-hidden />
      )}
      <span>
        <strong className={classes.title} role="status">
          {title}
        </strong>{" "}
        <span className={classes.line}>
          {wide && database.answering && database.kind === "office" ? `on ${line}` : line}
        </span>
      </span>
    </div>
  );
}
