import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { type UserDetail, useMe } from "~/api";
import { Footer, Note, SaveBar, Tabs, UnsavedGuard } from "~/shared";
import { EventHistory } from "~/shared/event-history";
import type { UserActionRequest } from "../action-menu-items";
import { rememberedList, useNeighbours } from "../neighbours";
import { UserDialogs } from "../user-dialogs";
import { calledName, FIELDS } from "../user-form";
import { useWhen } from "../user-times";
import { AccessTab } from "./access-tab";
import { ConflictDialog } from "./conflict-dialog";
import { DetailsRead } from "./details-read";
import { DetailsTab } from "./details-tab";
import { SecurityTab } from "./security-tab";
import { useUserForm } from "./use-user-form";
import { useUserKeys } from "./use-user-keys";
import classes from "./user-editor.module.css";
import { UserHeader } from "./user-header";

const TABS = ["details", "access", "security", "history"] as const;
type Tab = (typeof TABS)[number];
const LABELS: Record<Tab, string> = {
  details: "Details",
  access: "Access",
  security: "Security",
  history: "History",
};

export function UserEditor({ user }: { user: UserDetail }) {
  const editor = useUserForm(user);
  const me = useMe();
  const { row } = user;
  const { can } = row;
  const called = calledName(row);
  const when = useWhen();
  const navigate = useNavigate();
  const raw = useSearch({ strict: false }) as { tab?: unknown };
  const tabs = TABS.filter((tab) => tab !== "history" || can.see_history);
  const tab = tabs.find((each) => each === raw.tab) ?? "details";
  const [request, setRequest] = useState<UserActionRequest | null>(null);
  const neighbours = useNeighbours(row.id);
  const panel = useRef<HTMLDivElement>(null);
  const dirty = editor.dirty.length > 0;

  const show = (next: Tab) =>
    void navigate({
      to: "/users/$user",
      params: { user: row.id },
      search: (next === "details" ? {} : { tab: next }) as never,
      replace: true,
    });
  const go = (id: string) =>
    void navigate({ to: "/users/$user", params: { user: id }, search: raw as never });
  const leave = () => void navigate({ to: "/users", search: rememberedList() as never });
  // The guard must have seen the clean form before the screen is left.
  const [leaving, setLeaving] = useState(false);
  const saveAndClose = async () => setLeaving(await editor.save());
  // biome-ignore lint/correctness/useExhaustiveDependencies: leaving happens once, when the form is clean
  useEffect(() => {
    if (leaving && !dirty) leave();
  }, [leaving, dirty]);

  const refused = Object.keys(editor.errors).find((field) => editor.errors[field as keyof typeof FIELDS]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new refusal moves the person to its field
  useEffect(() => {
    if (!refused) return;
    const home = FIELDS[refused as keyof typeof FIELDS].tab;
    if (home !== tab) show(home);
    const later = setTimeout(
      () =>
        panel.current
          ?.querySelector<HTMLElement>(`[data-field="${refused}"] :is(input, textarea, select)`)
          ?.focus(),
      60,
    );
    return () => clearTimeout(later);
  }, [refused]);

  useUserKeys({
    save: can.edit && !editor.conflict ? () => void editor.save() : null,
    saveAndClose: () => void (dirty ? saveAndClose() : leave()),
    leave,
    previous: () => neighbours.previous && go(neighbours.previous.id),
    next: () => neighbours.next && go(neighbours.next.id),
    tabs: tabs.map((each) => ({ label: LABELS[each], show: () => show(each) })),
  });

  const unsaved = (of: Tab) => editor.dirty.some((field) => FIELDS[field].tab === of);
  return (
    <>
      <UserHeader
        user={user}
        neighbours={neighbours}
        onGo={go}
        onAction={setRequest}
        saveBar={
          can.edit && (
            <SaveBar
              changes={editor.dirty.length}
              saving={editor.saving}
              onCancel={leave}
              onSave={() => void editor.save()}
              onSaveAndClose={() => void saveAndClose()}
            />
          )
        }
      >
        <Tabs
          label={`About ${row.name}`}
          items={tabs.map((each) => ({ value: each, label: LABELS[each], unsaved: unsaved(each) }))}
          value={tab}
          onChange={show}
          panelId="user-panel"
        />
      </UserHeader>
      <div
        ref={panel}
        id="user-panel"
        role="tabpanel"
        aria-label={LABELS[tab]}
        className={classes.panel}
        data-tab={tab}
      >
        {editor.problem && (
          <div className={classes.problem}>
            <Note tone="problem" live>
              {editor.problem}
            </Note>
          </div>
        )}
        {tab === "details" &&
          (can.edit ? (
            <DetailsTab
              editor={editor}
              onChangeEmail={can.change_email ? () => setRequest({ kind: "email" }) : null}
            />
          ) : (
            <DetailsRead user={user} />
          ))}
        {tab === "access" && <AccessTab user={user} editor={editor} />}
        {tab === "security" && <SecurityTab user={user} onAction={setRequest} />}
        {tab === "history" && me.can.see_register && (
          <p className={classes.wider}>
            What {called} did and what was done to them.{" "}
            <Link to="/history" search={{ person: row.id } as never}>
              Show in the practice’s history
            </Link>
          </p>
        )}
        {tab === "history" && (
          <EventHistory
            source={{ operation: "register.of_user", input: { user: row.id } }}
            subject={row.id}
            label={`History of ${row.name}`}
          />
        )}
      </div>
      <Footer hints={can.edit ? HINTS : READ_HINTS}>
        Added {when.date(user.created)}
        {user.created_by && ` by ${user.created_by}`}
      </Footer>
      <UserDialogs target={request && { row: user.row, request }} onClose={() => setRequest(null)} />
      {editor.conflict && (
        <ConflictDialog
          conflict={editor.conflict}
          before={editor.saved}
          mine={editor.form}
          saving={editor.saving}
          problem={editor.problem}
          onKeepEditing={editor.leaveConflict}
          onSettle={(chosen) => void editor.settle(chosen)}
        />
      )}
      <UnsavedGuard dirty={dirty} onSave={editor.save} what={`What you changed about ${called}`} />
    </>
  );
}

const READ_HINTS = [
  { keys: ["Esc"], label: "Back to users" },
  { keys: ["Alt", "1–4"], label: "Switch tab" },
  { keys: ["Alt", "↑ ↓"], label: "Other users" },
];

const HINTS = [
  { keys: ["Ctrl", "S"], label: "Save" },
  { keys: ["Ctrl", "Enter"], label: "Save and close" },
  { keys: ["Esc"], label: "Cancel" },
  { keys: ["Alt", "1–4"], label: "Switch tab" },
  { keys: ["Alt", "↑ ↓"], label: "Other users" },
];
