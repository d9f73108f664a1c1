import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { CallError } from "~/api";
import { expectAccessible, renderPart } from "~/test/render";
import { ConfirmDialog } from "./confirm-dialog";

function Example({ onConfirm }: { onConfirm: (reason: string) => Promise<unknown> }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpened(true)}>
        Open
      </button>
      <ConfirmDialog
        opened={opened}
        onClose={() => setOpened(false)}
        title="Disable Liam Petrakis?"
        reason={{ label: "Reason", required: true }}
        confirm="Disable Liam"
        danger
        onConfirm={onConfirm}
      >
        Liam can’t sign in until you enable them again.
      </ConfirmDialog>
    </>
  );
}

async function open(onConfirm: (reason: string) => Promise<unknown>) {
  renderPart(<Example onConfirm={onConfirm} />);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Open" }));
  await screen.findByRole("dialog", { name: "Disable Liam Petrakis?" });
  return user;
}

it("asks for the reason before anything happens, and starts there", async () => {
  const confirm = vi.fn(async () => {});
  const user = await open(confirm);
  await waitFor(() => expect(screen.getByLabelText("Reason")).toHaveFocus());
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Disable Liam" }));
  expect(screen.getByText(/Say why/)).toBeInTheDocument();
  expect(confirm).not.toHaveBeenCalled();
});

it("stays open with the reason when it was refused, and says why", async () => {
  const refusal = new CallError({
    code: "users.last_admin",
    message: "Liam is the last practice admin.",
    field: null,
    details: null,
  });
  const user = await open(async () => {
    throw refusal;
  });
  await user.type(screen.getByLabelText("Reason"), "On leave");
  await user.click(screen.getByRole("button", { name: "Disable Liam" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Liam is the last practice admin.");
  expect(screen.getByLabelText("Reason")).toHaveValue("On leave");
});

it("hands the reason over once and closes", async () => {
  const confirm = vi.fn(async () => {});
  const user = await open(confirm);
  await user.type(screen.getByLabelText("Reason"), "  On leave ");
  await user.click(screen.getByRole("button", { name: "Disable Liam" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(confirm).toHaveBeenCalledExactlyOnceWith("On leave");
});
