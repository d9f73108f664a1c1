import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";

/** A program that runs beside the tests. */
export type Running = { process: ChildProcess; end: () => Promise<void> };

export function start(program: string, args: string[], options: SpawnOptions = {}): Running {
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "inherit"], ...options });
  child.on("error", (error) => {
    console.error(`${program} cannot be started: ${error.message}`);
  });
  return { process: child, end: () => end(child) };
}

/** Asks to end, and insists after five seconds. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const insist = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(insist);
}

/** The first line that it prints. */
export async function firstLine(running: Running): Promise<string> {
  const output = running.process.stdout;
  if (!output) throw new Error("its output is not read");
  const lines = createInterface({ input: output });
  const line = await Promise.race([
    once(lines, "line").then(([text]) => String(text)),
    once(running.process, "exit").then(() => {
      throw new Error(`${running.process.spawnfile} ended before it said anything`);
    }),
  ]);
  lines.close();
  // What it says later is let go, so that it never waits for a reader.
  output.resume();
  return line;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no free port");
  server.close();
  await once(server, "close");
  return address.port;
}

/** Until something takes connections on the port. */
export async function listening(port: number, running: Running, within = 10_000): Promise<void> {
  const deadline = performance.now() + within;
  for (;;) {
    const answered = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => setTimeout(() => resolve(false), 20));
    });
    if (answered) return;
    if (running.process.exitCode !== null) throw new Error(`${running.process.spawnfile} ended at once`);
    if (performance.now() > deadline) throw new Error(`nothing listens on port ${port}`);
  }
}
