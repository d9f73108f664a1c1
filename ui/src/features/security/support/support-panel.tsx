import { Skeleton } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { SupportActivated, SupportGrant, SupportSummary } from "~/api";
import { ErrorState } from "~/shared";
import { useSupport } from "~/shared/support/use-support";
import { ActivateDialog } from "./activate-dialog";
import { CodeDialog } from "./code-dialog";
import { EarlierGrants } from "./earlier-grants";
import { SummaryDialog } from "./summary-dialog";
import { SupportActive } from "./support-active";
import { SupportOff } from "./support-off";
import classes from "./support-panel.module.css";
import { useSupportError } from "./use-support-error";

/** The Support user: off, or let in by whom, for what, how long, and how to end it; and what was before. */
export function SupportPanel() {
  const { status, left } = useSupport();
  const { error, refetch } = useSupportError();
  const navigate = useNavigate();
  const raw = useSearch({ strict: false }) as { grant?: unknown; activate?: unknown };
  const [activating, setActivating] = useState(false);
  const [code, setCode] = useState<SupportActivated | null>(null);
  const [ended, setEnded] = useState<SupportSummary | null>(null);
  // "Find anything" comes here to let Support in: once, not again on the way back.
  const wanted = raw.activate === true && status?.can.activate === true;
  useEffect(() => {
    if (!wanted) return;
    setActivating(true);
    void navigate({ to: "/security", search: {} as never, replace: true });
  }, [wanted, navigate]);
  const asked = typeof raw.grant === "string" ? raw.grant : null;
  const show = (grant: SupportGrant | null) => {
    setEnded(null);
    void navigate({ to: "/security", search: (grant ? { grant: grant.id } : {}) as never, replace: true });
  };

  return (
    <aside className={classes.panel} aria-label="Support user">
      {!status && error && (
        <ErrorState compact error={error} title="Support access can’t be shown" onRetry={refetch} />
      )}
      {!status && !error && <Skeleton height="18rem" radius="lg" />}
      {status &&
        (status.active ? (
          <SupportActive
            grant={status.active}
            can={status.can}
            left={left}
            onCode={setCode}
            onEnded={setEnded}
          />
        ) : (
          <SupportOff mayActivate={status.can.activate} onActivate={() => setActivating(true)} />
        ))}
      <EarlierGrants onShow={show} />
      {activating && (
        <ActivateDialog
          onClose={() => setActivating(false)}
          onActivated={(made) => {
            setActivating(false);
            setCode(made);
          }}
        />
      )}
      {code && <CodeDialog made={code} onClose={() => setCode(null)} />}
      {(ended || asked) && (
        <SummaryDialog grant={ended?.grant.id ?? asked ?? ""} known={ended} onClose={() => show(null)} />
      )}
    </aside>
  );
}
