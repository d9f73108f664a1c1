import { Menu } from "@mantine/core";
import {
  IconAt,
  IconHistory,
  IconInfoCircle,
  IconKey,
  IconLogout,
  IconMail,
  IconUser,
} from "@tabler/icons-react";
import type { UserRow } from "~/api";
import { useCall } from "~/api";
import { Key } from "~/shared/footer";
import classes from "./action-menu.module.css";
import { ACTION_WORDS, allowedActions, inviteVerb, type StatusAction } from "./user-actions";
import { whyWords } from "./user-status-words";
import { useWhen } from "./user-times";

export type UserActionRequest =
  | { kind: "status"; action: StatusAction }
  | { kind: "invite" }
  | { kind: "reset_password" }
  | { kind: "end_sessions" }
  | { kind: "email" };

type ActionMenuItemsProps = {
  row: UserRow;
  onAction: (request: UserActionRequest) => void;
  /** Left out where the user is open already. */
  onOpen?: () => void;
  onHistory?: () => void;
};

/** Every action that may be taken on this user, and none that may not. The first line says why they stand as they do. */
export function ActionMenuItems({ row, onAction, onOpen, onHistory }: ActionMenuItemsProps) {
  const when = useWhen();
  const { data } = useCall("users.get", { user: row.id });
  const { likely, ending } = allowedActions(row.can);
  return (
    <>
      <Menu.Label className={classes.why}>
        <IconInfoCircle size={15} stroke={1.7} aria-hidden />
        <span>{whyWords(row, data, when)}</span>
      </Menu.Label>
      {likely.map((action) => (
        <ActionItem key={action} action={action} onAction={onAction} />
      ))}
      {row.can.invite && (
        <Menu.Item
          leftSection={<IconMail size={18} stroke={1.7} />}
          onClick={() => onAction({ kind: "invite" })}
        >
          {inviteVerb(row)}…
        </Menu.Item>
      )}
      {row.can.reset_mfa && <ActionItem action="reset_mfa" onAction={onAction} />}
      {row.can.reset_password && (
        <Menu.Item
          leftSection={<IconKey size={18} stroke={1.7} />}
          onClick={() => onAction({ kind: "reset_password" })}
        >
          Reset password…
        </Menu.Item>
      )}
      {onOpen && (
        <Menu.Item leftSection={<IconUser size={18} stroke={1.7} />} onClick={onOpen}>
          {row.can.edit ? "Open and edit" : "Open"}
        </Menu.Item>
      )}
      {onHistory && row.can.see_history && (
        <Menu.Item
          leftSection={<IconHistory size={18} stroke={1.7} />}
          rightSection={<Key>H</Key>}
          onClick={onHistory}
        >
          View history
        </Menu.Item>
      )}
      {row.can.change_email && (
        <Menu.Item
          leftSection={<IconAt size={18} stroke={1.7} />}
          onClick={() => onAction({ kind: "email" })}
        >
          Change sign-in email…
        </Menu.Item>
      )}
      {row.can.end_sessions && (
        <Menu.Item
          leftSection={<IconLogout size={18} stroke={1.7} />}
          onClick={() => onAction({ kind: "end_sessions" })}
        >
          Sign out everywhere…
        </Menu.Item>
      )}
      {ending.length > 0 && <Menu.Divider />}
      {ending.map((action) => (
        <ActionItem key={action} action={action} onAction={onAction} />
      ))}
    </>
  );
}

function ActionItem({ action, onAction }: { action: StatusAction } & Pick<ActionMenuItemsProps, "onAction">) {
  const { icon: Icon, verb, meaning } = ACTION_WORDS[action];
  return (
    <Menu.Item
      leftSection={<Icon size={18} stroke={1.7} />}
      className={action === "archive" ? classes.archive : undefined}
      onClick={() => onAction({ kind: "status", action })}
    >
      {verb}…<span className={classes.meaning}>{meaning}</span>
    </Menu.Item>
  );
}
