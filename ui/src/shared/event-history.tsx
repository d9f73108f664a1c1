import type { ReactNode } from "react";
import { useCallback, useRef, useState } from "react";
import type { EventRow, UserId } from "~/api";
import { EventDrawer } from "./event-drawer";
import { EventList } from "./event-list";
import { type EventSource, useEventPages } from "./event-pages";
import { Footer, type Hint } from "./footer";
import { EmptyState, ErrorState } from "./states";

export type EventHistoryProps = {
  source: EventSource;
  label: string;
  who?: boolean;
  subject?: UserId | null;
  empty?: ReactNode;
  onVerify?: () => void;
  verifying?: boolean;
  /** Ends with the bar that says how many there are and which keys work; these hints come first. */
  footer?: Hint[];
  /** How many there are in all, where that is known: "418 events". */
  total?: string;
};

/** The keys that work in a list of events, for the footer of its screen. */
export const EVENT_HINTS: Hint[] = [
  { keys: ["↑", "↓"], label: "Move" },
  { keys: ["Enter"], label: "Event details" },
];

export function countWords(shown: number, more: boolean): string {
  const number = shown.toLocaleString("en-AU");
  if (more) return `The newest ${number} events, older ones as you scroll`;
  return shown === 1 ? "1 event" : `${number} events, newest first`;
}

/**
 * A part of the register with everything it needs: reading page by page, new events as they happen, details, and
 * what to show when there is nothing or nothing answers.
 * `<EventHistory source={{ operation: "register.of_user", input: { user } }} subject={user} label="History of …" />`
 */
export function EventHistory(props: EventHistoryProps) {
  const { source, label, who, subject, onVerify } = props;
  const pages = useEventPages(source);
  const [open, setOpen] = useState<EventRow | null>(null);
  const latest = useRef(pages.onMore);
  latest.current = pages.onMore;
  const onMore = useCallback(() => latest.current(), []);
  return (
    <>
      <EventList
        label={label}
        rows={pages.rows}
        state={pages.state}
        more={pages.more}
        loadingMore={pages.loadingMore}
        moreFailed={pages.moreFailed}
        onMore={onMore}
        open={open?.seq ?? null}
        onOpen={setOpen}
        who={who}
        subject={subject}
        empty={
          props.empty ?? (
            <EmptyState sketch title="Nothing has happened yet">
              Sign-ins and changes appear here as they happen.
            </EmptyState>
          )
        }
        failure={
          <ErrorState
            compact
            error={pages.error}
            title="The history can’t be shown now"
            onRetry={pages.retry}
          />
        }
      />
      {props.footer && (
        <Footer hints={[...EVENT_HINTS, ...props.footer]}>
          <span role="status">
            {pages.state === "ready" &&
              (props.total ? `${props.total}, newest first` : countWords(pages.rows.length, pages.more))}
          </span>
        </Footer>
      )}
      <EventDrawer
        row={open}
        onClose={() => setOpen(null)}
        onVerify={onVerify}
        verifying={props.verifying}
        subject={subject}
      />
    </>
  );
}
