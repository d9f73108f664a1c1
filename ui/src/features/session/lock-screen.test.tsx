import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { Me } from "~/api";
import { createFakeHost, fakePassword } from "~/api/fake";
import { expectAccessible, renderPart } from "~/test/render";
import { LockScreen } from "./lock-screen";

function show() {
  const fake = createFakeHost({ signedIn: "helen@hvale.example" });
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
