import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { createFakeHost } from "~/api/fake";
import { noteUnsaved } from "~/shared/unsaved";
import { expectAccessible, renderPart } from "~/test/render";
import { LeaveDialog, useLeave } from "./leave-dialog";

function Example({ leave, unlocked = true }: { leave: () => void; unlocked?: boolean }) {
  const { signOut, leaving, stay } = useLeave(leave, unlocked);
  return (
    <>
      <button type="button" onClick={signOut}>
        Sign out
      </button>
      <LeaveDialog leaving={leaving} onStay={stay} />
    </>
  );
}

function show(unlocked = true) {
  const fake = createFakeHost();
  const leave = vi.fn();
  renderPart(<Example leave={leave} unlocked={unlocked} />, { fake });
  return { fake, leave, user: userEvent.setup() };
}

it("lets go at once when everything is saved", async () => {
  const { fake, leave, user } = show();
  expect(fake.closeWindow()).toBe(true);
  await user.click(screen.getByRole("button", { name: "Sign out" }));
  expect(leave).toHaveBeenCalledOnce();
});

it("asks before signing out would lose something, and staying loses nothing", async () => {
  const { leave, user } = show();
  const saved = noteUnsaved("Your changes to Priya");
  await user.click(screen.getByRole("button", { name: "Sign out" }));
  expect(await screen.findByText("Your changes to Priya will be lost.")).toBeInTheDocument();
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(leave).not.toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: "Sign out" }));
  await user.click(await screen.findByRole("button", { name: "Sign out without saving" }));
  await waitFor(() => expect(leave).toHaveBeenCalledOnce());
  saved();
});

it("asks before the window closes, but never holds a locked one", async () => {
  const saved = noteUnsaved("Your changes to Priya");
  const { fake } = show();
  act(() => expect(fake.closeWindow()).toBe(false));
  expect(await screen.findByRole("dialog", { name: "Close Firmkeep without saving?" })).toBeInTheDocument();
  saved();
});

it("closes from the lock screen", () => {
  const saved = noteUnsaved("Your changes to Priya");
  expect(show(false).fake.closeWindow()).toBe(true);
  saved();
});
