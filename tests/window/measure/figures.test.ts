import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Demo, demo } from "../support/cli";
import { temporaryFolder } from "../support/folder";
import { signIn } from "../support/journeys";
import { application, emptyWindow, manyUsers, reports } from "../support/programs";
import { Key, Window } from "../support/window";
import { memory, processesOf, startedAt } from "./process";

/** `cargo xtask bench`: the figures of the window, each beside its bar. */
type Figure = { figure: string; value: number; unit: string; bar: string; holds: boolean };
const figures: Figure[] = [];
const note = (figure: string, value: number, unit: string, most: number) =>
  figures.push({
    figure,
    value: Number(value.toFixed(2)),
    unit,
    bar: `at most ${most}`,
    holds: value <= most,
  });

const folder = temporaryFolder("bench");
afterAll(() => {
  folder.remove();
  const path = process.env.FIRMKEEP_BENCH_JSON || join(reports(), "bench-window.json");
  writeFileSync(path, `${JSON.stringify(figures, null, 2)}\n`);
});

const middle = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** From the process's start until the first field holds a typed letter, in milliseconds. */
async function typed(window: Window, program: string): Promise<number> {
  let at = 0;
  await window.driver.wait(async () => {
    const ready = await window.driver.executeScript<boolean>(
      "return document.activeElement?.tagName === 'INPUT'",
    );
    if (!ready) return false;
    await window.press("x");
    at = Date.now();
    return true;
  }, 20_000);
  const value = await window.driver.executeScript("return document.activeElement.value");
  expect(value).toBe("x");
  return at - startedAt(processesOf(program).at(-1) ?? 0);
}

test("the window takes typing soon, and needs little memory", async () => {
  const practice = await demo(folder.path);
  const started: { empty: number[]; firmkeep: number[] } = { empty: [], firmkeep: [] };
  const used: { empty: number[]; firmkeep: number[] } = { empty: [], firmkeep: [] };
  // The first of each fills the disk's cache and is not counted.
  for (let round = 0; round < 6; round += 1) {
    const empty = await Window.open("", {}, emptyWindow());
    const emptyTime = await typed(empty, emptyWindow());
    const emptyMemory = memory(processesOf(emptyWindow()).at(-1) ?? 0);
    await empty.close();
    const window = await Window.open(folder.path);
    const time = await typed(window, application());
    await signIn(window, practice);
    await window.see("row", /Liam Petrakis/);
    const after = memory(processesOf(application()).at(-1) ?? 0);
    await window.close();
    if (round === 0) continue;
    started.empty.push(emptyTime);
    started.firmkeep.push(time);
    used.empty.push(emptyMemory);
    used.firmkeep.push(after);
  }
  const ratio = middle(started.firmkeep) / middle(started.empty);
  note(
    `window usable (${Math.round(middle(started.firmkeep))} ms) against an empty window (${Math.round(middle(started.empty))} ms)`,
    ratio,
    "x",
    1.5,
  );
  note(
    "memory of the own process above an empty window",
    middle(used.firmkeep) - middle(used.empty),
    "MiB",
    40,
  );
}, 300_000);

test("the search follows the typing, 10,000 users", async () => {
  const many = temporaryFolder("many");
  try {
    const printed = execFileSync(manyUsers(), [many.path, "10000"], { encoding: "utf8" });
    const practice = JSON.parse(printed) as Demo;
    const window = await Window.open(many.path);
    await signIn(window, practice);
    await window.see("grid", "Users");
    const field = await window.field(/^Search users/);
    const times: number[] = [];
    for (const text of ["famb", "famq", "famca", "famx", "famke", "famz", "famd", "famhi", "famw", "famt"]) {
      await field.sendKeys(Key.chord(Key.CONTROL, "a"));
      await window.driver.executeScript(WATCH, text);
      await field.sendKeys(text);
      times.push(await window.driver.executeAsyncScript<number>("window.followed.then(arguments[0])"));
    }
    await window.close();
    note("typing in the user search to the changed list, 10,000 users", Math.max(...times), "ms", 100);
  } finally {
    many.remove();
  }
}, 600_000);

/** From the last letter's input event to the frame after which every row on screen matches. */
const WATCH = `
  const text = arguments[0];
  let from = 0;
  document.addEventListener("input", (event) => {
    if (event.target.value === text) from = performance.now();
  }, true);
  window.followed = new Promise((done) => {
    const look = () => {
      const rows = [...document.querySelectorAll("[role=row]")].filter((row) => row.querySelector("[data-row-menu]"));
      const follows = from > 0 && rows.length > 0 && rows.every((row) => row.innerText.toLowerCase().includes(text));
      if (follows) requestAnimationFrame((at) => done(performance.now() - from));
      else requestAnimationFrame(look);
    };
    look();
  });
`;
