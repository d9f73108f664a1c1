import type { ReactNode } from "react";
import type { UserRow } from "~/api";
import { Avatar } from "~/shared/avatar";
import { BlockedPill, MfaMark, StatusPill } from "~/shared/pill";
import { roleList } from "~/shared/roles";
import { WholeText } from "~/shared/whole-text";
import { COLUMNS, type ColumnId } from "./column-preferences";
import { secondLine, useWhen } from "./user-times";
import classes from "./users-grid.module.css";

/** The columns as the table knows them; how a cell looks is told by UserCell. */
export const USER_COLUMNS = COLUMNS.map(({ id, head }) => ({ id, header: head }));

function Text({ children }: { children: string }) {
  if (children === "") return <Nothing />;
  return <WholeText className={classes.text}>{children}</WholeText>;
}

const Nothing = () => (
  <span className={classes.nothing}>
    <span aria-hidden>–</span>
    <span className="fk-visually-hidden">None</span>
  </span>
);

export function UserCell({ column, row }: { column: ColumnId; row: UserRow }): ReactNode {
  const when = useWhen();
  switch (column) {
    case "name":
      return <NameCell row={row} />;
    case "email":
      return <Text>{row.email}</Text>;
    case "mobile":
      return <Text>{row.mobile}</Text>;
    case "access_level":
      return <Text>{roleList(row.roles)}</Text>;
    case "reports_to":
      return <Text>{row.reports_to?.name ?? ""}</Text>;
    case "mfa":
      return <MfaMark state={row.mfa} status={row.status} />;
    case "job_title":
      return <Text>{row.job_title}</Text>;
    case "last_sign_in":
      return <Text>{row.last_sign_in === null ? "" : when.moment(row.last_sign_in)}</Text>;
    case "status":
      return row.blocked === null ? <StatusPill status={row.status} /> : <BlockedPill />;
  }
}

function NameCell({ row }: { row: UserRow }) {
  const second = secondLine(row, useWhen());
  const away = row.status === "inactive" || row.status === "disabled" || row.status === "archived";
  return (
    <span className={classes.person}>
      <Avatar id={row.id} name={row.name} size={32} inactive={away} />
      <span className={classes.names}>
        <WholeText className={classes.name}>
          {row.name}
          {row.you && <span className={classes.you}> (you)</span>}
        </WholeText>
        <span className={classes.second} data-odd={second.odd || undefined}>
          {second.text}
        </span>
      </span>
    </span>
  );
}
