import { Button } from "@mantine/core";
import { IconCopy, IconDatabaseOff, IconExclamationCircle, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { asCallError, copyText, isUnreachable } from "~/api";
import { DoubleRule } from "./double-rule";
import classes from "./states.module.css";
import { toast } from "./toast";

export type EmptyStateProps = {
  title: string;
  /** What happens next. */
  children?: ReactNode;
  /** Up to three ways forward. */
  actions?: ReactNode;
  /** A faint sketch of rows: an empty list, not a search without a match. */
  sketch?: boolean;
};

export function EmptyState({ title, children, actions, sketch }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      {sketch && (
        <div className={classes.sketch} aria-hidden>
          {[62, 48, 71].map((width) => (
            <div key={width} className={classes.sketchRow}>
              <span className={classes.sketchDot} />
              <span className={classes.sketchBar} style={{ width: `${width}%` }} />
            </div>
          ))}
          <DoubleRule width="100%" />
        </div>
      )}
      <h2 className={classes.title}>{title}</h2>
      {children && <div className={classes.text}>{children}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}

export type ErrorStateProps = {
  error: unknown;
  onRetry?: () => void;
  retrying?: boolean;
  /** What could not be shown: "We can’t show the users" (the error's own sentence follows). */
  title?: string;
  /** For a panel or a tab instead of a whole screen. */
  compact?: boolean;
};

/** What happened in plain words, a way to try again, and details to copy. Never a code alone. */
export function ErrorState({ error, onRetry, retrying, title, compact }: ErrorStateProps) {
  const { code, message } = asCallError(error);
  const offline = isUnreachable(error);
  const Icon = offline ? IconDatabaseOff : IconExclamationCircle;
  const copy = async () => {
    const details = `${code} · ${message} · ${new Date().toISOString()}`;
    if (await copyText(details)) toast.done("Details copied");
  };
  return (
    <div className={classes.error} data-compact={compact || undefined} role="alert">
      <span className={classes.tile}>
        <Icon size={20} stroke={1.7} aria-hidden />
      </span>
      <div>
        <h2 className={classes.title}>
          {title ?? (offline ? "The database isn’t answering" : "This can’t be shown now")}
        </h2>
        <p className={classes.text}>{message}</p>
        {offline && (
          <p className={classes.text}>
            Everything saved before is safe. Firmkeep keeps trying and comes back by itself.
          </p>
        )}
        <div className={classes.actions}>
          {onRetry && (
            <Button leftSection={<IconRefresh size={16} stroke={1.8} />} loading={retrying} onClick={onRetry}>
              Try again
            </Button>
          )}
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconCopy size={16} stroke={1.7} />}
            onClick={copy}
          >
            Copy details
          </Button>
        </div>
      </div>
    </div>
  );
}
