import { Menu, Tooltip } from "@mantine/core";
import {
  IconBell,
  IconCheck,
  IconHistory,
  IconInfoCircle,
  IconKeyboard,
  IconLock,
  IconLogout,
  IconMoon,
  IconSelector,
  IconTextSize,
  IconUser,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMe } from "~/api";
import { Avatar, Key, roleList, type TextSize, type ThemeChoice, useAppActions } from "~/shared";
import { usePage } from "../page-context";
import classes from "./me-menu.module.css";

const themes: { value: ThemeChoice; label: string }[] = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "auto", label: "Like the system" },
];
const sizes: { value: TextSize; label: string }[] = [
  { value: "smaller", label: "Smaller" },
  { value: "usual", label: "Usual" },
  { value: "larger", label: "Larger" },
];

const icon = { size: 16, stroke: 1.7, "aria-hidden": true } as const;

/** You, at the foot of the sidebar: your profile and notices, how Firmkeep looks, lock and sign out. */
export function MeMenu({ rail }: { rail: boolean }) {
  const me = useMe();
  const actions = useAppActions();
  const navigate = useNavigate();
  const { open } = usePage();
  const unread = me.unread_notices;
  return (
    <Menu position="right-end" width={232} offset={10} withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Tooltip label={me.name} position="right" disabled={!rail}>
          <button type="button" className={classes.me} data-rail={rail || undefined}>
            <Avatar id={me.id} name={me.name} size={32} />
            <span className={classes.words}>
              <strong className={classes.name}>{me.name}</strong>
              <span className={classes.roles}>
                {me.support
                  ? "Let in for a time"
                  : me.status === "restricted"
                    ? "Restricted"
                    : roleList(me.roles)}
              </span>
            </span>
            <IconSelector size={16} stroke={1.7} className={classes.chevron} aria-hidden />
            {unread > 0 && (
              <span className={classes.unread} aria-hidden>
                {unread > 9 ? "9+" : unread}
              </span>
            )}
            <span className="fk-visually-hidden">
              Your menu{unread > 0 && `, ${unread === 1 ? "1 new notice" : `${unread} new notices`}`}
            </span>
          </button>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {me.email && <Menu.Label>{me.email}</Menu.Label>}
        {!me.support && (
          <>
            <Menu.Item leftSection={<IconUser {...icon} />} onClick={() => void navigate({ to: "/me" })}>
              My profile
            </Menu.Item>
            <Menu.Item
              leftSection={<IconBell {...icon} />}
              rightSection={unread > 0 ? <span className={classes.count}>{unread}</span> : undefined}
              onClick={() => open("notices")}
            >
              Notices
            </Menu.Item>
            <Menu.Item
              leftSection={<IconHistory {...icon} />}
              onClick={() => void navigate({ to: "/my-history" })}
            >
              My history
            </Menu.Item>
          </>
        )}
        <Menu.Divider />
        <Choice
          label="Theme"
          icon={<IconMoon {...icon} />}
          choices={themes}
          value={actions.theme}
          onChange={actions.setTheme}
        />
        <Choice
          label="Text size"
          icon={<IconTextSize {...icon} />}
          choices={sizes}
          value={actions.textSize}
          onChange={actions.setTextSize}
        />
        <Menu.Item
          leftSection={<IconKeyboard {...icon} />}
          rightSection={<Key>?</Key>}
          onClick={actions.openShortcuts}
        >
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconInfoCircle {...icon} />} onClick={actions.openAbout}>
          About Firmkeep
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLock {...icon} />}
          rightSection={
            <span className={classes.keys}>
              <Key>Ctrl</Key>
              <Key>Shift</Key>
              <Key>L</Key>
            </span>
          }
          onClick={actions.lock}
        >
          Lock now
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout {...icon} />} onClick={actions.signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

type ChoiceProps<V extends string> = {
  label: string;
  icon: React.ReactNode;
  choices: { value: V; label: string }[];
  value: V;
  onChange: (value: V) => void;
};

function Choice<V extends string>({ label, icon: mark, choices, value, onChange }: ChoiceProps<V>) {
  return (
    <Menu.Sub position="right-start">
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={mark}>{label}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.value}
            role="menuitemradio"
            aria-checked={choice.value === value}
            leftSection={
              choice.value === value ? (
                <IconCheck {...icon} stroke={2} />
              ) : (
                <span className={classes.noTick} />
              )
            }
            onClick={() => onChange(choice.value)}
          >
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}
