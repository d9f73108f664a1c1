import { Button, Checkbox } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { asCallError, copyText, printPage, saveText } from "~/api";
import { Note } from "../note";
import { PrintedNote } from "../printed-note";
import classes from "./recovery-codes.module.css";

type Props = {
  codes: string[];
  /** Whose and of which practice, for the sheet that is printed or saved. */
  practice: string;
  email: string;
  kept: boolean;
  onKept: (kept: boolean) => void;
};

/** The ten codes, once: to copy, print or save, with the box that says that they are kept. */
export function RecoveryCodeList({ codes, practice, email, kept, onKept }: Props) {
  const [done, setDone] = useState<"copied" | "saved" | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const title = `Recovery codes for Firmkeep at ${practice}`;
  const text = [
    `${email}. Each code signs you in once when your authenticator app isn’t at hand.`,
    "",
    ...codes.map((code, at) => `${String(at + 1).padStart(2)}  ${code}`),
  ].join("\n");

  const copy = async () => {
    const worked = await copyText(codes.join("\n"));
    setDone(worked ? "copied" : null);
    setProblem(worked ? null : "This computer didn’t allow copying. Print the codes or write them down.");
  };
  const save = async () => {
    try {
      if (await saveText("Firmkeep recovery codes.txt", `${title}\n\n${text}\n`)) setDone("saved");
      setProblem(null);
    } catch (reason) {
      setProblem(asCallError(reason).message);
    }
  };

  return (
    <div className={classes.part}>
      <ol className={classes.codes} aria-label="Recovery codes">
        {codes.map((code, at) => (
          <li key={code} className={classes.code}>
            <span className={classes.number} aria-hidden>
              {at + 1}
            </span>
            {code}
          </li>
        ))}
      </ol>
      <div className={classes.buttons}>
        <Button variant="default" leftSection={<IconPrinter size={16} stroke={1.7} />} onClick={printPage}>
          Print
        </Button>
        <Button
          variant="default"
          leftSection={done === "saved" ? <IconCheck size={16} /> : <IconDownload size={16} stroke={1.7} />}
          onClick={() => void save()}
        >
          {done === "saved" ? "Saved" : "Save as a file"}
        </Button>
        <Button
          variant="default"
          leftSection={done === "copied" ? <IconCheck size={16} /> : <IconCopy size={16} stroke={1.7} />}
          onClick={() => void copy()}
        >
          {done === "copied" ? "All copied" : "Copy all"}
        </Button>
        <span className="fk-visually-hidden" role="status">
          {done === "copied" ? "Codes copied" : done === "saved" ? "Codes saved" : ""}
        </span>
      </div>
      {problem && (
        <Note tone="problem" live>
          {problem}
        </Note>
      )}
      <Note tone="care">
        Keep them away from this computer, in a locked drawer or a password manager. They are shown only now.
      </Note>
      <Checkbox
        label="I have kept these somewhere safe"
        checked={kept}
        onChange={(event) => onKept(event.currentTarget.checked)}
      />
      <PrintedNote title={title} text={text} />
    </div>
  );
}
