import { Button } from "@mantine/core";
import { IconHeadset } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { call, useMe } from "~/api";
import { formatClock, formatMoment, toast, useAppActions } from "~/shared";
import { scopeWords } from "~/shared/support/scopes";
import { leftWords, spokenLeft } from "~/shared/support/time-left";
import { useSupport } from "~/shared/support/use-support";
import classes from "./support-banner.module.css";

/** Across every window while Support is let in. It can't be dismissed, only ended by those who may. */
export function SupportBanner() {
  const me = useMe();
  const { status, left } = useSupport();
  const navigate = useNavigate();
  const { signOut } = useAppActions();
  const [working, setWorking] = useState(false);
  const grant = status?.active;
  if (!grant) return null;
  const today = formatMoment(grant.ends, me).startsWith("Today");
  const until = today ? formatClock(grant.ends, me) : lowered(formatMoment(grant.ends, me));

  const end = async () => {
    setWorking(true);
    try {
      await call("support.deactivate", { grant: grant.id });
      toast.done("Support access is off", "Everything Support did is in the history.", [
        {
          label: "What Support did",
          onClick: () => void navigate({ to: "/security", search: { grant: grant.id } as never }),
        },
      ]);
    } catch (reason) {
      toast.problem("Support access could not be ended", reason);
    } finally {
      setWorking(false);
    }
  };

  return (
    <section className={classes.banner} aria-label="Support access">
      <IconHeadset size={18} stroke={1.8} aria-hidden className={classes.icon} />
      <p className={classes.words}>
        {me.support ? (
          <>
            <strong>
              You are Firmkeep Support{grant.person && `: ${grant.person}`}
              {grant.case_number && `, case ${grant.case_number}`}.
            </strong>{" "}
            You can {scopeWords(me.support)}, until {until}. Everything you look at is recorded.
          </>
        ) : (
          <>
            <strong>Support access is on until {until}.</strong> They can {scopeWords(grant.may)}. Let in by{" "}
            {grant.by.id === me.id ? "you" : grant.by.name}
            {grant.in_now && grant.person && `, ${grant.person} is signed in`}.
          </>
        )}
      </p>
      <span className={classes.left}>{leftWords(left)}</span>
      {!me.support && me.can.see_security_settings && (
        <Link to="/security" className={classes.link}>
          Details
        </Link>
      )}
      {status.can.deactivate && (
        <Button size="xs" className={classes.end} loading={working} onClick={() => void end()}>
          Deactivate
        </Button>
      )}
      {me.support && (
        <Button size="xs" className={classes.end} onClick={signOut}>
          Sign out
        </Button>
      )}
      <span className="fk-visually-hidden" role="status">
        {spokenLeft(left)}
      </span>
    </section>
  );
}

const lowered = (words: string) => words.replace(/^(Tomorrow|Yesterday)/, (word) => word.toLowerCase());
