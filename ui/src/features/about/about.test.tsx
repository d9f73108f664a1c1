import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { createFakeHost } from "~/api/fake";
import { useShortcut } from "~/shared";
import { expectAccessible, renderScreen } from "~/test/render";
import { AboutDialog, ShortcutsDialog } from ".";
import { matching } from "./licences";

describe("About", () => {
  it("says which copy this is and where its data lies, for whoever helps", async () => {
    renderScreen(<AboutDialog opened onClose={() => {}} />);
    expect(await screen.findByText("0.1.0")).toBeVisible();
    expect(await screen.findByText("Harbour & Vale Accountants")).toBeVisible();
    expect(screen.getByText(/AppData/)).toBeVisible();
    await expectAccessible();
  });

  it("opens the log folder, or says why it can't", async () => {
    const host = createFakeHost({ signedIn: "helen@hvale.example" });
    const open = vi.spyOn(host.shell, "openLogFolder").mockRejectedValueOnce(new Error("no"));
    renderScreen(<AboutDialog opened onClose={() => {}} />, { fake: host });
    await userEvent.click(await screen.findByRole("button", { name: "Open log folder" }));
    expect(open).toHaveBeenCalled();
    expect(await screen.findByText("The log folder can’t be opened")).toBeInTheDocument();
  });

  it("shows the licences of what is inside, and finds one by name", async () => {
    const host = createFakeHost({ signedIn: "helen@hvale.example" });
    vi.spyOn(host.shell, "licences").mockResolvedValue("react 19.3.1: MIT\nsqlx 0.9.0: Apache-2.0\n");
    renderScreen(<AboutDialog opened onClose={() => {}} />, { fake: host });
    await userEvent.click(await screen.findByRole("button", { name: "Licences of what’s inside" }));
    expect(await screen.findByText(/sqlx/)).toBeVisible();
    await userEvent.type(screen.getByRole("textbox", { name: "Find in the licences" }), "react");
    expect(screen.getByRole("region", { name: "Licences" })).toHaveTextContent(/^react 19.3.1: MIT$/);
    expect(matching("a\nb", "")).toBe("a\nb");
    await expectAccessible();
  });
});

describe("Keyboard shortcuts", () => {
  const Screen = () => {
    useShortcut({ keys: "n", label: "Add user", group: "Lists", run: () => {} });
    useShortcut({
      keys: "g p",
      label: "Go to practice settings",
      group: "Anywhere",
      run: () => {},
      disabled: true,
    });
    return <ShortcutsDialog opened onClose={() => {}} />;
  };

  it("lists what works on this screen, and not what this person may not do", async () => {
    renderScreen(<Screen />);
    expect(await screen.findByText("Add user")).toBeVisible();
    expect(screen.getByText("Save and close")).toBeVisible();
    expect(screen.queryByText("Go to practice settings")).not.toBeInTheDocument();
    await expectAccessible();
  });
});
