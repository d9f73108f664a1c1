import {
  IconArchive,
  IconEye,
  IconLock,
  IconMail,
  IconPlayerPause,
  IconShieldCheck,
  IconShieldOff,
  IconShieldX,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { AccessStatus, MfaState } from "~/api";
import classes from "./pill.module.css";

export type Tone = "green" | "sky" | "brass" | "red" | "grey" | "plum" | "outline" | "dashed" | "quiet";

export type PillProps = { tone: Tone; icon?: TablerIcon; children: ReactNode };

/** Icon plus word: colour never stands alone. */
export function Pill({ tone, icon: Icon, children }: PillProps) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {Icon && <Icon size={14} stroke={1.8} aria-hidden />}
      {children}
    </span>
  );
}

export const statusWords: Record<AccessStatus, string> = {
  inactive: "Not invited",
  invited: "Invited",
  active: "Active",
  restricted: "Restricted",
  disabled: "Disabled",
  archived: "Archived",
};

/** The access status of a user. Active is quiet, because most rows are. */
export function StatusPill({ status, inviteExpired }: { status: AccessStatus; inviteExpired?: boolean }) {
  switch (status) {
    case "active":
      return (
        <span className={classes.active}>
          <span className={classes.dot} />
          Active
        </span>
      );
    case "invited":
      return (
        <Pill tone={inviteExpired ? "brass" : "sky"} icon={IconMail}>
          {inviteExpired ? "Invite expired" : "Invited"}
        </Pill>
      );
    case "restricted":
      return (
        <Pill tone="brass" icon={IconEye}>
          Restricted
        </Pill>
      );
    case "disabled":
      return (
        <Pill tone="grey" icon={IconPlayerPause}>
          Disabled
        </Pill>
      );
    case "archived":
      return (
        <Pill tone="outline" icon={IconArchive}>
          Archived
        </Pill>
      );
    default:
      return <Pill tone="dashed">Not invited</Pill>;
  }
}

export function BlockedPill() {
  return (
    <Pill tone="red" icon={IconLock}>
      Blocked
    </Pill>
  );
}

export const mfaWords: Record<MfaState, string> = {
  set_up: "On",
  not_set_up: "Not set up",
  reset_pending: "Reset pending",
};

/** Whether MFA is on. For someone who has never signed in it is no worry yet, so it is said quietly. */
export function MfaMark({ state, status }: { state: MfaState; status: AccessStatus }) {
  if (state === "set_up") {
    return (
      <span className={classes.mfa} data-state="on">
        <IconShieldCheck size={16} stroke={1.7} aria-hidden />
        {mfaWords[state]}
      </span>
    );
  }
  if (status === "inactive" || status === "invited") return <span className={classes.quiet}>At sign-in</span>;
  const Icon = state === "reset_pending" ? IconShieldX : IconShieldOff;
  return (
    <span className={classes.mfa} data-state="off">
      <Icon size={16} stroke={1.7} aria-hidden />
      {mfaWords[state]}
    </span>
  );
}
