import { Button } from "@mantine/core";
import { IconCheck, IconCopy, IconPrinter } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { copyText, printPage } from "~/api";
import classes from "./hand-over.module.css";
import { Note } from "./note";
import { PrintedNote } from "./printed-note";

type Props = {
  /** "Fatima’s invitation code" */
  label: string;
  code: string;
  /** "Works once, until 24 Nov 2026, 8:42 am" */
  until: string;
  /** What happens when it gets lost, after "so nobody can read it later". */
  lost: string;
  /** How to hand it over, and what whoever has it can do. */
  how: ReactNode;
  steps: string[];
  /** The note to copy or print. */
  note: { title: string; text: string };
};

/** A code that is shown once: to copy, to print, and how to hand it over. */
export function HandOver({ label, code, until, lost, how, steps, note }: Props) {
  const id = useId();
  const [copied, setCopied] = useState<"code" | "note" | "refused" | null>(null);
  const copy = async (what: "code" | "note") =>
    setCopied((await copyText(what === "code" ? code : note.text)) ? what : "refused");

  return (
    <div className={classes.note}>
      <div className={classes.card}>
        <span className={classes.label} id={id}>
          {label}
        </span>
        <output className={classes.code} aria-labelledby={id}>
          {code}
        </output>
        <span className={classes.label}>{until}</span>
        <div className={classes.buttons}>
          <Button
            variant="default"
            leftSection={copied === "code" ? <IconCheck size={16} /> : <IconCopy size={16} stroke={1.7} />}
            onClick={() => void copy("code")}
            data-autofocus
          >
            {copied === "code" ? "Code copied" : "Copy code"}
          </Button>
          <Button
            variant="default"
            leftSection={copied === "note" ? <IconCheck size={16} /> : <IconCopy size={16} stroke={1.7} />}
            onClick={() => void copy("note")}
          >
            {copied === "note" ? "Note copied" : "Copy as a note"}
          </Button>
          <Button variant="default" leftSection={<IconPrinter size={16} stroke={1.7} />} onClick={printPage}>
            Print
          </Button>
        </div>
        <span className="fk-visually-hidden" role="status">
          {copied === "code" ? "Code copied" : copied === "note" ? "Note copied" : ""}
        </span>
        {copied === "refused" && (
          <p className={classes.refused}>
            This computer didn’t allow copying. Select the code and copy it, or print it.
          </p>
        )}
      </div>
      <Note tone="care" title="This is the only time the code is shown">
        Firmkeep keeps it scrambled, so nobody can read it later. {lost}
      </Note>
      <div>
        <h3 className={classes.heading}>How to hand it over</h3>
        <p className={classes.text}>{how}</p>
        <ol className={classes.steps}>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
      <PrintedNote {...note} />
    </div>
  );
}

/** The steps as a note to hand over together with the code. */
export const handOverNote = (first: string, steps: string[], code: string, last: string) =>
  [first, ...steps.map((step, at) => `${at + 1}. ${step}`), `Code: ${code}`, last].join("\n");
