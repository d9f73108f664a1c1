import { Button, Modal, Textarea } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import type { UserRow } from "~/api";
import { Avatar, ChoiceCard, Note, roleList } from "~/shared";
import { useStatusChange } from "./use-status-change";
import { ACTION_WORDS, type StatusAction } from "./user-actions";
import classes from "./user-dialog.module.css";
import { calledName } from "./user-form";

type StatusDialogProps = { row: UserRow; first: StatusAction; onClose: () => void };

/** Disabling and archiving are easily confused, so each offers the other with what sets them apart. */
const TWINS: readonly StatusAction[] = ["disable", "archive"];

export function StatusDialog({ row, first, onClose }: StatusDialogProps) {
  const [action, setAction] = useState(first);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const { change, working, problem } = useStatusChange(row);
  const field = useRef<HTMLTextAreaElement>(null);
  const called = calledName(row);
  const words = ACTION_WORDS[action];
  const choices = TWINS.includes(first) ? TWINS.filter((each) => row.can[each]) : [];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") {
      setMissing(true);
      field.current?.focus();
      return;
    }
    if (await change(action, reason.trim())) onClose();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="35rem"
      closeOnClickOutside={false}
      closeOnEscape={!working}
      title={<PersonTitle row={row} title={words.title(row.name)} />}
    >
      <form noValidate onSubmit={(event) => void submit(event)} className={classes.body}>
        {choices.length > 1 && (
          <fieldset className={classes.choices}>
            <legend className="fk-visually-hidden">What to do</legend>
            {choices.map((each) => (
              <ChoiceCard
                key={each}
                name="action"
                value={each}
                checked={action === each}
                onChange={() => setAction(each)}
                title={ACTION_WORDS[each].verb}
                description={`${ACTION_WORDS[each].meaning}. ${TWIN_WORDS[each] ?? ""}`}
              />
            ))}
          </fieldset>
        )}
        <Note>{words.effect(called)}</Note>
        <Textarea
          ref={field}
          label="Reason"
          description="Kept in the history. Only people who may edit this user see it."
          placeholder={words.reasonExample}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setMissing(false);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit(event);
          }}
          error={
            missing
              ? "Say why, so the history can tell it"
              : problem?.field === "reason"
                ? problem.message
                : undefined
          }
          required
          withAsterisk={false}
          maxLength={300}
          autosize
          minRows={2}
          maxRows={6}
          data-autofocus
        />
        {problem && problem.field !== "reason" && (
          <Note tone="problem" live>
            {problem.message}
            {problem.code === "users.conflict" &&
              " Look at what stands now. To go on all the same, use the button again."}
          </Note>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={working}>
            Cancel
          </Button>
          <Button type="submit" loading={working} className={words.endsAccess ? classes.danger : undefined}>
            {words.button(called)}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const TWIN_WORDS: Partial<Record<StatusAction, string>> = {
  disable: "Keeps their access level, ready for when they return.",
  archive: "Hides them from lists. Coming back takes two steps: unarchive, then enable.",
};

/** Whom a dialog is about. */
export function PersonTitle({ row, title }: { row: UserRow; title: string }) {
  const about = [row.job_title, roleList(row.roles), row.reports_to && `reports to ${row.reports_to.name}`];
  return (
    <span className={classes.title}>
      <Avatar id={row.id} name={row.name} size={40} />
      <span className={classes.words}>
        <span className={classes.name}>{title}</span>
        <span className={classes.about}>{about.filter(Boolean).join(", ")}</span>
      </span>
    </span>
  );
}
