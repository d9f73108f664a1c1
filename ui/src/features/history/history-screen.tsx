import { Button } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { useMe } from "~/api";
import { EventHistory } from "~/shared/event-history";
import { PageHeader } from "~/shared/page-header";
import { useShortcut } from "~/shared/shortcuts/registry";
import { EmptyState } from "~/shared/states";
import classes from "./history-screen.module.css";
import { type HistorySearch, isFiltered, rangeWords, readSearch, toFilter } from "./history-search";
import { KindFilter } from "./kind-filter";
import { OutcomeFilter } from "./outcome-filter";
import { PersonFilter } from "./person-filter";
import { RangeFilter } from "./range-filter";
import { useVerify } from "./use-verify";
import { VerifyPanel } from "./verify-panel";
import { VerifyResult } from "./verify-result";

/** The practice's register. The filters stand in the address, so Back and a reload show the same. */
export function HistoryScreen() {
  const me = useMe();
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const search = readSearch(raw);
  const navigate = useNavigate();
  const verify = useVerify();
  const firstFilter = useRef<HTMLButtonElement>(null);
  useShortcut({ keys: "f", label: "Filter", group: "Lists", run: () => firstFilter.current?.click() });

  // "Find anything" comes here to check the register: once, not again on the way back.
  const wanted = raw.check === true && me.can.verify_register;
  const { start } = verify;
  useEffect(() => {
    if (!wanted) return;
    void navigate({ to: ".", search: {} as never, replace: true });
    void start();
  }, [wanted, navigate, start]);

  const change = (part: HistorySearch) =>
    void navigate({ to: ".", search: readSearch({ ...search, ...part }) as never, replace: true });
  const clear = () => void navigate({ to: ".", search: {} as never, replace: true });

  // Made new only when a filter or the day changes: "last 7 days" must not ask again on every render.
  const filter = toFilter(search, me.time_zone, Date.now() * 1000);
  const key = JSON.stringify(filter);
  const source = useMemo(() => ({ operation: "register.list" as const, input: JSON.parse(key) }), [key]);

  if (!me.can.see_register) {
    return (
      <EmptyState
        title="The practice’s history is for practice admins"
        actions={<Button onClick={() => void navigate({ to: "/my-history" })}>See my own history</Button>}
      >
        Ask a practice admin if you need to know what happened.
      </EmptyState>
    );
  }

  return (
    <div className={classes.screen}>
      <PageHeader
        title="History"
        subtitle="Every sign-in and security change across the practice. Nothing here can be edited or removed."
        actions={
          me.can.verify_register && (
            <VerifyPanel
              last={verify.last}
              running={verify.running}
              onStart={() => void verify.start()}
              onCancel={verify.cancel}
            />
          )
        }
      />
      <VerifyResult
        verdict={verify.running ? null : (verify.last?.verdict ?? null)}
        problem={verify.problem}
        onRetry={() => void verify.start()}
      />
      <section className={classes.toolbar} aria-label="Filters">
        <PersonFilter value={search.person} onChange={(person) => change({ person })} chip={firstFilter} />
        <KindFilter value={search.kinds ?? []} onChange={(kinds) => change({ kinds })} />
        <OutcomeFilter value={search.outcome} onChange={(outcome) => change({ outcome })} />
        <RangeFilter search={search} onChange={change} />
        {isFiltered(search) && (
          <Button size="xs" variant="subtle" onClick={clear}>
            Clear filters
          </Button>
        )}
      </section>
      <EventHistory
        key={key}
        source={source}
        label="History of the practice"
        who
        onVerify={() => void verify.start()}
        verifying={verify.running !== null}
        footer={[{ keys: ["F"], label: "Filter" }]}
        empty={
          isFiltered(search) ? (
            <EmptyState
              title="No events match"
              actions={
                <Button variant="default" onClick={clear}>
                  Clear filters
                </Button>
              }
            >
              {search.range
                ? `Nothing in “${rangeWords(search, me.date_format)}” fits the other filters. Try a longer time.`
                : "Nothing in the register fits these filters."}
            </EmptyState>
          ) : undefined
        }
      />
    </div>
  );
}
