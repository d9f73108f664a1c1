import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { type Running, start } from "./processes";
import { postgresProgram } from "./programs";

/** A PostgreSQL server of the test's own. */
export class Postgres {
  private constructor(
    private readonly running: Running,
    private readonly lines: Interface,
  ) {}

  static start(): Postgres {
    const running = start(postgresProgram(), [], { stdio: ["pipe", "pipe", "inherit"] });
    if (!running.process.stdout) throw new Error("its answers are not read");
    return new Postgres(running, createInterface({ input: running.process.stdout }));
  }

  /** The address of a fresh, empty database. */
  database(): Promise<string> {
    return this.order("database");
  }

  /** As a power cut would end it. */
  async stop(): Promise<void> {
    await this.order("stop");
  }

  async startAgain(): Promise<void> {
    await this.order("start");
  }

  async end(): Promise<void> {
    if (this.running.process.exitCode !== null) return;
    const gone = once(this.running.process, "exit");
    this.running.process.stdin?.end();
    await gone;
  }

  private async order(word: string): Promise<string> {
    const answer = once(this.lines, "line").then(([line]) => String(line));
    const gone = once(this.running.process, "exit").then(() => {
      throw new Error(`the PostgreSQL of the tests ended at the order ${word}`);
    });
    this.running.process.stdin?.write(`${word}\n`);
    gone.catch(() => undefined);
    return await Promise.race([answer, gone]);
  }
}
