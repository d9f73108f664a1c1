import { expect, test } from "vitest";
import { call } from "../support/cli";
import { giveReason, rowMenu, rowSays, search } from "../support/journeys";
import { sampleWindow } from "../support/sample";
import { Key } from "../support/window";

const sample = sampleWindow();
const name = "Rowan Ellery";

test("a user is added in four steps and stands in the list", async () => {
  const { window } = sample;
  await window.click("button", "Add user");
  await window.see("heading", "Who is joining?");
  await window.fill(/^First name/, "Rowan");
  await window.fill(/^Last name/, "Ellery");
  await window.fill(/^Email/, "rowan.ellery@harbourvale.example");
  await window.fill(/^Mobile/, "0491 570 156");
  await window.chord(Key.CONTROL, Key.ENTER);
  await window.see("heading", /What should Rowan be able to do/);
  await window.tick("Employee");
  await window.chord(Key.CONTROL, Key.ENTER);
  await window.see("heading", "Rowan’s work");
  await window.fill(/^Job title/, "Graduate accountant");
  await window.chord(Key.CONTROL, Key.ENTER);
  await window.see("heading", "Add and invite Rowan");
  await window.click("button", "Add without inviting");
  await window.gone("dialog");
  await search(window, "rowan ellery");
  await rowSays(window, name, /Not invited/);
  await rowSays(window, name, /491 570 156/);
});

test("an email address is given once, in whatever case", async () => {
  const { window } = sample;
  await window.click("button", "Add user");
  await window.fill(/^First name/, "Somebody");
  await window.fill(/^Last name/, "Else");
  await window.fill(/^Email/, "ROWAN.Ellery@Harbourvale.example");
  for (const heading of [/able to do/, /work$/, /^Add and invite/]) {
    await window.chord(Key.CONTROL, Key.ENTER);
    await window.see("heading", heading);
    if (String(heading).includes("able")) await window.tick("Employee");
  }
  await window.click("button", "Add without inviting");
  await window.see("heading", "Who is joining?");
  await window.says("This email is or was another person’s sign-in email here.");
  await window.click("button", "Close");
  await window.click("button", /^Leave|^Don’t add/);
  await window.gone("heading", "Who is joining?");
});

test("an edit is saved with Ctrl S", async () => {
  const { window } = sample;
  await rowMenu(window, name, "Open and edit");
  await window.see("heading", name, { level: 1 });
  await window.fill("Job title (optional)", "Accountant");
  await window.says("1 unsaved change");
  await window.chord(Key.CONTROL, "s");
  await window.says("All changes saved");
  await window.says(/Accountant · Employee/);
});

test("a second person’s save is shown field by field, and one chooses", async () => {
  const { window, practice } = sample;
  type Row = { id: string; version: number; name: string };
  const { rows } = await call<{ rows: Row[] }>(practice, "users.list", {
    filter: { search: "rowan", roles: [], statuses: [], mfa: null, reports_to: null, show_inactive: true },
    sort: "name",
    descending: false,
    after: null,
    limit: 5,
  });
  const user = rows.find((row) => row.name === name);
  if (!user) throw new Error("Rowan is not in the list");

  await window.fill("Job title (optional)", "Senior accountant");
  await window.says("1 unsaved change");
  const detail = await call<Record<string, unknown>>(practice, "users.get", { user: user.id });
  const row = detail.row as Record<string, unknown>;
  await call(practice, "users.edit", {
    user: user.id,
    version: user.version,
    fields: {
      first_name: row.first_name,
      last_name: row.last_name,
      preferred_name: row.preferred_name,
      job_title: "Tax accountant",
      mobile: row.mobile,
      phone: detail.phone,
      birthday: detail.birthday,
      gender: detail.gender ?? "",
      time_zone: detail.time_zone,
      date_format: detail.date_format,
      roles: row.roles,
      reports_to: null,
      notes: detail.notes ?? "",
    },
  });
  await window.click("button", "Save");
  await window.see("dialog", /meanwhile/);
  await window.see("radio", /Job title.*Tax accountant/);
  await window.click("radio", /Job title, Yours: Senior accountant/);
  await window.click("button", /^Save .*with these choices$/);
  await window.gone("dialog");
  await window.says(/Senior accountant · Employee/);
});

test("leaving with unsaved changes asks", async () => {
  const { window } = sample;
  await window.fill("Job title (optional)", "Something else");
  await window.says("1 unsaved change");
  await window.click("link", "History");
  await window.see("dialog", "Save before you leave?");
  await window.click("button", "Keep editing");
  await window.gone("dialog");
  expect(await window.value("Job title (optional)")).toBe("Something else");
  await window.click("link", "History");
  await window.click("button", "Don’t save");
  await window.see("heading", "History", { level: 1 });
  await window.click("link", "Users");
  await window.see("heading", "Users");
});

test("somebody who works is disabled and enabled again, each with a reason", async () => {
  const { window } = sample;
  await rowMenu(window, "Liam Petrakis", /^Disable/);
  await window.see("dialog");
  await window.click("button", "Disable Liam");
  await window.says("Say why, so the history can tell it");
  await giveReason(window, "Long service leave until March", "Disable Liam");
  await window.click("switch", "Show inactive");
  await rowSays(window, "Liam Petrakis", /Disabled/);
  await rowMenu(window, "Liam Petrakis", /^Enable/);
  await giveReason(window, "Back from leave", "Enable Liam");
  await rowSays(window, "Liam Petrakis", /Active/);
});

test("somebody who left is archived, hidden, and comes back disabled", async () => {
  const { window } = sample;
  await rowMenu(window, "Grace Lindqvist", /^Archive/);
  await giveReason(window, "Left the practice on 30 June", "Archive Grace");
  await rowSays(window, "Grace Lindqvist", /Archived/);
  await window.click("switch", "Show inactive");
  await window.gone("row", /Grace Lindqvist/);
  await window.click("switch", "Show inactive");
  await rowMenu(window, "Grace Lindqvist", /^Unarchive/);
  await giveReason(window, "Returns to the practice", "Unarchive Grace");
  await rowSays(window, "Grace Lindqvist", /Disabled/);
});

test("the last step of a row’s menu leads to the user’s history, which tells all of it", async () => {
  const { window } = sample;
  await rowMenu(window, "Grace Lindqvist", /^View history/);
  await window.see("heading", "Grace Lindqvist", { level: 1 });
  await window.says("Left the practice on 30 June");
  await window.says("Returns to the practice");
});
