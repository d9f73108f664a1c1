import { spawn } from "node:child_process";
import { once } from "node:events";
import { application } from "./programs";

export type Printed = { status: number | null; output: string; errors: string };

/** The same program without a window. */
export async function firmkeep(args: string[], input = "", program = application()): Promise<Printed> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  child.stdout.on("data", (data) => {
    output += data;
  });
  child.stderr.on("data", (data) => {
    errors += data;
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const [status] = await once(child, "close");
  return { status, output, errors };
}

export type Demo = { email: string; password: string; data_dir: string };

/** Has the program create the sample practice in the folder. */
export async function demo(dataDir: string): Promise<Demo> {
  const printed = await firmkeep(["demo", "--data-dir", dataDir]);
  if (printed.status !== 0) throw new Error(`no sample practice: ${printed.output}${printed.errors}`);
  return JSON.parse(printed.output) as Demo;
}

/** One operation as one user, past the window. */
export async function call<T = unknown>(practice: Demo, operation: string, input: unknown): Promise<T> {
  const printed = await firmkeep(
    ["call", operation, JSON.stringify(input), "--as", practice.email, "--data-dir", practice.data_dir],
    `${practice.password}\n`,
  );
  if (printed.status !== 0) throw new Error(`${operation} failed: ${printed.output}${printed.errors}`);
  return JSON.parse(printed.output) as T;
}
