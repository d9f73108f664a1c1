import { Button, CloseButton, Drawer } from "@mantine/core";
import { IconArrowRight, IconUserPlus } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useCall, useMe } from "~/api";
import { Key, toast, useShortcut } from "~/shared";
import { InvitationNote } from "../invitation-note";
import { useEscape } from "../use-escape";
import { useReturnFocus } from "../use-return-focus";
import { calledName } from "../user-form";
import { AddGuard } from "./add-guard";
import { AddRail, STEP_WORDS } from "./add-rail";
import { AccessStep, DetailsStep, WorkStep } from "./add-steps";
import classes from "./add-user.module.css";
import { ReviewStep } from "./review-step";
import { STEPS, type Step, useAddUser } from "./use-add-user";

type AddUserDrawerProps = {
  onClose: () => void /** The new user's id, to show them in the list. */;
  onAdded: (id: string) => void;
};

/** Adds somebody in four short steps; the list stays behind. */
export function AddUserDrawer({ onClose, onAdded }: AddUserDrawerProps) {
  const me = useMe();
  const add = useAddUser(me);
  const practice = useCall("app.status", {}).data?.practice?.name ?? "";
  const panel = useRef<HTMLDivElement>(null);
  const closing = useRef(false);
  useReturnFocus();
  const at = STEPS.indexOf(add.step);
  const last = add.step === "invite";
  const called = calledName(add.form);
  const next = STEPS[at + 1];

  const finish = async (invite: boolean) => {
    const user = await add.finish(invite);
    if (!user) return;
    onAdded(user.row.id);
    if (invite) return;
    closing.current = true;
    toast.done(`${user.row.name} is added`, "They show as Not invited until you invite them.");
    onClose();
  };
  const forward = () => {
    if (add.made || add.working) return;
    if (last) void finish(true);
    else {
      // What is checked on leaving a field must be checked before its step goes.
      if (add.step === "work" && document.activeElement instanceof HTMLElement) document.activeElement.blur();
      add.next();
    }
  };
  useShortcut({ keys: "mod+enter", label: "Next step", group: "Editing", inDialogs: true, run: forward });

  useEscape({ label: "Close", run: onClose, dialog: true, disabled: add.made !== null });
  const { field, count } = add.refusal;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step or a new refusal moves the focus, nothing else
  useEffect(() => {
    const fields = "input:not([type=hidden], :disabled), textarea";
    const refused = field && panel.current?.querySelector<HTMLElement>(`input[data-field="${field}"]`);
    const wanted = refused || panel.current?.querySelector<HTMLElement>(fields);
    (wanted ?? panel.current)?.focus();
  }, [add.step, count, add.made]);

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="55rem"
      padding={0}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      classNames={{ body: classes.body }}
    >
      <AddRail add={add} />
      <div className={classes.main}>
        <CloseButton className={classes.close} aria-label="Close" onClick={onClose} />
        <div className={classes.panel} ref={panel} tabIndex={-1}>
          {add.made ? (
            <>
              <header>
                <h3 className={classes.title}>{add.made.user.row.name} is invited</h3>
                <p className={classes.lead}>Hand over the code now. It isn’t shown again.</p>
              </header>
              <InvitationNote made={add.made} practice={practice} />
            </>
          ) : (
            <>
              <header>
                <p className={classes.count}>
                  Step {at + 1} of {STEPS.length}
                </p>
                <h3 className={classes.title}>{titleOf(add.step, called)}</h3>
                <p className={classes.lead}>{LEADS[add.step]}</p>
              </header>
              {add.step === "details" && <DetailsStep add={add} />}
              {add.step === "access" && <AccessStep add={add} me={me} />}
              {add.step === "work" && <WorkStep add={add} />}
              {add.step === "invite" && <ReviewStep add={add} />}
            </>
          )}
        </div>
        <footer className={classes.foot}>
          {add.made ? (
            <Button className={classes.right} onClick={onClose}>
              I have handed it over or kept it
            </Button>
          ) : (
            <>
              {at > 0 && !add.added && (
                <Button variant="default" onClick={add.back} disabled={add.working !== null}>
                  Back
                </Button>
              )}
              {last && !add.added && (
                <Button
                  variant="subtle"
                  color="gray"
                  loading={add.working === "add"}
                  disabled={add.working === "invite"}
                  onClick={() => void finish(false)}
                >
                  Add without inviting
                </Button>
              )}
              <span className={classes.keys} aria-hidden>
                <Key>Ctrl</Key>
                <Key>Enter</Key>
              </span>
              <Button
                loading={add.working === "invite"}
                disabled={add.working === "add"}
                onClick={forward}
                leftSection={last ? <IconUserPlus size={17} stroke={1.7} /> : undefined}
                rightSection={last ? undefined : <IconArrowRight size={16} stroke={1.9} />}
              >
                {last
                  ? add.added
                    ? `Invite ${called}`
                    : `Add and invite ${called}`
                  : next && STEP_WORDS[next]}
              </Button>
            </>
          )}
        </footer>
      </div>
      <AddGuard dirty={add.dirty} closing={closing} called={called} />
    </Drawer>
  );
}

const LEADS: Record<Step, string> = {
  details: "Only names and email are needed. Everything else can wait.",
  access: "Choose one or more. You can change this at any time.",
  work: "Where they fit in. All of it can wait.",
  invite: "Nothing is stored until you choose how to add them.",
};

function titleOf(step: Step, called: string): string {
  const someone = called === "this person" ? "they" : called;
  if (step === "details") return "Who is joining?";
  if (step === "access")
    return someone === "they" ? "What should they be able to do?" : `What should ${called} be able to do?`;
  if (step === "work") return someone === "they" ? "Their work" : `${called}’s work`;
  return someone === "they" ? "Add and invite" : `Add and invite ${called}`;
}
