import { TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import type { SetupBegun } from "~/api";
import { Note } from "~/shared";
import { StepFrame } from "./setup-frame";
import classes from "./step-recovery.module.css";
import type { Setup } from "./use-setup";

type Props = {
  setup: Setup;
  begun: SetupBegun;
  onBack: () => void;
  onCreate: (groups: string[]) => Promise<void>;
};

// As the core reads it: signs that no key has are what they look like.
const clean = (text: string) =>
  text
    .replace(/[\s–._-]/g, "")
    .toUpperCase()
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");

/** Two groups from the copy that was kept, typed or pasted; Back shows the key again. */
export function RecoveryConfirm({ setup, begun, onBack, onCreate }: Props) {
  const [groups, setGroups] = useState(["", ""]);
  const [problems, setProblems] = useState<Record<number, string>>({});
  const [working, setWorking] = useState(false);
  const fields = useRef<(HTMLInputElement | null)[]>([]);
  const { practice, refused, setRefused } = setup;

  const create = async () => {
    const found: Record<number, string> = {};
    begun.ask.forEach((index, turn) => {
      const typed = clean(groups[turn] ?? "");
      if (typed === "") found[turn] = "Enter this group.";
      else if (typed !== begun.groups[index])
        found[turn] = `This isn’t group ${index + 1}. Look at the copy you kept.`;
    });
    setProblems(found);
    const first = [0, 1].find((turn) => found[turn]);
    if (first !== undefined) {
      fields.current[first]?.focus();
      return;
    }
    setRefused({});
    setWorking(true);
    await onCreate(groups.map(clean));
    setWorking(false);
  };

  const wrong = refused.recovery ?? refused.create;
  return (
    <StepFrame
      title="Check your copy of the key"
      lead="Enter these two groups from the copy you kept. Go back to see the key again."
      next={`Create ${practice.name}`}
      onNext={create}
      working={working}
      onBack={onBack}
    >
      <div className={classes.keep}>
        {wrong && (
          <Note tone="problem" live>
            {wrong}
          </Note>
        )}
        <div className={classes.asked}>
          {begun.ask.map((index, turn) => (
            <TextInput
              key={index}
              ref={(element) => {
                fields.current[turn] = element;
              }}
              label={`Group ${index + 1}`}
              className={classes.one}
              size="md"
              autoComplete="off"
              spellCheck={false}
              maxLength={12}
              data-first={turn === 0 ? true : undefined}
              value={groups[turn]}
              error={problems[turn]}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setGroups((old) => old.map((group, at) => (at === turn ? value : group)));
                setProblems(({ [turn]: _gone, ...rest }) => rest);
              }}
            />
          ))}
        </div>
      </div>
    </StepFrame>
  );
}
