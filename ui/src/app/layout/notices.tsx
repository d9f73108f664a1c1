import { Button, Drawer } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { call, useCall } from "~/api";
import { EmptyState, ErrorState, TableSkeleton, TimeText } from "~/shared";
import classes from "./notices.module.css";

/** What Firmkeep has to tell a person about their own access. Closing the panel marks it as seen. */
export function NoticesPanel({ opened, onClose: close }: { opened: boolean; onClose: () => void }) {
  // While it is open, what is new stands out.
  const onClose = () => {
    void call("notices.seen", {}, { background: true }).catch(() => {});
    close();
  };
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="left"
      size="25rem"
      title="Notices"
      closeButtonProps={{ "aria-label": "Close" }}
      classNames={{ title: classes.heading, body: classes.body }}
    >
      <div className={classes.start} tabIndex={-1} data-autofocus>
        <List onClose={onClose} />
      </div>
    </Drawer>
  );
}

function List({ onClose }: { onClose: () => void }) {
  const { data, error, isFetching, isPending, refetch } = useCall("notices.list", {}, { staleTime: 0 });
  if (error && !data)
    return (
      <ErrorState
        compact
        error={error}
        title="Your notices can’t be shown now"
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  if (isPending) return <TableSkeleton columns="1fr" rows={5} label="Reading your notices" />;
  if (data.rows.length === 0)
    return (
      <EmptyState
        title="Nothing to tell you"
        actions={
          <Button variant="default" onClick={onClose} data-autofocus>
            Close
          </Button>
        }
      >
        When someone resets your MFA, ends a session of yours or changes your access, it stands here.
      </EmptyState>
    );
  return (
    <ul className={classes.list}>
      {data.rows.map((row) => (
        <li key={row.id} className={classes.row} data-unread={row.unread || undefined}>
          <span className={classes.tile}>
            <IconBell size={16} stroke={1.7} aria-hidden />
          </span>
          <div className={classes.words}>
            <strong className={classes.title}>
              {row.title}
              {row.unread && <span className={classes.fresh}>New</span>}
            </strong>
            {row.text && <p className={classes.text}>{row.text}</p>}
            <span className={classes.when}>
              <TimeText time={row.time} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
