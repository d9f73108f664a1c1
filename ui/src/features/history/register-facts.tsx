import { ActionIcon, Popover } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import type { RegisterStatus } from "~/api";
import { TimeText } from "~/shared/time/time-text";
import classes from "./verify-panel.module.css";

const count = (value: number) => value.toLocaleString("en-AU");

/** How the register stands: how long it is, who checked it last, and the last signed checkpoint. */
export function RegisterFacts({ status }: { status: RegisterStatus }) {
  return (
    <Popover position="bottom-end" width="20rem" withArrow trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon size={26} aria-label="How the register stands">
          <IconInfoCircle size={16} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="How the register stands">
        <dl className={classes.facts} tabIndex={0} data-autofocus>
          <dt>Entries</dt>
          <dd>{count(status.events)}</dd>
          <dt>Last checked</dt>
          <dd>
            {status.last_verified === null ? (
              "Never"
            ) : (
              <>
                <TimeText time={status.last_verified} />
                {status.last_verified_by && `, by ${status.last_verified_by}`}
              </>
            )}
          </dd>
          <dt>Checkpoint</dt>
          <dd>
            {status.checkpoint_seq === null ? (
              "None yet"
            ) : (
              <>
                At entry {count(status.checkpoint_seq)}
                {status.checkpoint_time !== null && (
                  <>
                    , <TimeText time={status.checkpoint_time} lower />
                  </>
                )}
              </>
            )}
          </dd>
          {status.archived_before !== null && (
            <>
              <dt>In files</dt>
              <dd>
                Entries before <TimeText time={status.archived_before} as="date" />
              </dd>
            </>
          )}
        </dl>
        <p className={classes.about}>
          A checkpoint is signed and also kept outside the database, so that cutting off the end or putting
          back an older copy is found.
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}
