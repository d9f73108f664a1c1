import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { type RegisterFilter, useMe } from "~/api";
import { EventHistory } from "~/shared/event-history";
import { PageHeader } from "~/shared/page-header";
import { useShortcut } from "~/shared/shortcuts/registry";
import { EmptyState } from "~/shared/states";
import { Timeline } from "./chart/timeline";
import { ExportDialog } from "./export-dialog";
import classes from "./history-screen.module.css";
import { type HistorySearch, isFiltered, rangeWords, readSearch, toFilter } from "./history-search";
import { KeywordFilter } from "./keyword-filter";
import { KindFilter } from "./kind-filter";
import { MoreFilter } from "./more-filter";
import { OutcomeFilter } from "./outcome-filter";
import { PersonFilter } from "./person-filter";
import { RangeFilter } from "./range-filter";
import { RecordChip } from "./record-chip";
import { SavedFilters } from "./saved-filters";
import { useCountWords, useFollowCounts } from "./use-register-facts";
import { useVerify } from "./use-verify";
import { VerifyPanel } from "./verify-panel";
import { VerifyResult } from "./verify-result";

/** The practice's register, for those who may see it. */
export function HistoryScreen() {
  const me = useMe();
  const navigate = useNavigate();
  if (!me.can.see_register && me.support) {
    return (
      <EmptyState title="The history was not opened for you">
        The practice chose what Support may see.
      </EmptyState>
    );
  }
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

  return <Register />;
}

/** The filters stand in the address, so Back and a reload show the same. */
function Register() {
  const me = useMe();
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const search = readSearch(raw);
  const navigate = useNavigate();
  const verify = useVerify();
  const firstFilter = useRef<HTMLButtonElement>(null);
  const words = useRef<HTMLInputElement>(null);
  const [exporting, setExporting] = useState(false);
  const mayExport = me.can.see_register && me.can.export_register;
  useShortcut({ keys: "f", label: "Filter", group: "Lists", run: () => firstFilter.current?.click() });
  useShortcut({ keys: "/", label: "Search", group: "Lists", run: () => words.current?.focus() });
  useShortcut({
    keys: "mod+e",
    label: "Export",
    group: "Lists",
    run: () => setExporting(true),
    disabled: !mayExport,
  });
  useFollowCounts();

  // "Find anything" comes here to check the register: once, not again on the way back.
  const wanted = raw.check === true && me.can.verify_register;
  const { start } = verify;
  useEffect(() => {
    if (!wanted) return;
    void navigate({ to: ".", search: {} as never, replace: true });
    void start();
  }, [wanted, navigate, start]);

  const wantsExport = raw.export === true && mayExport;
  useEffect(() => {
    if (!wantsExport) return;
    void navigate({ to: ".", search: {} as never, replace: true });
    setExporting(true);
  }, [wantsExport, navigate]);

  const change = (part: HistorySearch) =>
    void navigate({ to: ".", search: readSearch({ ...search, ...part }) as never, replace: true });
  const apply = (next: HistorySearch) =>
    void navigate({ to: ".", search: readSearch(next) as never, replace: true });
  const clear = () => void navigate({ to: ".", search: {} as never, replace: true });

  // Made new only when a filter or the day changes: "last 7 days" must not ask again on every render.
  const filter = toFilter(search, me.time_zone, Date.now() * 1000);
  const key = JSON.stringify(filter);
  const shown = useMemo(() => JSON.parse(key) as RegisterFilter, [key]);
  const source = useMemo(() => ({ operation: "register.list" as const, input: shown }), [shown]);

  const countWords = useCountWords(shown);

  return (
    <div className={classes.screen}>
      <PageHeader
        title="History"
        subtitle="Every sign-in and security change across the practice. Nothing here can be edited or removed."
        actions={
          <>
            <VerifyPanel
              last={verify.last}
              running={verify.running}
              onStart={me.can.verify_register ? () => void verify.start() : null}
              onCancel={verify.cancel}
            />
            {mayExport && (
              <Button
                variant="default"
                leftSection={<IconDownload size={16} stroke={1.7} aria-hidden />}
                onClick={() => setExporting(true)}
              >
                Export…
              </Button>
            )}
          </>
        }
      />
      <VerifyResult
        verdict={verify.running ? null : (verify.last?.verdict ?? null)}
        problem={verify.problem}
        onRetry={() => void verify.start()}
      />
      <Timeline search={search} filter={shown} onZoom={change} />
      <section className={classes.toolbar} aria-label="Filters">
        <KeywordFilter ref={words} value={search.q ?? ""} onChange={(q) => change({ q })} />
        <PersonFilter value={search.person} onChange={(person) => change({ person })} chip={firstFilter} />
        <KindFilter value={search.kinds ?? []} onChange={(kinds) => change({ kinds })} />
        <OutcomeFilter value={search.outcome} onChange={(outcome) => change({ outcome })} />
        <RangeFilter search={search} onChange={change} />
        {search.record && <RecordChip record={search.record} onClear={() => change({ record: undefined })} />}
        <MoreFilter search={search} onChange={change} />
        <SavedFilters search={search} onApply={apply} />
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
        total={countWords}
        onVerify={me.can.verify_register ? () => void verify.start() : undefined}
        verifying={verify.running !== null}
        footer={[
          { keys: ["F"], label: "Filter" },
          ...(mayExport ? [{ keys: ["Ctrl", "E"], label: "Export" }] : []),
        ]}
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
                ? `Nothing in “${rangeWords(search, me)}” fits the other filters. Try a longer time.`
                : "Nothing in the register fits these filters."}
            </EmptyState>
          ) : undefined
        }
      />
      {exporting && (
        <ExportDialog
          filter={shown}
          countWords={countWords}
          filtered={isFiltered(search)}
          onClose={() => setExporting(false)}
        />
      )}
    </div>
  );
}
