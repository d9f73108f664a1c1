import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { createFakeHost } from "~/api/fake";
import { expectAccessible, renderScreen } from "~/test/render";
import { UsersScreen } from ".";
import { layOut, rowOf } from "./testing";

layOut();

async function menuOf(name: string, options: { as?: string; at?: string } = {}) {
  const host = createFakeHost({ signedIn: options.as ?? "helen@hvale.example" });
  renderScreen(<UsersScreen />, { fake: host, at: options.at ?? "/users?inactive=true", path: "/users" });
  await userEvent.type(await screen.findByRole("searchbox"), name);
  const row = await rowOf(name);
  await userEvent.click(within(row).getByRole("button", { name: `Actions for ${name}` }));
  const menu = await screen.findByRole("menu");
  return { host, menu, row };
}

const items = (menu: HTMLElement) =>
  within(menu)
    .getAllByRole("menuitem")
    .map(
      (item) => item.firstElementChild?.nextElementSibling?.firstChild?.textContent?.replace("…", "") ?? "",
    );
const choose = (menu: HTMLElement, name: RegExp) =>
  userEvent.click(within(menu).getByRole("menuitem", { name }));

describe("the actions of a row", () => {
  it.each([
    [
      "Liam Petrakis",
      [
        "Reset password",
        "Open and edit",
        "View history",
        "Change sign-in email",
        "Sign out everywhere",
        "Restrict",
        "Disable",
        "Archive",
      ],
    ],
    [
      "Jack Thornbury",
      [
        "Lift restriction",
        "Reset MFA",
        "Reset password",
        "Open and edit",
        "View history",
        "Change sign-in email",
        "Sign out everywhere",
        "Disable",
        "Archive",
      ],
    ],
    [
      "Tom Brannigan",
      [
        "Unblock",
        "Reset MFA",
        "Reset password",
        "Open and edit",
        "View history",
        "Change sign-in email",
        "Sign out everywhere",
        "Restrict",
        "Disable",
        "Archive",
      ],
    ],
    [
      "Fatima Al-Sayed",
      [
        "Make a new invitation code",
        "Open and edit",
        "View history",
        "Change sign-in email",
        "Revoke invitation",
        "Archive",
      ],
    ],
    ["Quentin Blackwood", ["Invite", "Open and edit", "View history", "Change sign-in email", "Archive"]],
    ["Walter Huang", ["Enable", "Open and edit", "View history", "Change sign-in email", "Archive"]],
    ["Xanthe Miller", ["Unarchive", "Open and edit", "View history", "Change sign-in email"]],
    ["Helen Castellano", ["Open and edit", "View history", "Change sign-in email"]],
  ])("are exactly those that may be taken on %s", async (name, expected) => {
    const { menu } = await menuOf(name);
    expect(items(menu)).toEqual(expected);
  });

  it("offer a partner nothing against a practice admin", async () => {
    const { menu } = await menuOf("Marcus Whitfield", { as: "priya@hvale.example" });
    expect(items(menu)).toEqual(["Open"]);
  });

  it("say first why somebody cannot sign in, and who decided it", async () => {
    const { menu } = await menuOf("Walter Huang");
    expect(
      await within(menu).findByText(/Disabled .* by Helen Castellano: Parental leave until March/),
    ).toBeVisible();
  });
});

describe("changing access", () => {
  it("tells the effect, wants a reason, and can be undone from the toast", async () => {
    const { host, menu } = await menuOf("Liam Petrakis");
    await choose(menu, /Disable/);
    const dialog = await screen.findByRole("dialog", { name: /Stop Liam Petrakis from signing in/ });
    expect(within(dialog).getByText(/signed out of every computer straight away/)).toBeVisible();
    await expectAccessible();
    await userEvent.click(within(dialog).getByRole("button", { name: "Disable Liam" }));
    expect(await within(dialog).findByText("Say why, so the history can tell it")).toBeVisible();
    const liam = () => host.world.people.find((one) => one.first_name === "Liam");
    expect(liam()?.status).toBe("active");
    await userEvent.type(within(dialog).getByLabelText(/Reason/), "Long service leave");
    await userEvent.click(within(dialog).getByRole("button", { name: "Disable Liam" }));
    expect(await screen.findByText("Liam Petrakis is disabled")).toBeVisible();
    expect(liam()).toMatchObject({ status: "disabled", status_reason: "Long service leave" });
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(liam()?.status).toBe("active"));
  });

  it("takes back the disabling of a restricted person too, and they are restricted again", async () => {
    const { host, menu } = await menuOf("Jack Thornbury");
    await choose(menu, /Disable/);
    await userEvent.type(await screen.findByLabelText(/Reason/), "Long service leave");
    await userEvent.click(screen.getByRole("button", { name: "Disable Jack" }));
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() =>
      expect(host.world.people.find((one) => one.first_name === "Jack")?.status).toBe("restricted"),
    );
  });

  it("says of enabling only what is true of restricted people too", async () => {
    const { menu } = await menuOf("Walter Huang");
    await choose(menu, /Enable/);
    expect(await screen.findByText(/comes back as they were: .*still restricted if/)).toBeVisible();
  });

  it("lets one change over to archiving inside the dialog, since the two are easily confused", async () => {
    const { host, menu } = await menuOf("Liam Petrakis");
    await choose(menu, /Disable/);
    await userEvent.click(await screen.findByRole("radio", { name: "Archive" }));
    await userEvent.type(screen.getByLabelText(/Reason/), "Left");
    await userEvent.click(screen.getByRole("button", { name: "Archive Liam" }));
    await waitFor(() =>
      expect(host.world.people.find((one) => one.first_name === "Liam")?.status).toBe("archived"),
    );
  });

  it("says a refusal inside the dialog and keeps the reason that was typed", async () => {
    const { host, menu } = await menuOf("Liam Petrakis");
    await choose(menu, /Restrict/);
    await userEvent.type(await screen.findByLabelText(/Reason/), "Review");
    host.failNext("users.last_admin", "There must always be a practice admin who can sign in.");
    await userEvent.click(screen.getByRole("button", { name: "Restrict Liam" }));
    expect(await screen.findByText("There must always be a practice admin who can sign in.")).toBeVisible();
    expect(screen.getByLabelText(/Reason/)).toHaveValue("Review");
    await userEvent.click(screen.getByRole("button", { name: "Restrict Liam" }));
    expect(await screen.findByText("Liam Petrakis is restricted to looking")).toBeVisible();
  });

  it("shows an invitation code once, with how to hand it over", async () => {
    const { menu } = await menuOf("Quentin Blackwood");
    await choose(menu, /Invite/);
    await userEvent.click(await screen.findByRole("button", { name: "Invite Quentin" }));
    expect(await screen.findByText("K7QM-3XWD-9TRB")).toBeVisible();
    expect(screen.getByText("How to hand it over")).toBeVisible();
    await expectAccessible();
  });

  it("changes the sign-in email with a reason, and says a taken address at the field", async () => {
    const { host, menu } = await menuOf("Priya Raghunathan");
    await choose(menu, /Change sign-in email/);
    expect(await screen.findByText("priya.r@hvale.example")).toBeVisible();
    await userEvent.type(screen.getByLabelText("New sign-in email"), "helen@hvale.example");
    await userEvent.type(screen.getByLabelText(/Reason/), "Married");
    await userEvent.click(screen.getByRole("button", { name: /Change Pri.s email/ }));
    expect(await screen.findByText("Someone in the practice has or had this email address.")).toBeVisible();
    await expectAccessible();
    await userEvent.clear(screen.getByLabelText("New sign-in email"));
    await userEvent.type(screen.getByLabelText("New sign-in email"), "priya.new@hvale.example");
    await userEvent.click(screen.getByRole("button", { name: /Change Pri.s email/ }));
    await waitFor(() =>
      expect(host.world.people.find((one) => one.first_name === "Priya")?.email).toBe(
        "priya.new@hvale.example",
      ),
    );
  });
});

describe("mending how somebody signs in", () => {
  const person = (host: ReturnType<typeof createFakeHost>, first: string) =>
    host.world.people.find((one) => one.first_name === first);

  it("says since when somebody is blocked, and unblocks with a reason", async () => {
    const { host, menu, row } = await menuOf("Tom Brannigan");
    expect(row).toHaveTextContent("Blocked");
    expect(await within(menu).findByText(/^Blocked .* after too many wrong tries$/)).toBeVisible();
    await choose(menu, /^Unblock/);
    const dialog = await screen.findByRole("dialog", { name: /Unblock Tom Brannigan/ });
    await expectAccessible();
    await userEvent.type(within(dialog).getByLabelText(/Reason/), "Mistyped it, told me in person");
    await userEvent.click(within(dialog).getByRole("button", { name: "Unblock Tom" }));
    expect(await screen.findByText("Tom Brannigan is unblocked")).toBeVisible();
    expect(person(host, "Tom")).toMatchObject({ blocked: null, tries: 0 });
    await waitFor(async () => expect(await rowOf("Tom Brannigan")).toHaveTextContent("Active"));
  });

  it("tells what a reset of MFA ends before it does, and shows that it waits for the next sign-in", async () => {
    const { host, menu } = await menuOf("Priya Raghunathan");
    host.world.proved = host.world.now();
    await choose(menu, /^Reset MFA/);
    const dialog = await screen.findByRole("dialog", { name: /Reset the MFA of Priya Raghunathan/ });
    expect(
      within(dialog).getByText(/stop working straight away, and every computer is signed out/),
    ).toBeVisible();
    await userEvent.type(within(dialog).getByLabelText(/Reason/), "Lost the phone");
    await userEvent.click(within(dialog).getByRole("button", { name: "Reset Pri’s MFA" }));
    await waitFor(() => expect(person(host, "Priya")?.mfa).toBe("reset_pending"));
    await waitFor(async () => expect(await rowOf("Priya Raghunathan")).toHaveTextContent("Reset pending"));
  });

  it("gives a reset code once, to hand over, and never asks for a password", async () => {
    const { host, menu } = await menuOf("Liam Petrakis");
    await choose(menu, /^Reset password/);
    const dialog = await screen.findByRole("dialog", { name: /Liam Petrakis/ });
    await userEvent.click(within(dialog).getByRole("button", { name: "Make a reset code for Liam" }));
    expect(await within(dialog).findByText("Say why, so the history can tell it")).toBeVisible();
    await userEvent.type(within(dialog).getByLabelText(/Reason/), "Forgot it");
    await userEvent.click(within(dialog).getByRole("button", { name: "Make a reset code for Liam" }));
    expect(await within(dialog).findByText("R4TW-8KQM-2XHD")).toBeVisible();
    expect(within(dialog).getByText(/I have a reset code/)).toBeVisible();
    expect(dialog.querySelector("input[type=password]")).toBeNull();
    await expectAccessible();
    expect(person(host, "Liam")?.reset?.code).toBe("R4TW-8KQM-2XHD");
  });

  it("signs somebody out everywhere without taking their access away", async () => {
    const { host, menu } = await menuOf("Priya Raghunathan");
    await choose(menu, /^Sign out everywhere/);
    const dialog = await screen.findByRole("dialog", { name: "Sign Priya Raghunathan out everywhere" });
    await userEvent.type(within(dialog).getByLabelText("Reason"), "Left signed in");
    await userEvent.click(within(dialog).getByRole("button", { name: "Sign Pri out" }));
    expect(await screen.findByText("Priya Raghunathan is signed out of 2 computers")).toBeVisible();
    expect(person(host, "Priya")?.status).toBe("active");
  });
});
