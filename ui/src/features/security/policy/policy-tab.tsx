import { Button, Modal, Skeleton } from "@mantine/core";
import { IconShieldDown } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { type PolicyItem, type PolicyView, useCall } from "~/api";
import {
  ErrorState,
  Footer,
  FormSection,
  Note,
  SaveBar,
  TimeText,
  UnsavedGuard,
  useShortcut,
  Wide,
} from "~/shared";
import type { TabFrame } from "../security-screen";
import { PolicyRow } from "./policy-row";
import classes from "./policy-tab.module.css";
import { type PolicyFormState, type PolicyName, usePolicyForm } from "./use-policy-form";

const SECTIONS: { title: string; names: PolicyName[]; about: (view: PolicyView) => string }[] = [
  {
    title: "MFA",
    names: ["mfa_required", "remember_hours"],
    about: (view) => `${view.with_mfa} of ${view.people} people who sign in have it on.`,
  },
  {
    title: "Passwords",
    names: ["password_least", "password_remembered"],
    about: () => "Long passwords beat complicated ones, so we don’t ask for symbols.",
  },
  {
    title: "Signing in",
    names: ["block_after", "idle_minutes", "session_hours", "invite_days"],
    about: () => "When to block someone, when to lock the screen and when to sign them out.",
  },
  {
    title: "History",
    names: ["keep_months"],
    about: () => "Older events may be moved to a sealed file. None is ever simply deleted.",
  },
];

export function PolicyTab(frame: TabFrame) {
  const policy = useCall("security.policy", {});
  if (policy.data) return <Form {...frame} stored={policy.data} />;
  return (
    <>
      {frame.head()}
      {policy.error ? (
        <ErrorState
          error={policy.error}
          title="The policy can’t be shown now"
          onRetry={() => void policy.refetch()}
          retrying={policy.isFetching}
        />
      ) : (
        <div className={classes.loading} role="status" aria-label="Loading the policy">
          {[1, 2, 3].map((row) => (
            <Skeleton key={row} height="7rem" radius="lg" />
          ))}
        </div>
      )}
    </>
  );
}

function Form({ stored, head }: TabFrame & { stored: PolicyView }) {
  const state = usePolicyForm(stored);
  const navigate = useNavigate();
  const editable = stored.can_edit;
  const panel = useRef<HTMLDivElement>(null);
  useShortcut({
    keys: "mod+s",
    label: "Save",
    group: "Editing",
    run: () => void state.save(),
    disabled: !editable,
  });
  const refused = Object.keys(state.errors)[0];
  useEffect(() => {
    if (refused) panel.current?.querySelector<HTMLElement>(`[data-field="${refused}"] input`)?.focus();
  }, [refused]);
  const cancel = () => (state.dirty ? state.reset() : void navigate({ to: "/security" }));

  return (
    <>
      {head({
        unsaved: state.dirty,
        actions: editable && (
          <SaveBar
            changes={state.changed.length}
            saving={state.saving}
            onCancel={cancel}
            onSave={() => void state.save()}
          />
        ),
      })}
      <div className={classes.panel} id="security-panel" role="tabpanel" aria-label="Policy" ref={panel}>
        {state.problem && (
          <div className={classes.note}>
            <Note tone="problem" live title="The policy was not saved">
              {state.problem}
            </Note>
          </div>
        )}
        {!editable && (
          <div className={classes.note}>
            <Note>You can look at the policy, but not change it.</Note>
          </div>
        )}
        {SECTIONS.map((section) => (
          <Section key={section.title} section={section} state={state} editable={editable} />
        ))}
      </div>
      <Footer
        hints={[
          ...(editable ? [{ keys: ["Ctrl", "S"], label: "Save" }] : []),
          { keys: ["Alt", "1–3"], label: "Switch tab" },
        ]}
      >
        {state.base.changed === null ? (
          "As Firmkeep came"
        ) : (
          <>
            Last changed <TimeText time={state.base.changed} lower /> by {state.base.changed_by}
          </>
        )}
      </Footer>
      {state.weaker && <WeakerDialog state={state} sentences={state.weaker} />}
      <UnsavedGuard dirty={state.dirty} onSave={state.save} what="Your changes to the policy" />
    </>
  );
}

type SectionProps = { section: (typeof SECTIONS)[number]; state: PolicyFormState; editable: boolean };

function Section({ section, state, editable }: SectionProps) {
  const items = section.names.flatMap((name): PolicyItem[] =>
    state.base.items.filter((item) => item.name === name),
  );
  if (items.length === 0) return null;
  return (
    <FormSection title={section.title} description={section.about(state.base)} columns={1}>
      <Wide>
        <div className={classes.card}>
          {items.map((item) => (
            <PolicyRow key={item.name} item={item} state={state} disabled={!editable} />
          ))}
        </div>
      </Wide>
    </FormSection>
  );
}

/** Before anything gets weaker, what does is said, and it takes a second decision. */
function WeakerDialog({ state, sentences }: { state: PolicyFormState; sentences: string[] }) {
  return (
    <Modal
      opened
      onClose={state.keepEditing}
      size="35rem"
      title="This makes the practice easier to get into"
      closeOnEscape={!state.saving}
    >
      <div className={classes.weaker}>
        <ul className={classes.sentences}>
          {sentences.map((sentence) => (
            <li key={sentence}>
              <IconShieldDown size={18} stroke={1.7} aria-hidden />
              {sentence}
            </li>
          ))}
        </ul>
        <p className={classes.quiet}>
          You confirm that it’s you, and the history keeps who changed what. You can take it back at any time.
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={state.keepEditing} disabled={state.saving} data-autofocus>
            Keep editing
          </Button>
          <Button color="red" loading={state.saving} onClick={() => void state.store()}>
            Save all the same
          </Button>
        </div>
      </div>
    </Modal>
  );
}
