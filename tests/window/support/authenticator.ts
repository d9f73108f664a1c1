import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An authenticator app with the secret that a screen shows (RFC 6238: SHA-1, six digits, 30 seconds). */
export class Authenticator {
  readonly #secret: Buffer;
  #last = 0;

  constructor(typed: string) {
    let bits = "";
    for (const letter of typed.replace(/\s/g, "")) {
      bits += ALPHABET.indexOf(letter).toString(2).padStart(5, "0");
    }
    const bytes = bits.match(/.{8}/g) ?? [];
    this.#secret = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  }

  /** A code that was not given before: of this half minute, or, where that one was, of the next, which is taken early. */
  code(): string {
    const now = Math.floor(Date.now() / 30_000);
    const step = Math.max(now, this.#last + 1);
    if (step > now + 1) throw new Error("No code is left for this minute");
    this.#last = step;
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const hash = createHmac("sha1", this.#secret).update(counter).digest();
    const offset = (hash.at(-1) ?? 0) & 15;
    return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
  }
}
