import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { Me } from "~/api";
import { createFakeHost, fakeCode, fakePassword } from "~/api/fake";
import { expectAccessible, renderPart } from "~/test/render";
import { LockScreen } from "./lock-screen";

function show({ remembered = true } = {}) {
  const fake = createFakeHost({ signedIn: "helen@hvale.example" });
  const [helen] = fake.world.people;
  const [now, id] = [fake.world.now(), "here"];
  if (helen && remembered)
    fake.world.computers.push({ id, user: helen.id, computer: "FRONT-DESK", since: now, until: now + 1e12 });
  const me: Me = fake.world.asMe(fake.world.me());
  fake.world.locked = true;
  const onUnlocked = vi.fn();
  const onSignOut = vi.fn();
  renderPart(<LockScreen me={me} onUnlocked={onUnlocked} onSignOut={onSignOut} />, { fake });
  return { user: userEvent.setup(), onUnlocked, onSignOut, fake };
}

it("says whose session it is and waits at the password", async () => {
  show();
  expect(screen.getByText("Helen Castellano")).toBeInTheDocument();
  expect(screen.getByLabelText("Password")).toHaveFocus();
  await expectAccessible();
});

it("unlocks with the password", async () => {
  const { user, onUnlocked } = show();
  await user.keyboard(`${fakePassword}{Enter}`);
  await waitFor(() => expect(onUnlocked).toHaveBeenCalledOnce());
});

it("stays locked after a wrong password and says so at the field", async () => {
  const { user, onUnlocked } = show();
  await user.keyboard("wrong{Enter}");
  expect(await screen.findByText("This password is not right.")).toBeInTheDocument();
  expect(screen.getByLabelText("Password")).toHaveValue("");
  expect(onUnlocked).not.toHaveBeenCalled();
});

it("tells a silent database apart from a wrong password", async () => {
  const { user, fake } = show();
  fake.world.answering = false;
  await user.keyboard(`${fakePassword}{Enter}`);
  expect(await screen.findByRole("alert")).toHaveTextContent(/isn’t answering/);
  expect(screen.getByLabelText("Password")).toHaveValue(fakePassword);
});

it("lets somebody else sign out", async () => {
  const { user, onSignOut } = show();
  await user.click(screen.getByRole("button", { name: "Sign out" }));
  expect(onSignOut).toHaveBeenCalledOnce();
});

it("asks for the code too where the computer isn't remembered, and goes on by itself with the last digit", async () => {
  const { user, onUnlocked } = show({ remembered: false });
  await user.keyboard(`${fakePassword}{Enter}`);
  expect(await screen.findByText("Enter all 6 digits.")).toBeInTheDocument();
  expect(screen.getByLabelText("Code")).toHaveFocus();
  await expectAccessible();
  await user.keyboard("111111");
  expect(await screen.findByText("This code is not right.")).toBeInTheDocument();
  await waitFor(() => expect(screen.getByLabelText("Code")).toHaveFocus());
  await user.keyboard(fakeCode);
  await waitFor(() => expect(onUnlocked).toHaveBeenCalledOnce());
});

it("takes a recovery code where the phone isn't at hand, and uses it up", async () => {
  const { user, onUnlocked, fake } = show({ remembered: false });
  const code = fake.world.people[0]?.recovery_codes[3] ?? "";
  await user.keyboard(fakePassword);
  await user.click(screen.getByRole("button", { name: "Use a recovery code instead" }));
  await user.type(screen.getByLabelText("Recovery code"), `${code.toLowerCase()}{Enter}`);
  await waitFor(() => expect(onUnlocked).toHaveBeenCalledOnce());
  expect(fake.world.people[0]?.recovery_codes).toHaveLength(9);
});

it("tells Support, who has no password, how to come back", async () => {
  const fake = createFakeHost({ support: "in" });
  const onSignOut = vi.fn();
  const me = fake.world.asMe(fake.world.me());
  renderPart(<LockScreen me={me} onUnlocked={() => {}} onSignOut={onSignOut} />, { fake });
  expect(screen.getByText(/ask the practice for a new access code/)).toBeInTheDocument();
  expect(screen.queryByLabelText("Password")).toBeNull();
  await expectAccessible();
  await userEvent.click(screen.getByRole("button", { name: "Sign out" }));
  expect(onSignOut).toHaveBeenCalledOnce();
});

it("asks for the code after all where this computer was forgotten meanwhile, keeping the password", async () => {
  const { user, fake, onUnlocked } = show();
  fake.world.computers = [];
  await user.keyboard(`${fakePassword}{Enter}`);
  await waitFor(() => expect(screen.getByLabelText("Code")).toHaveFocus());
  expect(screen.getByLabelText("Password")).toHaveValue(fakePassword);
  await user.keyboard(fakeCode);
  await waitFor(() => expect(onUnlocked).toHaveBeenCalledOnce());
});
