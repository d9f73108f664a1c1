import { Skeleton } from "@mantine/core";
import { type HealthCheck, type HealthState, useCall } from "~/api";
import { DoubleRule, EmptyState, ErrorState, Footer } from "~/shared";
import type { TabFrame } from "../security-screen";
import { HealthCard } from "./health-card";
import classes from "./health-tab.module.css";

const ORDER: HealthState[] = ["problem", "care", "good"];

const sorted = (checks: HealthCheck[]) =>
  [...checks].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));

/** What needs looking after, most urgent first, each with its evidence and one button that mends it. */
export function HealthTab({ head, show }: TabFrame) {
  const { data, error, isFetching, isPending, refetch } = useCall("security.health", {});
  const good = data?.filter((check) => check.state === "good").length ?? 0;
  const all = data !== undefined && data.length > 0 && good === data.length;
  return (
    <>
      {head()}
      <div className={classes.panel} id="security-panel" role="tabpanel" aria-label="Health">
        {error && !data && (
          <ErrorState
            error={error}
            title="The checks can’t be made now"
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        )}
        {isPending && (
          <div className={classes.cards} role="status" aria-label="Making the checks">
            {[1, 2, 3, 4, 5, 6].map((card) => (
              <Skeleton key={card} height="7rem" radius="lg" />
            ))}
          </div>
        )}
        {data?.length === 0 && (
          <EmptyState title="Nothing to check">Nothing here can be looked at yet.</EmptyState>
        )}
        {data && data.length > 0 && (
          <>
            <p className={classes.sum} role="status">
              <strong>{all ? "Everything is in order" : `${data.length - good} to look after`}</strong>
              <span className={classes.quiet}>
                {good} of {data.length} checks are good
              </span>
              {all && <DoubleRule />}
            </p>
            <ul className={classes.cards}>
              {sorted(data).map((check) => (
                <HealthCard key={check.code} check={check} onTab={show} />
              ))}
            </ul>
          </>
        )}
      </div>
      <Footer hints={[{ keys: ["Alt", "1–3"], label: "Switch tab" }]}>
        Worked out on this computer from what the practice has stored
      </Footer>
    </>
  );
}
