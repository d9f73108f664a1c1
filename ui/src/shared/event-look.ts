import type { TablerIcon } from "@tabler/icons-react";
import {
  IconAlertTriangle,
  IconArchive,
  IconArchiveOff,
  IconBan,
  IconBuilding,
  IconClock,
  IconEye,
  IconKey,
  IconListCheck,
  IconLock,
  IconLockOpen,
  IconLogin2,
  IconLogout2,
  IconMail,
  IconMailOff,
  IconPencil,
  IconPhoto,
  IconPlayerPause,
  IconPlayerPlay,
  IconShieldCheck,
  IconUserPlus,
  IconUserShield,
} from "@tabler/icons-react";
import type { EventRow } from "~/api";

export type EventTone = "grey" | "petrol" | "green" | "brass" | "red" | "sky";
export type EventLook = { icon: TablerIcon; tone: EventTone };

/** Matched in order against the last part of an event's kind, the most telling word first. */
const LOOKS: [RegExp, TablerIcon, EventTone][] = [
  [/unarchiv/, IconArchiveOff, "green"],
  [/archiv/, IconArchive, "grey"],
  [/restriction_lifted|lift|unrestrict/, IconEye, "green"],
  [/restrict/, IconEye, "brass"],
  [/disabl/, IconPlayerPause, "grey"],
  [/enabl/, IconPlayerPlay, "green"],
  [/unblock|unlock/, IconLockOpen, "green"],
  [/block/, IconLock, "red"],
  [/lock/, IconLock, "grey"],
  [/revok/, IconMailOff, "brass"],
  [/accept/, IconMail, "green"],
  [/invit/, IconMail, "sky"],
  [/role|access_level/, IconUserShield, "petrol"],
  [/email/, IconMail, "brass"],
  [/password/, IconKey, "petrol"],
  [/recover/, IconKey, "brass"],
  [/logo|picture/, IconPhoto, "grey"],
  [/verif|checked/, IconShieldCheck, "green"],
  [/created|added/, IconUserPlus, "petrol"],
  [/edited|changed|updated/, IconPencil, "grey"],
];

const AREAS: Record<string, [TablerIcon, EventTone]> = {
  sign_in: [IconLogin2, "grey"],
  session: [IconLogout2, "grey"],
  practice: [IconBuilding, "petrol"],
  settings: [IconBuilding, "petrol"],
  setup: [IconBuilding, "petrol"],
  register: [IconListCheck, "petrol"],
  preferences: [IconClock, "grey"],
};

/** The icon and tint of an event. What went wrong always looks wrong, whatever it was. */
export function eventLook(row: Pick<EventRow, "kind" | "outcome">): EventLook {
  if (row.outcome === "refused") return { icon: IconBan, tone: "red" };
  const [area = "", ...rest] = row.kind.split(".");
  const verb = rest.join(".") || area;
  const known = LOOKS.find(([words]) => words.test(verb));
  if (row.outcome === "failure") {
    return { icon: known?.[1] === IconLock ? IconLock : IconAlertTriangle, tone: "red" };
  }
  if (known) return { icon: known[1], tone: known[2] };
  const byArea = AREAS[area];
  return byArea ? { icon: byArea[0], tone: byArea[1] } : { icon: IconPencil, tone: "grey" };
}
