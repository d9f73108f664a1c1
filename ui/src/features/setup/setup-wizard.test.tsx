import { screen, waitFor } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { useCall } from "~/api";
import { createFakeHost, type FakeHost, type FakeOptions, recoveryGroups } from "~/api/fake";
import { expectAccessible, renderPart } from "~/test/render";
import { SetupWizard } from "./setup-wizard";

function Wizard({ onDone }: { onDone: () => void }) {
  const status = useCall("app.status", {});
  return status.data ? <SetupWizard status={status.data} onDone={onDone} /> : null;
}

async function show(options: FakeOptions = {}) {
  const fake = createFakeHost({ state: "no_practice", ...options });
  const onDone = vi.fn();
  const view = renderPart(<Wizard onDone={onDone} />, { fake });
  await screen.findByRole("heading", { level: 1 });
  return { user: userEvent.setup({ delay: null }), onDone, fake, calls: vi.spyOn(fake, "call"), ...view };
}

const next = (user: UserEvent, name: string | RegExp = "Continue") =>
  user.click(screen.getByRole("button", { name }));
const title = (name: string | RegExp) => screen.findByRole("heading", { level: 1, name });

async function toPractice(user: UserEvent) {
  await user.click(screen.getByRole("radio", { name: "On this computer" }));
  await next(user);
  await title("Tell us about your practice");
}

async function toKey(user: UserEvent) {
  await toPractice(user);
  await user.type(screen.getByLabelText("Practice name"), "Harbour & Vale");
  await next(user);
  await title("About you");
  await user.type(screen.getByLabelText("First name"), "Helen");
  await user.type(screen.getByLabelText("Last name"), "Castellano");
  await user.type(screen.getByLabelText("Email"), "helen@hvale.example");
  await user.type(screen.getByLabelText("Password"), "quiet lanterns over nine");
  await next(user);
  await title("Where should the key be kept?");
}

async function toConfirm(user: UserEvent) {
  await toKey(user);
  await next(user);
  await title("Keep the recovery key");
  await screen.findByText(recoveryGroups[0] ?? "");
  await next(user, "I’ve kept it");
  await title("Check your copy of the key");
}

const created = (fake: FakeHost) => fake.world.practice;

it("creates a practice from nothing, each step accessible", async () => {
  const { user, onDone, fake, calls } = await show();
  await expectAccessible();
  await toPractice(user);
  await expectAccessible();
  await user.type(screen.getByLabelText("Practice name"), "Harbour & Vale");
  await user.type(screen.getByLabelText("ABN (optional)"), "51824753556");
  await next(user);
  await title("About you");
  await user.type(screen.getByLabelText("First name"), "Helen");
  await user.type(screen.getByLabelText("Last name"), "Castellano");
  await user.type(screen.getByLabelText("Email"), "helen@hvale.example");
  await user.type(screen.getByLabelText("Password"), "quiet lanterns over nine");
  await screen.findByText("Very strong");
  await expectAccessible();
  await next(user);
  await title("Where should the key be kept?");
  await expectAccessible();
  await next(user);
  await screen.findByText(recoveryGroups[0] ?? "");
  await expectAccessible();
  await next(user, "I’ve kept it");
  await user.type(screen.getByLabelText("Group 3"), ` ${recoveryGroups[2]?.toLowerCase()} `);
  await user.type(screen.getByLabelText("Group 6"), recoveryGroups[5] ?? "");
  await expectAccessible();
  await next(user, "Create Harbour & Vale");
  await title("Harbour & Vale is ready");
  expect(created(fake)).toMatchObject({ name: "Harbour & Vale", abn: "51 824 753 556" });
  const request = calls.mock.calls.find(([one]) => one.operation === "setup.create")?.[0];
  expect(request?.input).toMatchObject({ office_address: null, key_place: "keychain", passphrase: null });
  await next(user, "Go to sign in");
  expect(onDone).toHaveBeenCalledOnce();
});

it("stores nothing before the last step", async () => {
  const { user, fake, calls, unmount } = await show();
  await toConfirm(user);
  unmount();
  expect(created(fake)).toBeNull();
  const changing = calls.mock.calls
    .map(([one]) => one.operation)
    .filter((name) => /^setup\.(create|join)/.test(name));
  expect(changing).toEqual([]);
});

it("keeps what was typed when going back", async () => {
  const { user } = await show();
  await toKey(user);
  await next(user, "Back");
  await title("About you");
  expect(screen.getByLabelText("Email")).toHaveValue("helen@hvale.example");
  expect(screen.getByLabelText("Password")).toHaveValue("quiet lanterns over nine");
  await next(user, "Back");
  await title("Tell us about your practice");
  expect(screen.getByLabelText("Practice name")).toHaveValue("Harbour & Vale");
});

it("does not let a weak password or a wrong ABN through, and goes to the field", async () => {
  const { user } = await show();
  await toPractice(user);
  await user.type(screen.getByLabelText("Practice name"), "Harbour & Vale");
  await user.type(screen.getByLabelText("ABN (optional)"), "12345678901");
  await next(user);
  expect(await screen.findByText(/not a valid ABN/)).toBeInTheDocument();
  await waitFor(() => expect(screen.getByLabelText("ABN (optional)")).toHaveFocus());
  await user.clear(screen.getByLabelText("ABN (optional)"));
  await next(user);
  await title("About you");
  await user.type(screen.getByLabelText("First name"), "Helen");
  await user.type(screen.getByLabelText("Last name"), "Castellano");
  await user.type(screen.getByLabelText("Email"), "helen@hvale.example");
  await user.type(screen.getByLabelText("Password"), "password1234");
  await next(user);
  expect(await screen.findByText(/doesn’t meet every requirement/)).toBeInTheDocument();
});

it("asks for two groups with the key out of sight, and shows it again on Back", async () => {
  const { user, fake } = await show();
  await toConfirm(user);
  expect(screen.queryByText(recoveryGroups[2] ?? "")).toBeNull();
  await user.type(screen.getByLabelText("Group 3"), "AAAA");
  await user.type(screen.getByLabelText("Group 6"), recoveryGroups[5] ?? "");
  await next(user, "Create Harbour & Vale");
  expect(await screen.findByText(/This isn’t group 3/)).toBeInTheDocument();
  expect(created(fake)).toBeNull();
  await next(user, "Back");
  expect(await screen.findByText(recoveryGroups[2] ?? "")).toBeInTheDocument();
});

it("makes the choice without a keychain a clear one", async () => {
  const { user } = await show({ keychain: false });
  await toKey(user);
  expect(screen.getByText("This computer has no keychain that Firmkeep can use")).toBeInTheDocument();
  expect(screen.getByRole("radio", { name: "In this computer’s keychain" })).toBeDisabled();
  await next(user);
  expect(await screen.findByRole("alert")).toHaveTextContent("Choose where the key is kept.");
  await user.click(screen.getByRole("radio", { name: "Behind a passphrase" }));
  await user.type(screen.getByLabelText("Passphrase"), "short");
  await next(user);
  expect(await screen.findByText(/passphrase doesn’t meet every requirement/)).toBeInTheDocument();
  await expectAccessible();
});

it("brings a refusal of the core to the step that holds the field", async () => {
  const { user, fake } = await show();
  await toConfirm(user);
  await user.type(screen.getByLabelText("Group 3"), recoveryGroups[2] ?? "");
  await user.type(screen.getByLabelText("Group 6"), recoveryGroups[5] ?? "");
  fake.failNext("password.weak", "This password is on a list of common ones.", "admin.password");
  await next(user, "Create Harbour & Vale");
  await title("About you");
  expect(await screen.findAllByText(/on a list of common ones/)).not.toHaveLength(0);
});

it("joins an office database that holds the practice, with its recovery key", async () => {
  const { user, fake, onDone } = await show();
  await user.click(screen.getByRole("radio", { name: "In our office database" }));
  await next(user);
  await title("Find your office database");
  await user.type(screen.getByLabelText("Office computer"), "OFFICE-SRV01");
  await user.type(screen.getByLabelText("Database user"), "firmkeep");
  await user.type(screen.getByLabelText("Database password"), "secret");
  await user.click(screen.getAllByRole("button", { name: "Check" })[0] as HTMLElement);
  expect(await screen.findByText(/Is this the right practice/)).toBeInTheDocument();
  await expectAccessible();
  await next(user);
  await title("Join Harbour & Vale Accountants");
  await user.type(screen.getByLabelText("Recovery key"), recoveryGroups.join(" ").toLowerCase());
  await expectAccessible();
  await next(user, "Join Harbour & Vale Accountants");
  await title("Harbour & Vale Accountants is ready");
  expect(fake.world.practice?.name).toBe("Harbour & Vale Accountants");
  await next(user, "Go to sign in");
  expect(onDone).toHaveBeenCalledOnce();
});

it("will not touch another program's database, nor a newer one", async () => {
  const { user } = await show();
  await user.click(screen.getByRole("radio", { name: "In our office database" }));
  await next(user);
  await user.click(await screen.findByRole("button", { name: "Paste a postgres:// address" }));
  const check = async (address: string) => {
    await user.clear(screen.getByLabelText("Address"));
    await user.type(screen.getByLabelText("Address"), address);
    await user.click(screen.getAllByRole("button", { name: /^Check/ })[0] as HTMLElement);
  };
  await check("postgres://foreign@host/db");
  expect(await screen.findByText("It belongs to another program")).toBeInTheDocument();
  expect(screen.getAllByRole("button", { name: "Check" }).at(-1)).toBeDisabled();
  await check("postgres://newer@host/db");
  expect(await screen.findByText("It needs a newer Firmkeep")).toBeInTheDocument();
  await check("postgres://nobody@host/db");
  expect(await screen.findByText(/No database answers at this address/)).toBeInTheDocument();
});
