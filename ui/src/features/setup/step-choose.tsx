import { ChoiceCard, Note } from "~/shared";
import { OfficeArt, ThisComputerArt } from "./choose-art";
import { StepFrame } from "./setup-frame";
import classes from "./steps.module.css";
import type { Setup } from "./use-setup";

export type StepProps = { setup: Setup; onNext: () => void; onBack: () => void };

export function StepChoose({ setup, onNext }: StepProps) {
  const { path, setPath } = setup;
  return (
    <StepFrame
      title="Where will your practice’s data live?"
      lead="Everyone in a practice shares one database. It stays on a computer you control."
      onNext={onNext}
      disabled={path === null}
      foot="Nothing is stored until the last step."
    >
      <fieldset className={classes.choices}>
        <legend className="fk-visually-hidden">Where the practice’s data is</legend>
        <ChoiceCard
          name="path"
          value="local"
          checked={path === "local"}
          onChange={() => setPath("local")}
          title="On this computer"
          description="Create a new practice. You’re the first person here."
          can={[
            "You become the first practice admin",
            "One encrypted file, with no server to look after",
            "Add everyone else when you’re ready",
          ]}
          art={<ThisComputerArt />}
        />
        <ChoiceCard
          name="path"
          value="office"
          checked={path === "office"}
          onChange={() => setPath("office")}
          title="In our office database"
          description="Join or create a practice on the office’s PostgreSQL server."
          can={[
            "You’ll need its address, a database user and a password",
            "If it’s empty, you create the practice there",
            "If it holds your practice, you join with its recovery key",
          ]}
          art={<OfficeArt />}
        />
      </fieldset>
      <Note>
        Not sure? Ask your practice manager first. Two separate databases can’t be joined together later.
      </Note>
    </StepFrame>
  );
}
