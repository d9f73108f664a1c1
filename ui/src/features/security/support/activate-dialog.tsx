import { Button, Modal, SegmentedControl, Textarea } from "@mantine/core";
import { IconEye, IconHeadset } from "@tabler/icons-react";
import { type FormEvent, useId, useRef, useState } from "react";
import { asCallError, call, type SupportActivated, type SupportScopes, useCall, useMe } from "~/api";
import { ChoiceCard, formatMoment, Note } from "~/shared";
import { NO_SCOPES, SCOPES } from "~/shared/support/scopes";
import classes from "./support-dialogs.module.css";

type Props = { onClose: () => void; onActivated: (made: SupportActivated) => void };

const HOURS = [1, 4, 24, 72] as const;
const HOUR = 3_600_000_000;
const hoursWords = (hours: number) => (hours === 1 ? "1 hour" : `${hours} hours`);

/** Why, what and for how long; nothing is ticked until somebody ticks it. */
export function ActivateDialog({ onClose, onActivated }: Props) {
  const me = useMe();
  const status = useCall("app.status", {});
  const [may, setMay] = useState<SupportScopes>(NO_SCOPES);
  const [hours, setHours] = useState<number>(1);
  const [why, setWhy] = useState("");
  const [problems, setProblems] = useState<{ why?: string; may?: string; form?: string }>({});
  const [working, setWorking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const lasting = useId();
  // Whoever unblocks or resets has to find the person first.
  const needsUsers = may.unblock || may.reset_mfa;
  const chosen = { ...may, users: may.users || needsUsers };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found: typeof problems = {};
    if (why.trim() === "") found.why = "Say why, so the history can tell it";
    if (!Object.values(chosen).some(Boolean)) found.may = "Tick at least one thing that Support may do.";
    setProblems(found);
    if (found.why) return field.current?.focus();
    if (found.may) return;
    setWorking(true);
    try {
      onActivated(await call("support.activate", { why: why.trim(), hours, may: chosen }));
    } catch (reason) {
      const error = asCallError(reason);
      setWorking(false);
      if (error.code === "session.proof_needed") return;
      if (error.field === "why") {
        setProblems({ why: error.message });
        field.current?.focus();
      } else setProblems({ form: error.message });
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="37.5rem"
      closeOnClickOutside={false}
      closeOnEscape={!working}
      title={
        <span className={classes.title}>
          <span className={classes.tile}>
            <IconHeadset size={20} stroke={1.7} aria-hidden />
          </span>
          <span>
            <span className={classes.name}>Activate Support User</span>
            <span className={classes.about}>
              Let Firmkeep Support into {status.data?.practice?.name ?? "the practice"} for a short time
            </span>
          </span>
        </span>
      }
    >
      <form noValidate className={classes.body} onSubmit={(event) => void submit(event)}>
        <Textarea
          ref={field}
          label="Why"
          description="With your help request’s number, if there is one. It stands in the history."
          inputWrapperOrder={["label", "input", "error", "description"]}
          placeholder="For example: HD-20418, codes of new phones are rejected"
          value={why}
          error={problems.why}
          maxLength={300}
          autosize
          minRows={1}
          maxRows={4}
          data-autofocus
          onChange={(event) => {
            setWhy(event.currentTarget.value);
            setProblems({});
          }}
        />
        <fieldset className={classes.choices}>
          <legend className={classes.legend}>What they can do</legend>
          {SCOPES.map(({ scope, title, help }) => (
            <ChoiceCard
              key={scope}
              type="checkbox"
              name="may"
              value={scope}
              checked={chosen[scope]}
              disabled={scope === "users" && needsUsers}
              reason="Needed to find the person."
              title={title}
              description={help}
              onChange={(checked) => {
                setMay({ ...may, [scope]: checked });
                setProblems({});
              }}
            />
          ))}
          {problems.may && (
            <p className={classes.error} role="alert">
              {problems.may}
            </p>
          )}
        </fieldset>
        <div>
          <p className={classes.legend} id={lasting}>
            For how long
          </p>
          <div className={classes.hours}>
            <SegmentedControl
              size="sm"
              aria-labelledby={lasting}
              value={String(hours)}
              onChange={(value) => setHours(Number(value))}
              data={HOURS.map((each) => ({ value: String(each), label: hoursWords(each) }))}
            />
            <p className={classes.help} role="status">
              Ends by itself {lower(formatMoment(Date.now() * 1000 + hours * HOUR, me))}
            </p>
          </div>
        </div>
        <Note icon={IconEye}>
          While Support is active, everyone here sees a bar across the top of Firmkeep.
        </Note>
        {problems.form && (
          <Note tone="problem" live>
            {problems.form}
          </Note>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={working}>
            Cancel
          </Button>
          <Button type="submit" color="plum.8" loading={working}>
            Activate for {hoursWords(hours)}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const lower = (words: string) =>
  words.replace(/^(Today|Tomorrow), /, (word) => `${word.slice(0, -2).toLowerCase()} at `);
