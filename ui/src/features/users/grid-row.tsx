import { IconDotsVertical } from "@tabler/icons-react";
import { type MouseEvent, memo } from "react";
import type { UserRow } from "~/api";
import type { ColumnFacts } from "./column-preferences";
import type { MenuPlace } from "./grid-layout";
import { cellRole, rowRole } from "./grid-roles";
import { UserCell } from "./user-cells";
import classes from "./users-grid.module.css";

type GridRowProps = {
  id: string;
  line: { id: string; original: UserRow };
  columns: ColumnFacts[];
  index: number;
  top: number;
  height: number;
  active: boolean;
  onOpen: (row: UserRow) => void;
  onActive: (id: string) => void;
  onMenu: (row: UserRow, place: MenuPlace) => void;
};

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { line, columns, index, active } = props;
  const row = line.original;
  const away = row.status === "inactive" || row.status === "disabled" || row.status === "archived";

  const open = (event: MouseEvent) => {
    if (window.getSelection()?.toString() || (event.target as HTMLElement).closest("button")) return;
    props.onActive(row.id);
    props.onOpen(row);
  };
  // The grid hears Enter and the menu key for its active row: these are only the pointer's ways.
  const pointer = {
    onClick: open,
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      props.onActive(row.id);
      props.onMenu(row, { x: event.clientX, y: event.clientY });
    },
  };

  return (
    <div
      {...rowRole(index + 2, active)}
      id={props.id}
      className={classes.row}
      data-active={active || undefined}
      data-away={away || undefined}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      {...pointer}
    >
      {columns.map((column, at) => (
        <div key={column.id} {...cellRole(at, column.id)} className={classes.cell} data-column={column.id}>
          <UserCell column={column.id} row={row} />
          {column.id === "status" && (
            <button
              type="button"
              tabIndex={-1}
              className={classes.more}
              data-row-menu
              aria-haspopup="menu"
              aria-label={`Actions for ${row.name}`}
              onClick={(event) => {
                const box = event.currentTarget.getBoundingClientRect();
                props.onActive(row.id);
                props.onMenu(row, { x: box.right, y: box.bottom });
              }}
            >
              <IconDotsVertical size={18} stroke={2} aria-hidden />
            </button>
          )}
        </div>
      ))}
    </div>
  );
});
