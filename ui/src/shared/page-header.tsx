import { IconChevronLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "./page-header.module.css";

export type PageHeaderProps = {
  title: ReactNode;
  /** The quiet line under the title. */
  subtitle?: ReactNode;
  /** A way back above the title, and whatever stands beside it ("12 of 46"). */
  back?: { to: string; label: string; beside?: ReactNode };
  /** Large picture at left of the title. */
  picture?: ReactNode;
  /** Pills beside the title. */
  marks?: ReactNode;
  /** At the top right: one filled primary button, or the SaveBar. */
  actions?: ReactNode;
  /** At the right of the title when `actions` stand on the line of the way back. */
  aside?: ReactNode;
  /** Tabs. */
  children?: ReactNode;
};

export function PageHeader({
  title,
  subtitle,
  back,
  picture,
  marks,
  actions,
  aside,
  children,
}: PageHeaderProps) {
  return (
    <header className={classes.header} data-person={picture ? true : undefined}>
      {back && (
        <div className={classes.top}>
          <Link to={back.to} className={classes.back}>
            <IconChevronLeft size={16} stroke={1.9} aria-hidden />
            {back.label}
          </Link>
          {back.beside}
          <div className={classes.actions}>{actions}</div>
        </div>
      )}
      <div className={classes.main}>
        {picture}
        <div className={classes.words}>
          <div className={classes.titleLine}>
            <h1 className={classes.title}>{title}</h1>
            {marks}
          </div>
          {subtitle && <div className={classes.subtitle}>{subtitle}</div>}
        </div>
        {(!back || aside) && <div className={classes.actions}>{back ? aside : actions}</div>}
      </div>
      {children}
    </header>
  );
}
