import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const PERIOD = 30;

/**
 * An authenticator app: what a phone shows after the key was typed into it. TOTP with HMAC-SHA-1, 30 s and six digits
 * (RFC 6238).
 */
export class Authenticator {
  private readonly secret: Buffer;
  /** The last step of time whose code was given away: Firmkeep takes each code once. */
  private used = 0;

  /** The key as the screen shows it: base32 in groups. */
  constructor(key: string) {
    this.secret = base32(key.replace(/\s/g, ""));
  }

  /**
   * A code that is good now and was not given away yet. Firmkeep takes the code of the next step of time too, so two in a
   * row never wait; a third waits until its step is that near.
   */
  async code(): Promise<string> {
    const present = () => Math.floor(Date.now() / 1000 / PERIOD);
    // The earliest that is surely still good when it has been typed.
    const step = Math.max(present(), this.used + 1);
    this.used = step;
    while (present() < step - 1) await until((step - 1) * PERIOD * 1000);
    return hotp(this.secret, step);
  }
}

const until = (time: number) => new Promise((done) => setTimeout(done, Math.max(0, time - Date.now())));

/** RFC 4226: the last four bits say where the 31 bits are taken from. */
function hotp(secret: Buffer, counter: number): string {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac("sha1", secret).update(moving).digest();
  const at = (mac.at(-1) ?? 0) & 0x0f;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** RFC 4648 without padding. */
function base32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) throw new Error(`${letter} is no letter of base32`);
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
      held &= (1 << bits) - 1;
    }
  }
  return Buffer.from(bytes);
}
