import { Menu } from "@mantine/core";
import type { UserRow } from "~/api";
import classes from "./action-menu.module.css";
import { ActionMenuItems, type UserActionRequest } from "./action-menu-items";
import type { MenuPlace } from "./grid-layout";

type RowMenuProps = {
  target: { row: UserRow; place: MenuPlace } | null;
  onClose: () => void;
  onAction: (row: UserRow, request: UserActionRequest) => void;
  onOpen: (row: UserRow) => void;
  onHistory: (row: UserRow) => void;
};

/** The menu of one row, where it was asked for: under the three dots, at the pointer, or by M. */
export function RowMenu({ target, onClose, onAction, onOpen, onHistory }: RowMenuProps) {
  if (!target) return null;
  const { row, place } = target;
  return (
    <Menu
      opened
      withInitialFocusPlaceholder={false}
      onClose={onClose}
      position="bottom-end"
      offset={4}
      width="19rem"
      returnFocus={false}
      withinPortal
    >
      <Menu.Target>
        <span aria-hidden className={classes.anchor} style={{ left: place.x, top: place.y }}>
          <span className="fk-visually-hidden">Actions for {row.name}</span>
        </span>
      </Menu.Target>
      <Menu.Dropdown mah="calc(100vh - 1.5rem)" style={{ overflowY: "auto" }}>
        <ActionMenuItems
          row={row}
          onAction={(request) => onAction(row, request)}
          onOpen={() => onOpen(row)}
          onHistory={() => onHistory(row)}
        />
      </Menu.Dropdown>
    </Menu>
  );
}
