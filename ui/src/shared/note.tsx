import {
  IconAlertTriangle,
  IconBulb,
  IconExclamationCircle,
  IconInfoCircle,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./note.module.css";

export type NoteTone = "calm" | "suggestion" | "care" | "problem";

export type NoteProps = {
  tone?: NoteTone;
  title?: ReactNode;
  /** At most two sentences. */
  children?: ReactNode;
  /** One button or link. */
  action?: ReactNode;
  icon?: TablerIcon;
  /** Announce it at once: for errors that appear. */
  live?: boolean;
};

const icons: Record<NoteTone, TablerIcon> = {
  calm: IconInfoCircle,
  suggestion: IconBulb,
  care: IconAlertTriangle,
  problem: IconExclamationCircle,
};

export function Note({ tone = "calm", title, children, action, icon, live }: NoteProps) {
  const Icon = icon ?? icons[tone];
  return (
    <div className={classes.note} data-tone={tone} role={live ? "alert" : undefined}>
      <Icon size={18} stroke={1.7} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        {title && <strong className={classes.title}>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
