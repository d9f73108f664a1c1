import type { EventRow, Outcome, UserFieldChange } from "~/api";

export const OUTCOME_WORDS: Record<Outcome, string> = {
  success: "Done",
  failure: "Failed",
  refused: "Refused",
};

/** An empty value has to be said, or "from to 02 5550 4417" is what gets read. */
export const valueWords = (value: string) => (value.trim() === "" ? "empty" : value);

function changesWords(changes: UserFieldChange[]): string {
  const [first] = changes;
  if (!first) return "";
  if (changes.length === 1) {
    return `${first.label}: ${valueWords(first.before)} to ${valueWords(first.after)}`;
  }
  if (changes.length <= 3) return changes.map((change) => change.label).join(", ");
  return `${changes.length} fields`;
}

/** What the computer that asked is called; every line of the register names one. */
export const deviceWords = (row: Pick<EventRow, "computer">) => row.computer || "Unknown computer";

/**
 * Whose line it is: who did it, else the user whom somebody without a session acted as, such as the one named in a
 * failed sign-in.
 */
export function whoseLine(row: EventRow): { id: string; name: string; known: boolean } {
  if (row.actor) return { ...row.actor, known: true };
  const target = row.target;
  if (target?.kind === "user" && target.id) return { id: target.id, name: target.name, known: true };
  return { id: row.actor_email, name: row.actor_email || "Unknown", known: false };
}

export const actorWords = (row: Pick<EventRow, "actor" | "actor_email">) =>
  row.actor?.name || row.actor_email || "Nobody signed in";

/**
 * The quiet words after an event's title: whom it was about, by whom where the list has no column for
 * that, what changed, and why. `subject` is the user whose history is shown: their name is not repeated.
 */
export function detailWords(row: EventRow, options: { subject?: string | null; who: boolean }): string {
  const parts: string[] = [];
  const target = row.target;
  const said = [whoseLine(row).id, options.subject];
  if (target?.kind === "user" && target.name && !said.includes(target.id ?? "")) parts.push(target.name);
  // The reason first: it is what somebody looks for, and a long line is cut at its end.
  if (row.reason) parts.push(row.reason);
  // "Disabled" says the new status already.
  const changed = changesWords(row.changes.filter((change) => change.field !== "status"));
  if (changed) parts.push(changed);
  if (row.note) parts.push(row.note);
  if (!options.who && row.actor && row.actor.id !== options.subject) parts.push(`by ${row.actor.name}`);
  return parts.join(", ");
}

/** True where the title alone doesn't tell that it went wrong, so the row says it in a pill. */
export const needsOutcome = (row: Pick<EventRow, "title" | "outcome">) =>
  row.outcome !== "success" && !/fail|refus|wrong|block|denied/i.test(row.title);

/** "9c41 7be0 … 02df": enough of a seal to compare by eye. */
export function sealWords(hash: string): string {
  if (hash.length <= 12) return hash || "None, this is the first";
  return `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`;
}
