import { useEffect } from "react";
import { createPortal } from "react-dom";
import classes from "./printed-note.module.css";

/** What the printer gets while this is on screen: the note alone, not the window. */
export function PrintedNote({ title, text }: { title: string; text: string }) {
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
