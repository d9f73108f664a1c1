/** Lower case, without accents: "renée" is found by "renee". */
export const plainText = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const wordsOf = (text: string) =>
  plainText(text)
    .split(/[^\p{L}\p{N}@.]+/u)
    .filter(Boolean);

/**
 * How well a text answers what was typed: every typed word starts some word of the text, or nothing (0).
 * Words of the label count more than words it could also be called by.
 */
export function scoreOf(typed: string, label: string, also = ""): number {
  const asked = wordsOf(typed);
  if (asked.length === 0) return 1;
  const own = wordsOf(label);
  const others = wordsOf(also);
  let score = 0;
  for (const word of asked) {
    if (own[0]?.startsWith(word)) score += 4;
    else if (own.some((candidate) => candidate.startsWith(word))) score += 3;
    else if (others.some((candidate) => candidate.startsWith(word))) score += 1;
    else return 0;
  }
  return score;
}

export type Piece = { text: string; hit: boolean };

/** The text cut where words start with what was typed, for underlining. */
export function piecesOf(text: string, typed: string): Piece[] {
  const asked = wordsOf(typed).sort((a, b) => b.length - a.length);
  if (asked.length === 0) return [{ text, hit: false }];
  const pieces: Piece[] = [];
  for (const part of text.split(/(\s+)/)) {
    const hit = asked.find((word) => plainText(part).startsWith(word));
    // Taking accents apart may change lengths; then the whole word is underlined.
    const cut = hit && plainText(part).length === part.length ? hit.length : part.length;
    if (hit) pieces.push({ text: part.slice(0, cut), hit: true });
    const rest = hit ? part.slice(cut) : part;
    const last = pieces.at(-1);
    if (rest && last && !last.hit) last.text += rest;
    else if (rest) pieces.push({ text: rest, hit: false });
  }
  return pieces;
}
