import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import {
  createFakeHost,
  type FakeHost,
  type FakeOptions,
  fakeCode,
  fakePassword,
  recoveryGroups,
} from "~/api/fake";
import { followChanges } from "~/api/queries";
import { spokenLeft } from "~/shared/support/time-left";
import { expectAccessible, renderPart } from "~/test/render";
import { Gate } from "./gate";

beforeEach(() => {
  localStorage.clear();
  window.location.hash = "#/my-history";
});

function show(options: FakeOptions = {}, prepare: (fake: FakeHost) => void = () => {}) {
  const fake = createFakeHost({ signedIn: "helen@hvale.example", ...options });
  prepare(fake);
  const view = renderPart(<Gate />, { fake });
  followChanges(view.client);
  return { user: userEvent.setup(), fake, ...view };
}

/** The password, and the code that is asked after it. */
async function signIn(user: ReturnType<typeof userEvent.setup>, password = fakePassword) {
  await user.type(screen.getByLabelText("Password"), `${password}{Enter}`);
  await user.type(await screen.findByLabelText("Code"), fakeCode);
}

const navigation = () => screen.findByRole("navigation", { name: "Main" });

describe("what the window shows", () => {
  it("is the practice for whoever is signed in, with what they may open", async () => {
    show();
    const main = await navigation();
    expect(main).toHaveTextContent("UsersHistorySecurity settingsPractice settings");
    await screen.findByRole("heading", { level: 1 });
    await expectAccessible();
  });

  it("leaves out what somebody else may not open", async () => {
    show({ signedIn: "aroha@hvale.example" });
    expect(await navigation()).toHaveTextContent(/^Users$/);
  });

  it("is the sign-in screen for nobody, and the practice after signing in", async () => {
    const { user } = show({ signedIn: undefined });
    await user.type(await screen.findByLabelText("Email"), "helen@hvale.example");
    await signIn(user);
    await navigation();
  });

  it("is the first run on a new computer, even when the first look fails", async () => {
    show({ state: "no_practice" });
    expect(
      await screen.findByRole("heading", { name: /Where will your practice’s data live/ }),
    ).toBeInTheDocument();
  });

  it.each([
    ["database.missing", "The database file is not where it was"],
    ["database.damaged", "The database file is damaged"],
    ["database.newer", "This practice needs a newer Firmkeep"],
    ["database.read_only", "The database can’t be written to"],
    ["database.not_firmkeep", "This file is not a Firmkeep database"],
    ["database.unreachable", "We can’t reach the office database"],
    ["something.else", "The practice could not be opened"],
  ])("tells %s in plain words, with what is safe and what to do", async (code, title) => {
    const { fake, user } = show({
      state: "failed",
      problem: { code, message: "It failed.", field: null, details: null },
    });
    expect(await screen.findByRole("heading", { name: title })).toBeInTheDocument();
    expect(screen.getByRole("region", { name: "What’s safe, and what has to wait" })).toBeInTheDocument();
    await expectAccessible();
    fake.world.options.state = "ready";
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await navigation();
  });

  it("never offers a new practice over a data folder that can’t be read", async () => {
    const problem = { code: "data_folder.damaged", message: "It can’t be read.", field: null, details: null };
    show({ state: "no_practice", problem });
    expect(
      await screen.findByRole("heading", { name: /note about the database can’t be read/ }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/Where will your practice’s data live/)).toBeNull();
  });

  it("asks for the passphrase, then goes on", async () => {
    const { user } = show({ state: "needs_passphrase" });
    await user.type(await screen.findByLabelText("Passphrase"), "wrong{Enter}");
    expect(await screen.findByText(/does not open the practice/)).toBeInTheDocument();
    await expectAccessible();
    await user.clear(screen.getByLabelText("Passphrase"));
    await user.type(screen.getByLabelText("Passphrase"), `${fakePassword}{Enter}`);
    await navigation();
  });

  it("asks for the recovery key when the key is gone, however it is written", async () => {
    const { user } = show({ state: "needs_recovery_key" });
    const field = await screen.findByLabelText("Recovery key");
    await user.type(field, "7k2q 93tm");
    await user.click(screen.getByRole("button", { name: "Open the practice" }));
    expect(await screen.findByText("Enter all 8 groups of the recovery key.")).toBeInTheDocument();
    await expectAccessible();
    await user.clear(field);
    await user.type(field, "7k2q 93tm x5wd hval b8rn 4cjp zt6f m2ye");
    await user.click(screen.getByRole("button", { name: "Open the practice" }));
    await navigation();
  });
});

describe("after the first run", () => {
  it("goes straight to sign-in with the new account, without waiting for anybody to tell", async () => {
    const { user } = show({ state: "no_practice" });
    const next = (name: string) => user.click(screen.getByRole("button", { name }));
    await user.click(await screen.findByRole("radio", { name: "On this computer" }));
    await next("Continue");
    await user.type(await screen.findByLabelText("Practice name"), "Harbour & Vale");
    await next("Continue");
    await user.type(await screen.findByLabelText("First name"), "Helen");
    await user.type(screen.getByLabelText("Last name"), "Castellano");
    await user.type(screen.getByLabelText("Email"), "helen@hvale.example");
    await user.type(screen.getByLabelText("Password"), "quiet lanterns over nine");
    await next("Continue");
    await screen.findByRole("heading", { name: "Where should the key be kept?" });
    await next("Continue");
    await screen.findByText(recoveryGroups[0] ?? "");
    await next("I’ve kept it");
    await user.type(screen.getByLabelText("Group 3"), recoveryGroups[2] ?? "");
    await user.type(screen.getByLabelText("Group 6"), recoveryGroups[5] ?? "");
    await next("Create Harbour & Vale");
    await screen.findByRole("heading", { name: "Harbour & Vale is ready" });
    await next("Go to sign in");
    expect(await screen.findByLabelText("Email")).toHaveValue("helen@hvale.example");
    await user.type(screen.getByLabelText("Password"), "quiet lanterns over nine{Enter}");
    await screen.findByRole("heading", { name: "Set up your authenticator app" });
    await user.type(await screen.findByLabelText("Code for Harbour & Vale"), fakeCode);
    await user.click(await screen.findByLabelText("I have kept these somewhere safe"));
    await next("Open Firmkeep");
    await navigation();
  });
});

describe("locking", () => {
  it("hides everything and keeps it: nothing behind can be read or reached", async () => {
    const { user } = show();
    const main = await navigation();
    await user.keyboard("{Control>}{Shift>}l{/Shift}{/Control}");
    expect(await screen.findByRole("heading", { name: "Firmkeep is locked" })).toBeInTheDocument();
    expect(main.closest("[inert]")).not.toBeNull();
    expect(main).not.toBeVisible();
    expect(document.getElementById("portals")).not.toBeVisible();
    await signIn(user);
    await waitFor(() => expect(main).toBeVisible());
    expect(document.querySelector("[inert]")).toBeNull();
  });

  it("stays locked when the window is opened again", async () => {
    show({}, (fake) => {
      fake.world.locked = true;
    });
    expect(await screen.findByRole("heading", { name: "Firmkeep is locked" })).toBeInTheDocument();
  });

  it("locks at once when a call says that the core has locked", async () => {
    const { fake, client } = show();
    await navigation();
    fake.world.locked = true;
    await act(() => client.invalidateQueries());
    expect(await screen.findByRole("heading", { name: "Firmkeep is locked" })).toBeInTheDocument();
  });

  it("keeps the work of a person whose session ended, for the same person only", async () => {
    const { fake, client, user } = show();
    const main = await navigation();
    fake.world.signedIn = null;
    await act(() => client.invalidateQueries());
    expect(await screen.findByText("Your session has ended")).toBeInTheDocument();
    expect(main).not.toBeVisible();
    await signIn(user);
    await waitFor(() => expect(main).toBeVisible());
  });

  it("starts afresh when somebody else signs in there", async () => {
    const { fake, client, user } = show();
    const main = await navigation();
    fake.world.signedIn = null;
    await act(() => client.invalidateQueries());
    await screen.findByText("Your session has ended");
    await user.clear(screen.getByLabelText("Email"));
    await user.type(screen.getByLabelText("Email"), "aroha@hvale.example");
    await signIn(user);
    await waitFor(() => expect(main).not.toBeInTheDocument());
    expect(await navigation()).toHaveTextContent(/^Users$/);
    // Not where the person before stood: that may be closed to them.
    expect(await screen.findByRole("heading", { level: 1, name: "Users" })).toBeInTheDocument();
  });

  it("signs out, and leaves nothing of the person behind", async () => {
    const { user, client } = show();
    await navigation();
    await user.click(screen.getByRole("button", { name: /Helen Castellano/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
    expect(await screen.findByRole("heading", { name: "Sign in" })).toBeInTheDocument();
    const kept = client
      .getQueryCache()
      .getAll()
      .map((query) => String(query.queryKey[0]));
    expect(kept.filter((name) => !/^(app|lookups|session)\./.test(name))).toEqual([]);
  });
});

describe("the database", () => {
  it("is missed in a banner that goes by itself when it is back", async () => {
    const { fake, client } = show();
    await navigation();
    fake.world.answering = false;
    await act(() => client.invalidateQueries({ queryKey: ["app.status"] }));
    expect(await screen.findByText(/We can’t reach OFFICE-SRV01/)).toBeInTheDocument();
    await expectAccessible();
    fake.world.answering = true;
    await act(() => client.invalidateQueries({ queryKey: ["app.status"] }));
    await waitFor(() => expect(screen.queryByText(/We can’t reach/)).toBeNull());
    expect(await screen.findByText("The database is back")).toBeInTheDocument();
  });
});

describe("access that changes under somebody's hands", () => {
  it("closes the screen that they may no longer see, with a sentence that says why", async () => {
    window.location.hash = "#/history";
    const { fake } = show({ signedIn: "marcus@hvale.example" });
    await navigation();
    await screen.findByRole("heading", { name: "History" });
    const marcus = fake.world.people.find((one) => one.first_name === "Marcus");
    if (marcus) marcus.roles = ["partner"];
    act(() => fake.world.changed("users"));
    expect(await screen.findByRole("alert")).toHaveTextContent(
      /You can no longer see the practice’s history/,
    );
    expect(screen.queryByRole("grid")).toBeNull();
    await waitFor(async () => expect(await navigation()).toHaveTextContent(/^Users$/));
    await expectAccessible();
  });

  it("says on the way back in that too many wrong tries blocked them", async () => {
    const { fake, user } = show();
    await navigation();
    await user.keyboard("{Control>}{Shift>}l{/Shift}{/Control}");
    const password = await screen.findByLabelText("Password");
    await user.type(screen.getByLabelText("Code"), "111111");
    for (let times = 0; times < 5; times++) {
      if (!screen.queryByRole("heading", { name: "Firmkeep is locked" })) break;
      await user.clear(password);
      await user.type(password, "wrong{Enter}");
      await waitFor(() => expect(fake.world.people[0]?.tries).toBe(times + 1));
    }
    expect(await screen.findByText(/Too many wrong tries/)).toBeInTheDocument();
  });
});

describe("Support", () => {
  it("is in everybody's view while it is let in, and can be ended by a practice admin from any screen", async () => {
    const { user, fake } = show({ support: "on" });
    await navigation();
    const banner = await screen.findByRole("region", { name: "Support access" });
    expect(banner).toHaveTextContent(/Support access is on until .* (am|pm)/);
    expect(banner).toHaveTextContent("They can look at users and the history, and unblock a user.");
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Deactivate" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: "Support access" })).toBeNull());
    expect(fake.world.grants[0]).toMatchObject({
      id: "grant-now",
      ended_why: "Helen Castellano turned it off",
    });
  });

  it("shows an employee that Support is in, without a way to end it or why it came", async () => {
    show({ support: "on", signedIn: "olivia@hvale.example" });
    expect(await screen.findByRole("region", { name: "Support access" })).toHaveTextContent(
      /Support access is on until/,
    );
    expect(screen.queryByRole("button", { name: "Deactivate" })).toBeNull();
    expect(screen.queryByText(/blocked again and again/)).toBeNull();
  });

  it("works under a banner of its own, in the places that were opened and no others", async () => {
    const { fake, user } = show({ support: "in" });
    expect(await navigation()).toHaveTextContent(/^UsersHistory$/);
    expect(await screen.findByRole("region", { name: "Support access" })).toHaveTextContent(
      /You are Firmkeep Support: Jo Lee, case HD-20418/,
    );
    await user.click(screen.getByRole("button", { name: /Firmkeep Support \(Jo Lee\)/ }));
    expect(screen.queryByRole("menuitem", { name: "My profile" })).toBeNull();
    await user.keyboard("{Escape}");
    Object.assign(fake.world, { grant: null });
    act(() => fake.world.changed("session"));
    expect(await screen.findByText(/The practice ended Support’s access/)).toBeInTheDocument();
    expect(screen.queryByRole("navigation", { name: "Main" })).toBeNull();
  });

  it("is told to screen readers at 30, 10 and 1 minutes only", () => {
    const said = [3600, 1801, 1800, 1200, 600, 300, 60, 10, 0].map(spokenLeft);
    expect(said).toEqual([
      "",
      "",
      "Support access ends in 30 minutes",
      "Support access ends in 30 minutes",
      "Support access ends in 10 minutes",
      "Support access ends in 10 minutes",
      "Support access ends in 1 minute",
      "Support access ends in 1 minute",
      "",
    ]);
  });
});

describe("notices", () => {
  it("are counted at one's name and read in a panel, once", async () => {
    const { user, fake } = show();
    await navigation();
    await user.click(screen.getByRole("button", { name: /Helen Castellano.*1 new notice/ }));
    await user.click(await screen.findByRole("menuitem", { name: /Notices/ }));
    const panel = await screen.findByRole("dialog", { name: "Notices" });
    expect(await within(panel).findByText("A session of yours was ended")).toBeInTheDocument();
    expect(within(panel).getByText("New")).toBeInTheDocument();
    await expectAccessible();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(fake.world.notices.some((one) => one.unread)).toBe(false));
    await waitFor(() => expect(screen.queryByRole("button", { name: /new notice/ })).toBeNull());
  });
});
