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
      title="Is your practice already using Firmkeep?"
      lead="Everyone in a practice shares one database. It stays on a computer you control."
      onNext={onNext}
      disabled={path === null}
      foot="You can move your data later without losing anything."
    >
      <fieldset className={classes.choices}>
        <legend className="fk-visually-hidden">Where the practice’s data is</legend>
        <ChoiceCard
          name="path"
          value="local"
          checked={path === "local"}
          onChange={() => setPath("local")}
          title="No, create our practice here"
          description="You’re the first person, and the data stays on this computer."
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
          title="Use our office database"
          description="A PostgreSQL server in the office holds the data."
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
