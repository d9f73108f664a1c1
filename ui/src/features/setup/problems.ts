import type { ErrorReply } from "~/api";

export type Explanation = {
  title: string;
  /** What happened, in plain words. */
  happened: string;
  safe: string[];
  waits: string[];
  steps: string[];
};

const table: Record<string, Explanation> = {
  "database.missing": {
    title: "The database file is not where it was",
    happened:
      "Firmkeep remembers a practice on this computer, but its file is gone. It may have been moved, renamed or deleted.",
    safe: [
      "Nothing was changed or created in its place",
      "Any backup of the file still opens with the recovery key",
    ],
    waits: ["Nobody can sign in until the file is back"],
    steps: [
      "Look in the recycle bin, and on the drive that the folder below is on.",
      "If you have a backup, copy it to the folder below under the same name.",
      "Then try again.",
    ],
  },
  "database.not_firmkeep": {
    title: "This file is not a Firmkeep database",
    happened: "Where the practice’s file should be, there is a file of another program.",
    safe: ["The file was not touched", "Any backup of the practice still opens with the recovery key"],
    waits: ["Nobody can sign in until the right file is back"],
    steps: [
      "Move the other file away from the folder below.",
      "Put the practice’s file or a backup of it there.",
      "Then try again.",
    ],
  },
  "database.wrong_key": {
    title: "The key doesn’t open this database",
    happened:
      "The key on this computer belongs to another database. The file may have been replaced by one from elsewhere.",
    safe: ["The file was not changed", "The recovery key of the practice in the file still opens it"],
    waits: ["Nobody can sign in on this computer until the key fits"],
    steps: [
      "If the file was restored from a backup, restore the whole folder below, not the file alone.",
      "Have the recovery key of this practice ready, then try again.",
    ],
  },
  "database.damaged": {
    title: "The database file is damaged",
    happened:
      "Part of the file can’t be read. It may have been cut short by a full or failing disk, or by a program that copies files.",
    safe: ["Firmkeep stopped before changing anything", "Your last good backup is not affected"],
    waits: ["Nobody can sign in until a whole file is in its place"],
    steps: [
      "Copy the whole folder below somewhere safe before anything else, as it is.",
      "Put your newest backup in its place, then try again.",
      "Have the disk checked: damage rarely comes alone.",
    ],
  },
  "database.read_only": {
    title: "The database can’t be written to",
    happened: "Firmkeep may read the practice’s file but not write to it, so nothing could be recorded.",
    safe: ["Everything saved before is there and unchanged"],
    waits: ["Signing in waits, because each sign-in must be recorded"],
    steps: [
      "Check that your user on this computer may write to the folder below.",
      "Check that the drive is not locked, and that no backup program holds the file.",
      "Then try again.",
    ],
  },
  "database.disk_full": {
    title: "The disk is full",
    happened: "There is no room left on the drive that holds the practice’s data.",
    safe: ["Everything that was saved is there and unchanged"],
    waits: ["Nothing new can be saved until there is room"],
    steps: ["Free some space on that drive: 500 MB is plenty.", "Then try again."],
  },
  "database.newer": {
    title: "This practice needs a newer Firmkeep",
    happened:
      "The database was already opened by a newer version. An older one could damage what it doesn’t know.",
    safe: ["The database was not touched"],
    waits: ["This computer waits until Firmkeep is updated"],
    steps: ["Install the version that your other computers run.", "Then start Firmkeep again."],
  },
  "database.busy": {
    title: "The database is busy",
    happened: "Another program holds the practice’s file, such as a backup or a second Firmkeep.",
    safe: ["Everything that was saved is there and unchanged"],
    waits: ["Signing in waits until the other program lets go"],
    steps: [
      "Wait until a running backup has finished.",
      "Close other programs that may use the file.",
      "Then try again.",
    ],
  },
  "database.unreachable": {
    title: "We can’t reach the office database",
    happened:
      "The office server doesn’t answer. It may be switched off or restarting, or this computer may be off the office network.",
    safe: ["Everything saved before is stored on the server"],
    waits: ["Nobody can sign in on this computer until it answers"],
    steps: [
      "Check that the office server is on and awake.",
      "If you’re away from the office, connect to the office VPN.",
      "Still stuck? Send the details below to whoever looks after your computers.",
    ],
  },
  "office.refused": {
    title: "The office database refused this computer",
    happened: "The server answers, but the database user or its password is no longer accepted.",
    safe: ["Everything saved before is stored on the server"],
    waits: ["Nobody can sign in on this computer until it is accepted again"],
    steps: ["Ask whoever looks after the server whether the database user or password was changed."],
  },
  "data_folder.damaged": {
    title: "Firmkeep’s own note about the database can’t be read",
    happened:
      "The small file that says where the practice’s database is was damaged. The database itself may be whole.",
    safe: [
      "Nothing was changed or created in its place",
      "The database and its backups still open with the recovery key",
    ],
    waits: ["Nobody can sign in on this computer until the file is back"],
    steps: ["Restore the file firmkeep.json in the folder below from a backup.", "Then try again."],
  },
  "keychain.unavailable": {
    title: "The keychain didn’t give the key",
    happened: "The key is kept in this computer’s keychain, and the keychain is locked or not running.",
    safe: ["The database and the key are unchanged"],
    waits: ["Nobody can sign in until the keychain opens"],
    steps: ["Sign out of this computer and in again, which unlocks the keychain.", "Then try again."],
  },
};

const unknown: Explanation = {
  title: "The practice could not be opened",
  happened: "",
  safe: ["Firmkeep stopped before changing anything"],
  waits: ["Nobody can sign in on this computer until it opens"],
  steps: ["Try again.", "Still stuck? Send the details below to whoever looks after your computers."],
};

/** What a problem with the database means for a person: what happened, what is safe, what to do. */
export function explain(problem: ErrorReply | null): Explanation {
  const code = problem?.code === "office.unreachable" ? "database.unreachable" : problem?.code;
  const known = code ? table[code] : undefined;
  return known ?? { ...unknown, happened: problem?.message ?? "Firmkeep could not open its database." };
}
