import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconClock, IconHeadset, IconHistory } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import {
  asCallError,
  call,
  type SupportActivated,
  type SupportCan,
  type SupportGrant,
  type SupportSummary,
  useMe,
} from "~/api";
import { formatClock, formatMoment, Note, TimeText, toast } from "~/shared";
import { capital, notScopeWords, scopeWords } from "~/shared/support/scopes";
import { countdown } from "~/shared/support/time-left";
import classes from "./support-panel.module.css";

type Props = {
  grant: SupportGrant;
  can: SupportCan;
  left: number;
  onCode: (made: SupportActivated) => void;
  onEnded: (summary: SupportSummary) => void;
};

const LONGER = [1, 4, 24] as const;

/** Who is let in, for what, how much time is left, and the button that ends it. */
export function SupportActive({ grant, can, left, onCode, onEnded }: Props) {
  const me = useMe();
  const [working, setWorking] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const by = grant.by.id === me.id ? "you" : grant.by.name;
  const ends = formatMoment(grant.ends, me);

  const run = async (what: string, act: () => Promise<void>) => {
    setWorking(what);
    setProblem(null);
    try {
      await act();
    } catch (reason) {
      const error = asCallError(reason);
      if (error.code !== "session.proof_needed") setProblem(error.message);
    } finally {
      setWorking(null);
    }
  };
  const prolong = (hours: number) =>
    run("prolong", async () => {
      const longer = await call("support.prolong", { grant: grant.id, hours });
      toast.done("Support access is longer", `It now ends ${lower(formatMoment(longer.ends, me))}.`);
    });
  const newCode = () => run("code", async () => onCode(await call("support.new_code", { grant: grant.id })));
  const deactivate = () =>
    run("end", async () => onEnded(await call("support.deactivate", { grant: grant.id })));

  return (
    <section className={classes.card} data-active aria-labelledby="support-active">
      <div className={classes.top}>
        <div className={classes.heading}>
          <span className={classes.tile} data-on>
            <IconHeadset size={20} stroke={1.7} aria-hidden />
          </span>
          <div>
            <h2 className={classes.title} id="support-active">
              Support user is active
            </h2>
            <p className={classes.quiet}>
              Turned on by {by}, <TimeText time={grant.started} lower />
            </p>
          </div>
        </div>
        <div className={classes.clock}>
          <Ring part={left / Math.max(1, (grant.ends - grant.started) / 1_000_000)} />
          <div className={classes.clockWords}>
            <p className={classes.time} role="timer" aria-label="Time left">
              {countdown(left)}
            </p>
            <p className={classes.quiet}>
              left of {grant.hours === 1 ? "1 hour" : `${grant.hours} hours`}, ends{" "}
              {ends.startsWith("Today") ? formatClock(grant.ends, me) : lower(ends)}
            </p>
            {can.prolong && (
              <Menu position="bottom-start" withInitialFocusPlaceholder={false}>
                <Menu.Target>
                  <Button
                    size="xs"
                    variant="default"
                    className={classes.prolong}
                    loading={working === "prolong"}
                    rightSection={<IconChevronDown size={14} stroke={1.9} aria-hidden />}
                  >
                    Prolong
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Label>At most 72 hours in all</Menu.Label>
                  {LONGER.map((hours) => (
                    <Menu.Item
                      key={hours}
                      disabled={grant.ends >= grant.most_ends}
                      onClick={() => void prolong(hours)}
                    >
                      By {hours === 1 ? "1 hour" : `${hours} hours`}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            )}
          </div>
        </div>
      </div>
      <div className={classes.rest}>
        <dl className={classes.facts}>
          <dt>They can</dt>
          <dd>{capital(scopeWords(grant.may))}</dd>
          <dt>They can’t</dt>
          <dd>{capital(notScopeWords(grant.may))}</dd>
          {grant.why && (
            <>
              <dt>Why</dt>
              <dd>{grant.why}</dd>
            </>
          )}
          <dt>Signed in</dt>
          <dd>
            {grant.signed_in === null ? (
              "Not yet"
            ) : (
              <>
                <TimeText time={grant.signed_in} />, {grant.person}
                {grant.case_number && `, case ${grant.case_number}`}
                {!grant.in_now && " (signed out)"}
              </>
            )}
          </dd>
        </dl>
        {problem && (
          <Note tone="problem" live>
            {problem}
          </Note>
        )}
        <div className={classes.buttons}>
          {can.deactivate && (
            <Button color="red" loading={working === "end"} onClick={() => void deactivate()}>
              Deactivate Support User
            </Button>
          )}
          {me.can.see_register && (
            <Link to="/history" search={{ record: grant.id } as never} className={classes.link}>
              <IconHistory size={16} stroke={1.7} aria-hidden />
              {grant.events === 1 ? "1 event" : `${grant.events} events`}
            </Link>
          )}
          {can.prolong && !grant.in_now && (
            <Button
              size="xs"
              variant="subtle"
              className={classes.more}
              loading={working === "code"}
              onClick={() => void newCode()}
            >
              Make a new access code
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}

const lower = (words: string) => words.replace(/^(Today|Tomorrow|Yesterday)/, (word) => word.toLowerCase());

const AROUND = 2 * Math.PI * 39;

function Ring({ part }: { part: number }) {
  return (
    <span className={classes.ring} aria-hidden>
      <svg viewBox="0 0 86 86" width="100%" height="100%" aria-hidden="true">
        <circle cx="43" cy="43" r="39" fill="none" strokeWidth="8" className={classes.track} />
        <circle
          cx="43"
          cy="43"
          r="39"
          fill="none"
          strokeWidth="8"
          strokeLinecap="round"
          strokeDasharray={`${Math.max(0, Math.min(1, part)) * AROUND} ${AROUND}`}
          transform="rotate(-90 43 43)"
          className={classes.arc}
        />
      </svg>
      <IconClock size={22} stroke={1.7} />
    </span>
  );
}
