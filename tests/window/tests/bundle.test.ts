import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { firmkeep } from "../support/cli";
import { temporaryFolder } from "../support/folder";
import { type Running, start } from "../support/processes";

const unpacked = temporaryFolder("unpacked");
const data = temporaryFolder("data");
const program = join(unpacked.path, "usr/bin/firmkeep");
let running: Running | undefined;

beforeAll(() => {
  const deb = process.env.FIRMKEEP_DEB;
  if (!deb) throw new Error("FIRMKEEP_DEB names no package: `cargo xtask test` makes one");
  execFileSync("dpkg-deb", ["-x", deb, unpacked.path]);
});

afterAll(async () => {
  await running?.end();
  unpacked.remove();
  data.remove();
});

test("the installed program lists its operations without a window", async () => {
  const printed = await firmkeep(["operations", "--data-dir", data.path], "", program);
  expect(printed.status, printed.errors).toBe(0);
  const names = (JSON.parse(printed.output) as { name: string }[]).map((operation) => operation.name);
  expect(names).toContain("users.archive");
});

test("the installed program opens its window", async () => {
  running = start(program, ["--data-dir", data.path], {
    env: { ...process.env, XDG_CONFIG_HOME: data.path, XDG_DATA_HOME: data.path, XDG_CACHE_HOME: data.path },
  });
  await expect.poll(windowTitles, { timeout: 30_000, interval: 200 }).toContain("Firmkeep");
  expect(running.process.exitCode).toBeNull();
});

test("the package brings an entry for the menu, with an icon", () => {
  const entries = readdirSync(join(unpacked.path, "usr/share/applications"));
  expect(entries).toHaveLength(1);
  const icons = readdirSync(join(unpacked.path, "usr/share/icons/hicolor"), { recursive: true }).map(String);
  expect(icons.filter((icon) => icon.endsWith(".png")).length).toBeGreaterThanOrEqual(2);
});

function windowTitles(): string[] {
  const tree = execFileSync("xwininfo", ["-root", "-tree"], { encoding: "utf8" });
  return [...tree.matchAll(/^\s+0x[0-9a-f]+ "([^"]*)"/gm)].map((match) => match[1] ?? "");
}
