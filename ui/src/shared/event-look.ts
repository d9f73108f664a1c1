import {
  IconAlertTriangle,
  IconArchive,
  IconArchiveOff,
  IconBan,
  IconBuilding,
  IconClockOff,
  IconDeviceDesktopPlus,
  IconEye,
  IconEyeCheck,
  IconFileExport,
  IconHeadset,
  IconKey,
  IconListCheck,
  IconLock,
  IconLockOpen,
  IconLogin2,
  IconLogout2,
  IconMail,
  IconMailCheck,
  IconMailOff,
  IconPencil,
  IconPhoto,
  IconPlayerPause,
  IconPlayerPlay,
  IconShieldCheck,
  IconShieldCog,
  IconShieldOff,
  IconShieldX,
  IconUserPlus,
  IconUserShield,
  type TablerIcon,
} from "@tabler/icons-react";
import type { EventRow } from "~/api";

export type EventTone = "grey" | "petrol" | "green" | "brass" | "red" | "sky" | "plum";
export type EventLook = { icon: TablerIcon; tone: EventTone };

const look = (icon: TablerIcon, tone: EventTone): EventLook => ({ icon, tone });

const LOOKS: Record<string, EventLook> = {
  "sign_in.succeeded": look(IconLogin2, "grey"),
  "session.ended": look(IconLogout2, "grey"),
  "session.expired": look(IconClockOff, "grey"),
  "session.revoked": look(IconLogout2, "brass"),
  "session.locked": look(IconLock, "grey"),
  "session.unlocked": look(IconLockOpen, "grey"),
  "users.added": look(IconUserPlus, "petrol"),
  "users.edited": look(IconPencil, "grey"),
  "users.roles_changed": look(IconUserShield, "petrol"),
  "users.email_changed": look(IconMail, "brass"),
  "users.invited": look(IconMail, "sky"),
  "users.invite_resent": look(IconMail, "sky"),
  "users.invite_revoked": look(IconMailOff, "brass"),
  "users.invite_accepted": look(IconMailCheck, "green"),
  "users.disabled": look(IconPlayerPause, "grey"),
  "users.enabled": look(IconPlayerPlay, "green"),
  "users.archived": look(IconArchive, "grey"),
  "users.unarchived": look(IconArchiveOff, "green"),
  "users.restricted": look(IconEye, "brass"),
  "users.restriction_lifted": look(IconEyeCheck, "green"),
  "practice.created": look(IconBuilding, "petrol"),
  "practice.edited": look(IconBuilding, "grey"),
  "practice.logo_changed": look(IconPhoto, "grey"),
  "practice.logo_removed": look(IconPhoto, "grey"),
  "practice.computer_joined": look(IconDeviceDesktopPlus, "brass"),
  "practice.recovery_key_used": look(IconKey, "brass"),
  "register.verified": look(IconListCheck, "green"),
  "register.exported": look(IconFileExport, "brass"),
  "register.archived": look(IconArchive, "brass"),
  "users.blocked": look(IconLock, "red"),
  "users.block_ended": look(IconLockOpen, "green"),
  "users.unblocked": look(IconLockOpen, "green"),
  "mfa.enrolled": look(IconShieldCheck, "green"),
  "mfa.reset": look(IconShieldX, "brass"),
  "mfa.removed": look(IconShieldOff, "brass"),
  "mfa.recovery_code_used": look(IconKey, "brass"),
  "security.policy_changed": look(IconShieldCog, "petrol"),
  "security.restored_copy": look(IconAlertTriangle, "red"),
};

/** For kinds that are newer than this list. */
const AREAS: Record<string, EventLook> = {
  sign_in: look(IconLogin2, "grey"),
  session: look(IconLogout2, "grey"),
  passwords: look(IconKey, "petrol"),
  practice: look(IconBuilding, "grey"),
  register: look(IconListCheck, "petrol"),
  mfa: look(IconKey, "petrol"),
  security: look(IconShieldCog, "petrol"),
  support: look(IconHeadset, "plum"),
};

/** The icon and tint of an event. What went wrong always looks wrong, whatever it was. */
export function eventLook(row: Pick<EventRow, "kind" | "outcome">): EventLook {
  if (row.outcome === "refused") return look(IconBan, "red");
  if (row.outcome === "failure") return look(IconAlertTriangle, "red");
  const [area = ""] = row.kind.split(".");
  return LOOKS[row.kind] ?? AREAS[area] ?? look(IconPencil, "grey");
}
