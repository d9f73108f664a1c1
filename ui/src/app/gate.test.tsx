import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { createFakeHost, type FakeHost, type FakeOptions, fakePassword, recoveryGroups } from "~/api/fake";
import { followChanges } from "~/api/queries";
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

const navigation = () => screen.findByRole("navigation", { name: "Main" });

describe("what the window shows", () => {
  it("is the practice for whoever is signed in, with what they may open", async () => {
    show();
    const main = await navigation();
    expect(main).toHaveTextContent("UsersHistoryPractice settings");
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
    await user.type(screen.getByLabelText("Password"), `${fakePassword}{Enter}`);
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
    await user.type(screen.getByLabelText("Password"), `${fakePassword}{Enter}`);
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
    await user.type(screen.getByLabelText("Password"), `${fakePassword}{Enter}`);
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
    await user.type(screen.getByLabelText("Password"), `${fakePassword}{Enter}`);
    await waitFor(() => expect(main).not.toBeInTheDocument());
    expect(await navigation()).toHaveTextContent(/^Users$/);
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
