import { asCallError, call, type KeyPlace } from "~/api";
import { ChoiceCard, NewPasswordField, Note } from "~/shared";
import classes from "./steps.module.css";

export type KeyState = {
  keyPlace: KeyPlace | null;
  setKeyPlace: (place: KeyPlace) => void;
  passphrase: string;
  setPassphrase: (passphrase: string) => void;
};

const offered: { place: KeyPlace; title: string; description: string }[] = [
  {
    place: "keychain",
    title: "In this computer’s keychain",
    description: "Opens by itself when you’re signed in to this computer. Recommended.",
  },
  {
    place: "file",
    title: "In a key file on this computer",
    description:
      "Opens by itself. Only your user on this computer can read the file, but so can whoever administers the computer.",
  },
  {
    place: "passphrase",
    title: "Behind a passphrase",
    description:
      "Asked for each time Firmkeep starts. Nobody opens the practice on this computer without it.",
  },
];

/** Where the database's key is kept on this computer; without a keychain it is a clear choice, not a default. */
export function KeyChoice({
  setup,
  keychain,
  error,
}: {
  setup: KeyState;
  keychain: boolean;
  error?: string;
}) {
  const { keyPlace, setKeyPlace, passphrase, setPassphrase } = setup;
  return (
    <div className={classes.stack}>
      {!keychain && (
        <Note tone="care" title="This computer has no keychain that Firmkeep can use">
          Choose where the key is kept instead.
        </Note>
      )}
      {error && (
        <Note tone="problem" live>
          {error}
        </Note>
      )}
      <fieldset className={classes.cards}>
        <legend className="fk-visually-hidden">Where the key is kept</legend>
        {offered.map(({ place, title, description }) => (
          <ChoiceCard
            key={place}
            name="key-place"
            value={place}
            checked={keyPlace === place}
            onChange={() => setKeyPlace(place)}
            title={title}
            description={description}
            disabled={place === "keychain" && !keychain}
            reason="Not available on this computer."
          />
        ))}
      </fieldset>
      {keyPlace === "passphrase" && (
        <div className={classes.inset}>
          <NewPasswordField label="Passphrase" value={passphrase} onChange={setPassphrase} words={[]} />
        </div>
      )}
    </div>
  );
}

/** Why one cannot go on, or null. A passphrase is judged by the rules of passwords. */
export async function keyProblem(state: KeyState, practice: string | null): Promise<string | null> {
  if (!state.keyPlace) return "Choose where the key is kept.";
  if (state.keyPlace !== "passphrase") return null;
  if (state.passphrase === "") return "Choose a passphrase.";
  try {
    const words = practice ? [practice] : [];
    const verdict = await call("passwords.check", { password: state.passphrase, words, own: false });
    return verdict.acceptable ? null : "This passphrase doesn’t meet every requirement yet.";
  } catch (reason) {
    return asCallError(reason).message;
  }
}
