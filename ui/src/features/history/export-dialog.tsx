import { Button, Modal, Progress } from "@mantine/core";
import { IconFileExport } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { asCallError, call, type ExportFormat, type RegisterFilter } from "~/api";
import { ChoiceCard, Note, toast } from "~/shared";
import classes from "./export-dialog.module.css";

type Props = { filter: RegisterFilter; countWords: string; filtered: boolean; onClose: () => void };

const FORMATS: { format: ExportFormat; ending: string; title: string; about: string }[] = [
  {
    format: "csv",
    ending: "csv",
    title: "Spreadsheet (CSV)",
    about: "Opens everywhere. Cells that look like formulas are made harmless.",
  },
  {
    format: "xlsx",
    ending: "xlsx",
    title: "Excel (XLSX)",
    about: "With real dates and a heading row. At most a million events.",
  },
  {
    format: "json_lines",
    ending: "jsonl",
    title: "With seals, for checking (JSON Lines)",
    about: "Carries every seal, so that “firmkeep verify” can check the file later, without the practice.",
  },
];

const number = (value: number) => value.toLocaleString("en-AU");

/** Writes what is filtered to a file; it can be stopped, and is an event itself. */
export function ExportDialog({ filter, countWords, filtered, onClose }: Props) {
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  const running = progress !== null;

  const start = async () => {
    setProblem(null);
    const chosen = FORMATS.find((one) => one.format === format);
    const own = new AbortController();
    try {
      const day = new Date().toISOString().slice(0, 10);
      controller.current = own;
      setProgress({ done: 0, total: 0 });
      const { rows } = await call(
        "register.export",
        { filter, format },
        {
          saveAs: `Firmkeep history ${day}.${chosen?.ending ?? "csv"}`,
          signal: own.signal,
          onProgress: (done, total) => setProgress({ done, total }),
        },
      );
      toast.done(
        rows === 1 ? "1 event exported" : `${number(rows)} events exported`,
        "The export stands in the history.",
      );
      onClose();
    } catch (reason) {
      const error = asCallError(reason);
      // Without the button it was the dialog for the place that the person closed: nothing to tell.
      if (error.code === "call.cancelled")
        setProblem(own.signal.aborted ? "Stopped. No file was kept." : null);
      else if (error.code !== "session.proof_needed") setProblem(error.message);
    } finally {
      controller.current = null;
      setProgress(null);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="35rem"
      closeOnClickOutside={!running}
      title={countWords === "" ? "Export the history" : `Export ${countWords.toLowerCase()}`}
    >
      <div className={classes.body}>
        <p className={classes.text}>
          {filtered
            ? "What the filters show now, from the newest to the oldest."
            : "The whole history, from the newest to the oldest. Filter first to export less."}
        </p>
        <fieldset className={classes.formats} disabled={running}>
          <legend className="fk-visually-hidden">Format</legend>
          {FORMATS.map((one) => (
            <ChoiceCard
              key={one.format}
              name="format"
              value={one.format}
              checked={format === one.format}
              onChange={() => setFormat(one.format)}
              title={one.title}
              description={one.about}
            />
          ))}
        </fieldset>
        {running && (
          <div className={classes.progress} role="status">
            <span>
              {progress.total > 0
                ? `${number(progress.done)} of ${number(progress.total)} events`
                : "Choose where to save the file"}
            </span>
            <Progress
              value={progress.total > 0 ? (progress.done / progress.total) * 100 : 0}
              size={8}
              aria-label="Exporting"
              transitionDuration={0}
            />
          </div>
        )}
        {problem && (
          <Note tone="problem" live>
            {problem}
          </Note>
        )}
        <Note>Exports are recorded in the history too, with who made them and what was filtered.</Note>
        <div className={classes.buttons}>
          {running ? (
            <Button variant="default" onClick={() => controller.current?.abort()}>
              Stop
            </Button>
          ) : (
            <>
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button
                leftSection={<IconFileExport size={16} stroke={1.7} aria-hidden />}
                onClick={() => void start()}
              >
                Choose where and export
              </Button>
            </>
          )}
        </div>
      </div>
    </Modal>
  );
}
