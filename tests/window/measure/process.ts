import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The processes that run this program, the newest last. */
export function processesOf(program: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/exe`) === program;
      } catch {
        return false;
      }
    })
    .toSorted((a, b) => a - b);
}

/** When it started, in milliseconds since 1970; Linux counts in hundredths of a second. */
export function startedAt(pid: number): number {
  const boot = Number(/^btime (\d+)/m.exec(readFileSync("/proc/stat", "utf8"))?.[1]) * 1000;
  const uptime = Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]) * 1000;
  const now = Date.now();
  const ticks = Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[19]) * 10;
  // btime has whole seconds only; the uptime has hundredths.
  return Math.abs(now - uptime - boot) < 2_000 ? now - uptime + ticks : boot + ticks;
}

/** Its own memory, shared pages by their share, in MiB. */
export function memory(pid: number): number {
  const kib = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
  return Number(kib) / 1024;
}
