import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { WebDriver, WebElement } from "selenium-webdriver";

const require = createRequire(import.meta.url);
const queries = readFileSync(
  require.resolve("@testing-library/dom/dist/@testing-library/dom.umd.min.js"),
  "utf8",
);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export type Name = string | RegExp;
export type Options = {
  name?: Name;
  level?: number;
  selected?: boolean;
  checked?: boolean;
  pressed?: boolean;
  expanded?: boolean;
  /** Look only inside the first element of this role and name. */
  within?: { role: string; name?: Name };
  timeout?: number;
};

/** Puts the finders into the page, once per document. */
export async function prepare(driver: WebDriver): Promise<void> {
  const there = await driver.executeScript<boolean>("return Boolean(window.TestingLibraryDom)");
  if (there) return;
  await driver.executeScript(queries);
  await driver.executeScript(`
    TestingLibraryDom.configure({
      asyncUtilTimeout: 10000,
      getElementError: (message) => new Error(String(message).split("\\n\\n")[0]),
    });
  `);
}

type Answer<T> = { value?: T; error?: string; page?: string };

/** Runs a function body with `tl`, `scope`, `role`, `options` in the page; it may wait. */
async function ask<T>(driver: WebDriver, body: string, role: string, options: Options): Promise<T> {
  await prepare(driver);
  const answer = await driver.executeAsyncScript<Answer<T>>(
    `
    const [role, plain, done] = arguments;
    const tl = window.TestingLibraryDom;
    const name = (one) => one && one.pattern !== undefined ? new RegExp(one.pattern, one.flags) : one;
    const { within, timeout, ...rest } = plain;
    const options = { ...rest, name: name(rest.name) };
    if (options.name === null || options.name === undefined) delete options.name;
    // Dialogs stand at the end of the document.
    const shortened = (text) => text.length > 1600 ? text.slice(0, 500) + " … " + text.slice(-1000) : text;
    const waiting = { timeout: timeout ?? 10000 };
    const answer = (async () => {
      const scope = within
        ? await tl.findByRole(document.body, within.role, within.name ? { name: name(within.name) } : {}, waiting)
        : document.body;
      ${body}
    })();
    answer.then((value) => done({ value }), (error) => done({
      error: String(error && error.message || error),
      page: shortened(document.body.innerText.replace(/\\s+/g, " ")),
    }));
    `,
    role,
    portable(options),
  );
  if (answer.error !== undefined) {
    throw new Error(`${role} ${describe(options)}: ${answer.error}\nThe page says: ${answer.page}`);
  }
  return answer.value as T;
}

/** Waits until exactly one element has this role and name, and takes it. */
export const find = (driver: WebDriver, role: string, options: Options): Promise<WebElement> =>
  ask(driver, "return await tl.findByRole(scope, role, options, waiting);", role, options);

/** Waits for the field with this label that can be seen. Fields for passwords have no role; every field has a label. */
export const labelled = (driver: WebDriver, label: Name, timeout?: number): Promise<WebElement> =>
  ask(
    driver,
    `return await tl.waitFor(() => {
      const fields = tl.queryAllByLabelText(scope, options.name, { selector: "input, textarea, select" })
        .filter((field) => field.getClientRects().length > 0);
      if (fields.length !== 1) throw new Error(fields.length + " fields have this label");
      return fields[0];
    }, waiting);`,
    "field",
    { name: label, timeout },
  );

/** All elements of this role and name, as they are now. */
export const all = (driver: WebDriver, role: string, options: Options): Promise<WebElement[]> =>
  ask(driver, "return tl.queryAllByRole(scope, role, options);", role, options);

/** Waits until no element has this role and name. */
export const gone = (driver: WebDriver, role: string, options: Options): Promise<void> =>
  ask(
    driver,
    `await tl.waitFor(() => {
      const left = tl.queryAllByRole(scope, role, options).length;
      if (left > 0) throw new Error(left + " still there");
    }, waiting);
    return null;`,
    role,
    options,
  );

/** Waits until the page says this somewhere that can be seen. */
export async function says(driver: WebDriver, text: Name, timeout = 10_000): Promise<void> {
  await ask(
    driver,
    `await tl.waitFor(() => {
      const text = document.body.innerText.replace(/\\s+/g, " ");
      const wanted = options.name;
      if (!(wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted))) {
        throw new Error("the page does not say it");
      }
    }, waiting);
    return null;`,
    "text",
    { name: text, timeout },
  );
}

export type Violation = { id: string; impact: string; help: string; where: string[] };

/** What axe finds, of the impacts that count. */
export async function violations(driver: WebDriver): Promise<Violation[]> {
  const there = await driver.executeScript<boolean>("return Boolean(window.axe)");
  if (!there) await driver.executeScript(axe);
  const answer = await driver.executeAsyncScript<Answer<Violation[]>>(`
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ["violations"] }).then(
      (results) => done({ value: results.violations
        .filter((one) => one.impact === "serious" || one.impact === "critical")
        .map((one) => ({ id: one.id, impact: one.impact, help: one.help,
          where: one.nodes.slice(0, 5).map((node) => node.target.join(" ") + ": " + (node.failureSummary || "").split("\\n").slice(1).join(" ").trim()) })) }),
      (error) => done({ error: String(error) }),
    );
  `);
  if (answer.error !== undefined) throw new Error(`axe failed: ${answer.error}`);
  return answer.value ?? [];
}

/** Regular expressions do not travel; their parts do. */
function portable(options: Options): unknown {
  const name = (one: Name | undefined) =>
    one instanceof RegExp ? { pattern: one.source, flags: one.flags } : one;
  const { within, ...rest } = options;
  return {
    ...rest,
    name: name(rest.name),
    within: within && { role: within.role, name: name(within.name) },
  };
}

function describe(options: Options): string {
  const inside = options.within ? ` in ${options.within.role} ${options.within.name ?? ""}` : "";
  return `${options.name ?? ""}${inside}`;
}
