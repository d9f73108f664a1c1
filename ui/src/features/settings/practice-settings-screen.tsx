import { Skeleton } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { type Practice, useCall, useMe } from "~/api";
import {
  EmptyState,
  ErrorState,
  Footer,
  Note,
  PageHeader,
  SaveBar,
  UnsavedGuard,
  useShortcut,
} from "~/shared";
import { AdminsNote } from "./admins-note";
import { ConflictDialog } from "./conflict-dialog";
import classes from "./practice-settings-screen.module.css";
import { SettingsSections } from "./settings-sections";
import { useOpenList } from "./use-open-list";
import { useSettingsForm } from "./use-settings-form";

const TITLE = {
  title: "Practice settings",
  subtitle: "What everyone in the practice shares. Every change is kept in the history.",
};

export function PracticeSettingsScreen() {
  const me = useMe();
  const practice = useCall("settings.practice", {}, { enabled: me.can.see_practice_settings });
  if (!me.can.see_practice_settings) {
    return (
      <EmptyState title="Practice settings are for practice admins">
        Ask one of them to change something here.
      </EmptyState>
    );
  }
  if (practice.data) return <Form stored={practice.data} editable={me.can.edit_practice_settings} />;
  return (
    <div className={classes.screen}>
      <PageHeader {...TITLE} />
      {practice.error ? (
        <ErrorState
          error={practice.error}
          title="The settings can’t be shown now"
          onRetry={() => void practice.refetch()}
          retrying={practice.isFetching}
        />
      ) : (
        <div className={classes.loading} role="status" aria-label="Loading the settings">
          {[1, 2, 3, 4].map((row) => (
            <Skeleton key={row} height="4.5rem" />
          ))}
        </div>
      )}
    </div>
  );
}

function Form({ stored, editable }: { stored: Practice; editable: boolean }) {
  const state = useSettingsForm(stored);
  const navigate = useNavigate();
  const scroll = useRef<HTMLDivElement>(null);
  const listOpen = useOpenList();
  const leave = () => void navigate({ to: "/users" });
  const [closing, setClosing] = useState(false);
  const saveAndClose = async () => setClosing(await state.save());
  // Only once the form is clean again, or leaving would ask whether to save.
  useEffect(() => {
    if (closing && !state.dirty) void navigate({ to: "/users" });
  }, [closing, state.dirty, navigate]);
  const disabled = !editable;
  useShortcut({ keys: "mod+s", label: "Save", group: "Editing", run: () => void state.save(), disabled });
  useShortcut({
    keys: "mod+enter",
    label: "Save and close",
    group: "Editing",
    run: () => void saveAndClose(),
    disabled,
  });
  // Escape first closes an open list of choices.
  useShortcut({
    keys: "escape",
    label: "Cancel or close",
    group: "Editing",
    run: () => !listOpen.current && leave(),
  });

  // The field that was refused is brought into view and focused, wherever the page is scrolled.
  const refused = Object.keys(state.errors)[0];
  useEffect(() => {
    if (!refused) return;
    scroll.current?.querySelector<HTMLElement>(`[data-field="${refused}"] input`)?.focus();
  }, [refused]);

  return (
    <div className={classes.screen}>
      <PageHeader
        {...TITLE}
        actions={
          editable && (
            <SaveBar
              changes={state.changed.length}
              saving={state.saving}
              onCancel={leave}
              onSave={() => void state.save()}
              onSaveAndClose={() => void saveAndClose()}
            />
          )
        }
      />
      <div className={classes.scroll} ref={scroll}>
        <div className={classes.notes}>
          {state.problem && (
            <Note tone="problem" live title="The settings were not saved">
              {state.problem.message}
            </Note>
          )}
          {!editable && <Note tone="calm">You can look at these settings, but not change them.</Note>}
          <AdminsNote count={state.base.practice_admins} />
        </div>
        <SettingsSections state={state} disabled={disabled} />
      </div>
      <Footer
        hints={
          editable
            ? [
                { keys: ["Ctrl", "S"], label: "Save" },
                { keys: ["Ctrl", "Enter"], label: "Save and close" },
                { keys: ["Esc"], label: "Cancel" },
              ]
            : []
        }
      />
      <ConflictDialog state={state} />
      <UnsavedGuard dirty={state.dirty} onSave={state.save} what="Your changes to the practice’s settings" />
    </div>
  );
}
