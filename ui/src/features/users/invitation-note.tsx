import { Button } from "@mantine/core";
import { IconCheck, IconCopy, IconPrinter } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { copyText, type InvitationMade, printPage } from "~/api";
import { Note } from "~/shared";
import classes from "./invitation-note.module.css";
import { calledName } from "./user-form";
import { useWhen } from "./user-times";

type InvitationNoteProps = { made: InvitationMade; practice: string };

/** The code, once: to copy, to print, and how to hand it over. */
export function InvitationNote({ made, practice }: InvitationNoteProps) {
  const when = useWhen();
  const [copied, setCopied] = useState<"code" | "note" | "refused" | null>(null);
  const { row } = made.user;
  const called = calledName(row);
  const steps = [
    "Open Firmkeep on a computer of the practice.",
    "On the sign-in screen, choose “I have an invitation code”.",
    `Enter ${row.email} and the code, then choose a password.`,
  ];
  const note = [
    `${called}, you can now sign in to Firmkeep${practice ? ` at ${practice}` : ""}.`,
    ...steps.map((step, at) => `${at + 1}. ${step}`),
    `Code: ${made.code}`,
    `It works once, until ${when.date(made.expires)}.`,
  ].join("\n");
  const copy = async (what: "code" | "note") =>
    setCopied((await copyText(what === "code" ? made.code : note)) ? what : "refused");

  return (
    <div className={classes.note}>
      <div className={classes.card}>
        <span className={classes.label} id="invitation-code">
          {called}’s invitation code
        </span>
        <output className={classes.code} aria-labelledby="invitation-code">
          {made.code}
        </output>
        <span className={classes.label}>Works once, until {when.moment(made.expires)}</span>
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
        Firmkeep keeps it scrambled, so nobody can read it later. If it gets lost, make a new one.
      </Note>
      <div>
        <h3 className={classes.heading}>How to hand it over</h3>
        <p className={classes.text}>
          Give it to {called} in person, on paper or by phone. Whoever has the code and the email address can
          choose the password.
        </p>
        <ol className={classes.steps}>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
      <PrintedNote text={note} title={`Invitation for ${row.name}`} />
    </div>
  );
}

/** What the printer gets: the note alone, not the window. */
function PrintedNote({ title, text }: { title: string; text: string }) {
  useEffect(() => {
    document.body.classList.add("fk-prints-note");
    return () => document.body.classList.remove("fk-prints-note");
  }, []);
  return createPortal(
    <div className={classes.printed} aria-hidden>
      <h1>{title}</h1>
      <pre>{text}</pre>
    </div>,
    document.body,
  );
}
