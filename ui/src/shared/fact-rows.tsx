import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./fact-rows.module.css";

/** A card of facts, each with an icon, what it says and what can be done about it. */
export const FactRows = ({ label, children }: { label?: string; children: ReactNode }) => (
  <ul className={classes.rows} aria-label={label}>
    {children}
  </ul>
);

type FactRowProps = {
  icon: TablerIcon;
  tone?: "green" | "brass" | "red";
  title: ReactNode;
  text: ReactNode;
  /** More columns before the action: an IP address, a time. */
  aside?: ReactNode;
  action?: ReactNode;
};

export function FactRow({ icon: Icon, tone, title, text, aside, action }: FactRowProps) {
  return (
    <li className={classes.row}>
      <span className={classes.tile} data-tone={tone}>
        <Icon size={17} stroke={1.7} aria-hidden />
      </span>
      <span className={classes.words}>
        <strong className={classes.title}>{title}</strong>
        <span className={classes.text}>{text}</span>
      </span>
      {aside}
      {action}
    </li>
  );
}
