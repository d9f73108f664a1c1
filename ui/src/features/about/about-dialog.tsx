import { Button, Modal } from "@mantine/core";
import { IconCopy, IconFolderOpen } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { copyText, openLogFolder, useCall, versions } from "~/api";
import { databaseWords, Mark, toast, useDatabase } from "~/shared";
import classes from "./about.module.css";
import { Licences } from "./licences";

export type AboutDialogProps = { opened: boolean; onClose: () => void };

/** What someone who helps needs to know about this copy of Firmkeep. */
export function AboutDialog({ opened, onClose }: AboutDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="About Firmkeep" size="35rem">
      <Content />
    </Modal>
  );
}

function Content() {
  const status = useCall("app.status", {}).data;
  const running = useQuery({
    queryKey: ["versions"],
    queryFn: versions,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  const version = status?.version || running?.app || "";
  const open = useDatabase();
  const database = open ? databaseWords(open) : null;

  const copy = async () => {
    const lines = [
      `Firmkeep ${version}, ${running?.shell ?? ""}`,
      `Database: ${database ? `${database.title}, ${status?.database?.place}` : "none"}`,
      `Data folder: ${status?.data_dir ?? ""}`,
      `Computer: ${status?.computer ?? ""}`,
    ];
    if (await copyText(lines.join("\n"))) toast.done("Details copied");
    else toast.problem("The details could not be copied");
  };
  const logs = () =>
    openLogFolder().catch((reason) => toast.problem("The log folder can’t be opened", reason));

  return (
    <div tabIndex={-1} data-autofocus style={{ outline: "none" }}>
      <div className={classes.head}>
        <Mark size={44} />
        <div>
          <div className={classes.name}>Firmkeep</div>
          <div className={classes.quiet}>
            Who works in the practice, what they may do, and the proof of it
          </div>
        </div>
      </div>
      <dl className={classes.facts}>
        <Fact term="Version">{version || "–"}</Fact>
        <Fact term="Window">{running?.shell ?? "–"}</Fact>
        <Fact term="Practice">{status?.practice?.name ?? "–"}</Fact>
        <Fact term="Database">
          {database ? (
            <>
              {database.title}
              <span className={classes.quiet}>, {open?.answering ? placeWords(open) : database.line}</span>
            </>
          ) : (
            "None open"
          )}
        </Fact>
        <Fact term="Data folder">
          <span className={classes.mono}>{status?.data_dir || "–"}</span>
        </Fact>
        <Fact term="Computer">{status?.computer || "–"}</Fact>
        <Fact term="Licence">Apache-2.0 or MIT, as you choose</Fact>
      </dl>
      <div className={classes.buttons}>
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={16} stroke={1.7} />}
          onClick={() => void logs()}
        >
          Open log folder
        </Button>
        <Button
          variant="subtle"
          leftSection={<IconCopy size={16} stroke={1.7} />}
          onClick={() => void copy()}
        >
          Copy details
        </Button>
      </div>
      <Licences />
    </div>
  );
}

const placeWords = ({ kind, place }: { kind: "local" | "office"; place: string }) =>
  kind === "office" ? place : "an encrypted file on this computer";

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}
