import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronLeft, IconChevronUp } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { UserDetail } from "~/api";
import { Avatar, BlockedPill, roleList, StatusPill } from "~/shared";
import { ActionMenuItems, type UserActionRequest } from "../action-menu-items";
import { type Neighbours, rememberedList } from "../neighbours";
import { isInviteExpired, useWhen } from "../user-times";
import classes from "./user-header.module.css";

type UserHeaderProps = {
  user: UserDetail;
  neighbours: Neighbours;
  onGo: (id: string) => void;
  onAction: (request: UserActionRequest) => void;
  saveBar: ReactNode;
  children: ReactNode;
};

/** Who this is, at a glance; the way back, the ones before and after, and saving always at the top right. */
export function UserHeader({ user, neighbours, onGo, onAction, saveBar, children }: UserHeaderProps) {
  const { row } = user;
  const when = useWhen();
  const away = row.status === "inactive" || row.status === "disabled" || row.status === "archived";
  const { previous, next, place } = neighbours;
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <Link to="/users" search={rememberedList() as never} className={classes.back}>
          <IconChevronLeft size={16} stroke={1.9} aria-hidden />
          Users
        </Link>
        {place && <span className={classes.place}>{place}</span>}
        {(previous || next) && (
          <span className={classes.steps}>
            <Step
              label={previous ? `Previous user, ${previous.name}` : "No user before this one"}
              keys="Alt+ArrowUp"
              onClick={previous && (() => onGo(previous.id))}
            >
              <IconChevronUp size={17} stroke={1.9} aria-hidden />
            </Step>
            <Step
              label={next ? `Next user, ${next.name}` : "No user after this one"}
              keys="Alt+ArrowDown"
              onClick={next && (() => onGo(next.id))}
            >
              <IconChevronDown size={17} stroke={1.9} aria-hidden />
            </Step>
          </span>
        )}
        <div className={classes.right}>{saveBar}</div>
      </div>
      <div className={classes.person}>
        <Avatar id={row.id} name={row.name} size={68} inactive={away} />
        <div className={classes.words}>
          <div className={classes.titleLine}>
            <h1 className={classes.title}>{row.name}</h1>
            <StatusPill status={row.status} inviteExpired={isInviteExpired(row)} />
            {row.blocked !== null && <BlockedPill />}
            {row.you && <span className={classes.you}>This is you</span>}
          </div>
          <p className={classes.line}>
            {[row.job_title, roleList(row.roles)].filter(Boolean).join(" · ")}
            {row.reports_to && (
              <>
                {" · Reports to "}
                <Link to="/users/$user" params={{ user: row.reports_to.id }}>
                  {row.reports_to.name}
                </Link>
              </>
            )}
          </p>
          <p className={classes.quiet}>
            {row.last_sign_in === null
              ? "Never signed in"
              : `Last signed in ${when.inSentence(row.last_sign_in)}${user.last_sign_in_device ? ` from ${user.last_sign_in_device}` : ""}`}
          </p>
        </div>
        <Menu position="bottom-end" width="19rem" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={15} stroke={1.9} aria-hidden />}>
              Actions
            </Button>
          </Menu.Target>
          <Menu.Dropdown aria-label={`Actions for ${row.name}`}>
            <ActionMenuItems row={row} onAction={onAction} />
          </Menu.Dropdown>
        </Menu>
      </div>
      {children}
    </header>
  );
}

type StepProps = { label: string; keys: string; onClick: (() => void) | null; children: ReactNode };

function Step({ label, keys, onClick, children }: StepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={28}
        aria-label={label}
        aria-keyshortcuts={keys}
        aria-disabled={onClick === null || undefined}
        className={classes.step}
        onClick={onClick ?? undefined}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
