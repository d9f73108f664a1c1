import { Button, Drawer } from "@mantine/core";
import { IconArrowsDiff, IconHistory } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { type EventRow, type UserRef, useMe } from "~/api";
import { isSupport } from "./avatar";
import { EventChanges } from "./event-changes";
import classes from "./event-drawer.module.css";
import { EventSeal } from "./event-seal";
import { EventTile } from "./event-tile";
import { actorWords, deviceWords, OUTCOME_WORDS } from "./event-words";
import { formatClock, formatDate, formatFull } from "./time/format";

const EventRevisions = lazy(() =>
  import("./event-revisions").then((all) => ({ default: all.EventRevisions })),
);

export type EventDrawerProps = {
  /** The event to show; null closes. */
  row: EventRow | null;
  onClose: () => void;
  /** Starts a check of the whole register, for those who may. */
  onVerify?: () => void;
  verifying?: boolean;
  /** The user whose page this already is: no button to open it again. */
  subject?: string | null;
};

/** Everything the register knows about one event. */
export function EventDrawer({ row, onClose, onVerify, verifying, subject }: EventDrawerProps) {
  // What was shown stays in the drawer while it closes.
  const [last, setLast] = useState(row);
  useEffect(() => {
    if (row) setLast(row);
  }, [row]);
  const shown = row ?? last;
  return (
    <Drawer
      opened={row !== null}
      onClose={onClose}
      position="right"
      size="27.5rem"
      title={shown && <Title row={shown} />}
      closeButtonProps={{ "aria-label": "Close" }}
      classNames={{ header: classes.drawerHead, body: classes.drawerBody }}
    >
      {shown && (
        <Content
          row={shown}
          onClose={onClose}
          onVerify={onVerify}
          verifying={verifying}
          subject={subject ?? null}
        />
      )}
    </Drawer>
  );
}

function Title({ row }: { row: EventRow }) {
  const me = useMe();
  return (
    <span className={classes.title}>
      <EventTile row={row} large />
      <span>
        <span className={classes.sentence}>{row.sentence.replace(/\.$/, "")}</span>
        <span className={`${classes.when} ${classes.quiet}`}>
          {formatDate(row.time, me)}, {formatClock(row.time, me, true)}
        </span>
      </span>
    </span>
  );
}

function peopleOf(row: EventRow, subject: string | null): UserRef[] {
  const people: UserRef[] = [];
  const target = row.target;
  if (target?.kind === "user" && target.id) people.push({ id: target.id, name: target.name });
  if (row.actor && row.actor.id !== target?.id) people.push(row.actor);
  // The Support user has no screen of its own.
  return people.filter((person) => person.id !== subject && !isSupport(person.name));
}

function Content({ row, onClose, onVerify, verifying, subject }: EventDrawerProps & { row: EventRow }) {
  const me = useMe();
  const navigate = useNavigate();
  const [comparing, setComparing] = useState(false);
  const target = row.target;
  const about = target?.id && target.name ? { id: target.id, name: target.name } : null;
  const [here, utc] = formatFull(row.time, me).replace(/\)$/, "").split(" (");
  return (
    <div className={classes.content} tabIndex={-1} data-autofocus>
      <div className={classes.buttons}>
        {peopleOf(row, subject ?? null).map((person) => (
          <Button
            key={person.id}
            variant="default"
            onClick={() => {
              onClose();
              void navigate({ to: `/users/${person.id}` });
            }}
          >
            Open {person.name}
          </Button>
        ))}
        {about && me.can.see_register && (
          <Button
            variant="subtle"
            leftSection={<IconHistory size={16} stroke={1.7} aria-hidden />}
            onClick={() => {
              onClose();
              void navigate({ to: "/history", search: { record: about.id } as never });
            }}
          >
            All about {about.name}
          </Button>
        )}
      </div>
      <dl className={classes.facts}>
        <Fact term="Event">{row.title}</Fact>
        <Fact term="Outcome">{OUTCOME_WORDS[row.outcome]}</Fact>
        <Fact term="Who" beneath={row.actor ? row.actor_email : undefined}>
          {actorWords(row)}
        </Fact>
        {row.target?.name && <Fact term="About">{row.target.name}</Fact>}
        {row.reason && <Fact term="Why">{row.reason}</Fact>}
        {row.note && <Fact term="Details">{row.note}</Fact>}
        <Fact term="When" beneath={utc}>
          {here}
        </Fact>
        <Fact term="Device" beneath={row.operating_system}>
          {deviceWords(row)}
        </Fact>
        <Fact term="Firmkeep">{row.app_version || "–"}</Fact>
        <Fact term="IP address">
          <span className={classes.mono}>{row.ip || "–"}</span>
        </Fact>
        {row.server_ip && (
          <Fact term="Seen by database">
            <span className={classes.mono}>{row.server_ip}</span>
          </Fact>
        )}
      </dl>
      {row.changes.length > 0 && <EventChanges changes={row.changes} />}
      {about && row.revision !== null && (
        <Button
          size="xs"
          variant="default"
          className={classes.compare}
          leftSection={<IconArrowsDiff size={15} stroke={1.7} aria-hidden />}
          onClick={() => setComparing(true)}
        >
          Compare with other versions…
        </Button>
      )}
      {comparing && about && (
        <Suspense fallback={null}>
          <EventRevisions record={about} revision={row.revision} onClose={() => setComparing(false)} />
        </Suspense>
      )}
      <EventSeal row={row} onVerify={onVerify} verifying={verifying} />
    </div>
  );
}

function Fact({ term, beneath, children }: { term: string; beneath?: string; children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        {children}
        {beneath && <span className={classes.quiet}>{beneath}</span>}
      </dd>
    </>
  );
}
