import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createFakeHost, type FakeHost } from "~/api/fake";
import { expectAccessible, renderScreen } from "~/test/render";
import { HistoryScreen } from ".";
import { barWords, spanOf, zoomTo } from "./chart/span";
import { readSaved } from "./saved-filters";

/** jsdom lays nothing out: give the list a size, and its rows theirs, so that it shows some. */
beforeEach(() => {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(40);
});

async function show(at = "/", prepare: (fake: FakeHost) => void = () => {}) {
  const fake = createFakeHost({ signedIn: "helen@hvale.example" });
  fake.world.proved = fake.world.now();
  prepare(fake);
  const view = renderScreen(<HistoryScreen />, { fake, at });
  await screen.findByRole("grid", { name: "History of the practice" });
  return { ...view, fake, user: userEvent.setup() };
}

const bars = async () => within(await screen.findByRole("toolbar", { name: "Sign-ins by time" }));

describe("the chart of sign-ins", () => {
  it("says in words how many worked and failed, and can be read as a table", async () => {
    const { user } = await show();
    const all = (await bars()).getAllByRole("button");
    expect(all).toHaveLength(30);
    expect(all.at(-1)).toHaveAccessibleName(/: \d+ successful, \d+ failed$/);
    expect(screen.getByText(/^\d+ failed$/)).toBeInTheDocument();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Show as a table" }));
    const table = await screen.findByRole("table");
    expect(within(table).getAllByRole("row")).toHaveLength(31);
    await expectAccessible();
  });

  it("zooms by dragging over a stretch of days, whose events are then shown", async () => {
    const { router } = await show();
    const all = (await bars()).getAllByRole("button");
    fireEvent.pointerDown(all[20] as HTMLElement, { button: 0 });
    fireEvent.pointerEnter(all[22] as HTMLElement);
    fireEvent.pointerUp(window);
    await waitFor(() => expect(router.state.location.search).toMatchObject({ range: "own" }));
    await waitFor(async () => expect((await bars()).getAllByRole("button")).toHaveLength(3));
  });

  it("zooms by keyboard down to hours, and out again", async () => {
    const { user, router } = await show();
    (await bars()).getAllByRole("button").at(-1)?.focus();
    await user.keyboard("{Enter}");
    await waitFor(async () => expect((await bars()).getAllByRole("button")).toHaveLength(24));
    (await bars()).getAllByRole("button").at(-1)?.focus();
    await user.keyboard("{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}");
    expect((await bars()).getAllByRole("button", { pressed: true })).toHaveLength(3);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(router.state.location.search).toMatchObject({ range: "exact" }));
    expect(screen.getByRole("button", { name: /^Time: .* (am|pm) to / })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Zoom out" }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it("draws hours for a day, days for a month and weeks for a year", () => {
    const day = 86_400_000_000;
    const now = Date.parse("2026-11-17T02:00:00Z") * 1000;
    const filter = {
      person: null,
      actor: null,
      record: null,
      record_type: null,
      kinds: [],
      outcome: null,
      computer: "",
      ip: "",
      keyword: "",
      from: null,
      until: null,
    };
    const clock = { time_zone: "UTC", date_format: "d_mmm_yyyy" as const };
    expect(spanOf(filter, "UTC", now)).toMatchObject({ step: "day", until: now + day - (now % day) });
    expect(spanOf({ ...filter, from: now, until: now + day }, "UTC", now).step).toBe("hour");
    const year = spanOf({ ...filter, from: now - 365 * day }, "UTC", now);
    expect(year.step).toBe("week");
    expect(zoomTo(year, now - 8 * day, now - day)).toMatchObject({ from: "2026-11-09", until: "2026-11-16" });
    expect(barWords(now, "hour", clock)).toBe("2 am");
    expect(barWords(now, "week", clock, true)).toBe("Week of 17 Nov 2026");
  });
});

describe("finding events", () => {
  it("seeks words anywhere in an event, kept in the address", async () => {
    const { user, router } = await show();
    await user.type(screen.getByRole("searchbox", { name: "Find in the history" }), "mobile");
    await waitFor(() => expect(router.state.location.search).toEqual({ q: "mobile" }));
    await waitFor(() => expect(screen.queryByText("Signed in")).toBeNull());
    expect((await screen.findAllByText("User edited")).length).toBeGreaterThan(2);
    expect(screen.getByText(/^\d+ events, newest first$/)).toBeInTheDocument();
  });

  it("narrows to who did it, what about, from which device and address", async () => {
    const { user, router, fake } = await show();
    await user.click(screen.getByRole("button", { name: "More filters: More" }));
    await user.type(await screen.findByLabelText("Device"), "helen");
    await waitFor(() => expect(router.state.location.search).toEqual({ device: "helen" }));
    await user.type(screen.getByLabelText("IP address"), "10.");
    expect(await screen.findByText("No events match")).toBeVisible();
    await expectAccessible();
    await user.clear(screen.getByLabelText("IP address"));
    await user.clear(screen.getByLabelText("Device"));
    await user.click(screen.getByRole("button", { name: "Done by: Anyone" }));
    await user.type(await screen.findByRole("textbox", { name: "Find a person" }), "marcus");
    await user.click(await screen.findByRole("option", { name: /Marcus/ }));
    const marcus = fake.world.people[1]?.id;
    await waitFor(() => expect(router.state.location.search).toEqual({ actor: marcus }));
  });

  it("keeps filters under a name, and leaves out what another version stored", async () => {
    const { user, router, fake } = await show("/?outcome=failure");
    await user.click(screen.getByRole("button", { name: "Saved filters: Saved" }));
    await user.type(await screen.findByLabelText("Save what is filtered now as"), "Failed sign-ins");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("button", { name: "Saved filters: Failed sign-ins" })).toBeInTheDocument();
    await user.click(screen.getAllByRole("button", { name: "Clear filters" })[0] as HTMLElement);
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    await user.click(screen.getByRole("button", { name: "Saved filters: Saved" }));
    await expectAccessible();
    await user.click(await screen.findByRole("button", { name: "Failed sign-ins" }));
    await waitFor(() => expect(router.state.location.search).toEqual({ outcome: "failure" }));
    expect(Object.values(fake.world.preferences)[0]).toHaveProperty("history_filters");
    expect(readSaved([{ name: "Odd", search: { outcome: "perhaps" } }, 7, { name: "" }])).toEqual([
      { name: "Odd", search: {} },
    ]);
  });

  it("shows what is about one record, named, and lets go of it", async () => {
    const { user, router } = await show("/?record=grant-8380800000000", ({ world }) => {
      for (const [at, grant] of world.grants.entries()) if (at === 0) grant.id = "grant-8380800000000";
    });
    await user.click(await screen.findByRole("button", { name: "About: One support access" }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });
});

describe("exporting", () => {
  it("writes what is filtered in the chosen format to the chosen file, and says how many", async () => {
    const { user, fake } = await show("/?outcome=failure");
    const asked = vi.spyOn(fake, "call");
    await user.keyboard("{Control>}e{/Control}");
    const dialog = await screen.findByRole("dialog", { name: /^Export \d+ events$/ });
    expect(dialog).toHaveTextContent("Exports are recorded in the history too");
    await user.click(within(dialog).getByRole("radio", { name: /JSON Lines/ }));
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Choose where and export" }));
    expect(await screen.findByText(/^\d+ events exported$/)).toBeInTheDocument();
    const [request] = asked.mock.calls.find(([one]) => one.operation === "register.export") ?? [];
    expect(request?.save_as).toMatch(/^Firmkeep history .*\.jsonl$/);
    expect(request?.input).toMatchObject({ format: "json_lines", filter: { outcome: "failure" } });
  });

  it("says nothing when the person changes their mind about the place", async () => {
    const { user, fake } = await show();
    await user.click(screen.getByRole("button", { name: "Export…" }));
    const dialog = await screen.findByRole("dialog", { name: /^Export/ });
    fake.failNext("call.cancelled", "Cancelled. Nothing was saved.");
    await user.click(within(dialog).getByRole("button", { name: "Choose where and export" }));
    expect(await within(dialog).findByRole("button", { name: "Choose where and export" })).toBeEnabled();
    expect(within(dialog).queryByRole("alert")).toBeNull();
    expect(fake.saved).toEqual([]);
  });

  it("shows how far it is, and can be stopped", async () => {
    const { user } = await show("/", (fake) => {
      fake.world.options.latency = 40;
    });
    await user.click(screen.getByRole("button", { name: "Export…" }));
    await user.click(await screen.findByRole("button", { name: "Choose where and export" }));
    expect(await screen.findByText(/^\d+ of 240 events$/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Stop" }));
    expect(await screen.findByText("Stopped. No file was kept.")).toBeInTheDocument();
  });

  it("isn't offered to somebody who may only look", async () => {
    const fake = createFakeHost({ support: "in" });
    renderScreen(<HistoryScreen />, { fake });
    await screen.findByRole("grid", { name: "History of the practice" });
    expect(screen.queryByRole("button", { name: "Export…" })).toBeNull();
    expect(screen.queryByRole("button", { name: /Check/ })).toBeNull();
  });
});

it("compares two versions of a record side by side", async () => {
  const { user } = await show("/?q=mobile");
  await user.click((await screen.findAllByText("User edited"))[0] as HTMLElement);
  await user.click(await screen.findByRole("button", { name: "Compare with other versions…" }));
  const dialog = await screen.findByRole("dialog", { name: /^Versions of/ });
  await user.click(await within(dialog).findByLabelText("Only what differs"));
  expect(await within(dialog).findByRole("row", { name: /Job title/ })).toBeInTheDocument();
  await expectAccessible();
});

it("says who checked the register last and where the last checkpoint stands", async () => {
  const { user, fake } = await show();
  Object.assign(fake.world, { verified: fake.world.now(), verifiedBy: "Marcus Whitfield" });
  fake.world.changed("register");
  expect(await screen.findByText("Chain verified")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "How the register stands" }));
  const facts = await screen.findByRole("dialog", { name: "How the register stands" });
  expect(facts).toHaveTextContent(/by Marcus Whitfield/);
  expect(facts).toHaveTextContent("At entry 234");
  await expectAccessible();
});
