import { Button, FileButton } from "@mantine/core";
import { IconBuilding, IconPhoto } from "@tabler/icons-react";
import { useState } from "react";
import { asCallError, call, type Practice, practiceLogoUrl } from "~/api";
import { toast } from "~/shared";
import classes from "./logo-field.module.css";

type Props = {
  practice: Practice;
  disabled: boolean;
  onStored: (practice: Practice) => void;
  /** The settings were changed by someone else meanwhile. */
  onConflict: (reason: unknown) => void;
};

const LARGEST = 20 * 1024 * 1024;

/** The practice's logo. Choosing or removing one is stored at once, apart from the form. */
export function LogoField({ practice, disabled, onStored, onConflict }: Props) {
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const store = async (change: () => Promise<Practice>, said: string) => {
    setWorking(true);
    setProblem(null);
    try {
      onStored(await change());
      toast.done(said);
    } catch (reason) {
      const error = asCallError(reason);
      if (error.code === "practice.conflict") onConflict(reason);
      else setProblem(error.message);
    } finally {
      setWorking(false);
    }
  };

  const choose = async (file: File | null) => {
    if (!file) return;
    if (file.size > LARGEST) {
      setProblem("This picture is larger than 20 MB. Choose a smaller one.");
      return;
    }
    const content = new Uint8Array(await file.arrayBuffer());
    await store(() => call("settings.set_logo", { version: practice.version }, { content }), "Logo changed");
  };
  const remove = () =>
    store(() => call("settings.remove_logo", { version: practice.version }), "Logo removed");

  return (
    <div>
      <div className={classes.logo}>
        <span className={classes.picture}>
          {practice.logo ? (
            <img src={practiceLogoUrl(practice.logo)} alt={`Logo of ${practice.name}`} />
          ) : (
            <IconBuilding size={22} stroke={1.6} aria-hidden />
          )}
        </span>
        <span className={classes.words}>
          <strong>{practice.logo ? "Your logo" : "No logo yet"}</strong>
          Shown when people sign in. Square works best, at least 256 × 256, PNG or JPEG.
        </span>
        <FileButton
          onChange={(file) => void choose(file)}
          accept="image/png,image/jpeg,image/webp,image/gif,image/bmp"
          disabled={disabled}
        >
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              disabled={disabled}
              loading={working}
              leftSection={<IconPhoto size={15} stroke={1.7} />}
            >
              {practice.logo ? "Change logo" : "Choose logo"}
            </Button>
          )}
        </FileButton>
        {practice.logo && (
          <Button size="xs" variant="subtle" disabled={disabled || working} onClick={() => void remove()}>
            Remove
          </Button>
        )}
      </div>
      {problem && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
