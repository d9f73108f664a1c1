import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { createFakeHost } from "~/api/fake";
import { expectAccessible, renderScreen } from "~/test/render";
import { PracticeSettingsScreen } from ".";

const at = { path: "/settings/practice", at: "/settings/practice" };
const name = () => screen.findByRole("textbox", { name: "Practice name" });
const helen = () => createFakeHost({ signedIn: "helen@hvale.example" });

describe("practice settings", () => {
  it("shows every field and saves a change with Ctrl S", async () => {
    const { host } = renderScreen(<PracticeSettingsScreen />, at);
    expect(await name()).toHaveValue("Harbour & Vale Accountants");
    expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
    await expectAccessible();
    await userEvent.clear(screen.getByRole("textbox", { name: /Suburb/ }));
    await userEvent.type(screen.getByRole("textbox", { name: /Suburb/ }), "Wickham");
    expect(screen.getByText("1 unsaved change")).toBeVisible();
    expect(screen.getByText("Was Newcastle")).toBeVisible();
    await userEvent.keyboard("{Control>}s{/Control}");
    expect(await screen.findByText("All changes saved")).toBeVisible();
    expect(host.world.practice?.address.suburb).toBe("Wickham");
  });

  it("undoes one field without losing the others", async () => {
    renderScreen(<PracticeSettingsScreen />, at);
    await userEvent.type(await name(), "!");
    await userEvent.type(screen.getByRole("textbox", { name: /State/ }), "X");
    await userEvent.click(screen.getByRole("button", { name: "Undo State" }));
    expect(screen.getByText("1 unsaved change")).toBeVisible();
    expect(await name()).toHaveValue("Harbour & Vale Accountants!");
  });

  it("takes a practice's name with signs and figures that no person's name has", async () => {
    const { host } = renderScreen(<PracticeSettingsScreen />, at);
    await userEvent.type(await name(), " & Co 2");
    await userEvent.tab();
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(host.world.practice?.name).toBe("Harbour & Vale Accountants & Co 2"));
    expect(await name()).not.toHaveAttribute("aria-invalid", "true");
  });

  it("says what letting managers set people up means before it is saved", async () => {
    const { host } = renderScreen(<PracticeSettingsScreen />, at);
    const box = await screen.findByRole("switch", { name: /Managers may set up employees/ });
    expect(screen.getByText(/Managers can’t add or change anyone/)).toBeVisible();
    await userEvent.click(box);
    expect(screen.getByText(/They can’t give any other access level/)).toBeVisible();
    expect(host.world.practice?.managers_set_up_employees).toBe(false);
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(host.world.practice?.managers_set_up_employees).toBe(true));
  });

  it("marks the field that was refused and puts the cursor there", async () => {
    const host = helen();
    const answer = host.call;
    host.call = (request, content) =>
      request.operation === "settings.edit"
        ? Promise.reject({
            code: "input.invalid",
            message: "This postcode is too long.",
            field: "fields.address.postcode",
            details: null,
          })
        : answer(request, content);
    renderScreen(<PracticeSettingsScreen />, { ...at, fake: host });
    await userEvent.type(await screen.findByRole("textbox", { name: /Postcode/ }), "99999");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("This postcode is too long.")).toBeVisible();
    await waitFor(() => expect(screen.getByRole("textbox", { name: /Postcode/ })).toHaveFocus());
    expect(screen.getByRole("textbox", { name: /Postcode/ })).toHaveValue("230099999");
  });

  it("keeps what was typed when the database doesn't answer", async () => {
    const { host } = renderScreen(<PracticeSettingsScreen />, at);
    await userEvent.type(await name(), " Pty");
    host.world.answering = false;
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("The settings were not saved")).toBeVisible();
    expect(await name()).toHaveValue("Harbour & Vale Accountants Pty");
    host.world.answering = true;
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("All changes saved")).toBeVisible();
  });

  it("lets one choose field by field when someone else saved first", async () => {
    const { host } = renderScreen(<PracticeSettingsScreen />, at);
    await userEvent.type(await name(), " A");
    await userEvent.type(screen.getByRole("textbox", { name: /Legal name/ }), " B");
    const practice = host.world.practice;
    if (!practice) throw new Error("no practice");
    Object.assign(practice, { version: 9, name: "Their name", phone: "+61 2 9999 0000" });
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    const dialog = await screen.findByRole("dialog", { name: "The settings were changed meanwhile" });
    expect(within(dialog).getByRole("row", { name: /Phone/ })).toHaveTextContent("Not changed");
    await expectAccessible();
    await userEvent.click(within(dialog).getByRole("radio", { name: "Their name" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Save with these" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(host.world.practice).toMatchObject({
      name: "Their name",
      phone: "+61 2 9999 0000",
      legal_name: "Harbour & Vale Accountants Pty Ltd B",
    });
  });

  it("asks before leaving with unsaved changes, and Save and close doesn't ask", async () => {
    const { router } = renderScreen(<PracticeSettingsScreen />, at);
    await userEvent.type(await name(), " A");
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await screen.findByRole("dialog", { name: "Save before you leave?" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Keep editing" }));
    expect(router.state.location.pathname).toBe("/settings/practice");
    await userEvent.click(screen.getByRole("button", { name: "Save and close" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/users"));
  });

  it("stores a logo at once and leaves what is typed alone", async () => {
    URL.createObjectURL ??= () => "blob:logo";
    const { host, container } = renderScreen(<PracticeSettingsScreen />, at);
    await userEvent.type(await name(), " A");
    const input = container.querySelector<HTMLInputElement>('input[type="file"]');
    const file = new File([new Uint8Array([1, 2, 3])], "logo.png", { type: "image/png" });
    await userEvent.upload(input as HTMLInputElement, file);
    expect(await screen.findByRole("button", { name: "Remove" })).toBeVisible();
    expect(host.world.logo).toHaveLength(3);
    expect(await name()).toHaveValue("Harbour & Vale Accountants A");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("All changes saved")).toBeVisible();
  });

  it("warns while only one person, and suggests while many, are practice admins", async () => {
    const host = helen();
    if (host.world.practice) host.world.practice.practice_admins = 1;
    renderScreen(<PracticeSettingsScreen />, { ...at, fake: host });
    expect(await screen.findByText("Only 1 person is a practice admin")).toBeVisible();
    if (host.world.practice) host.world.practice.practice_admins = 5;
    host.world.changed("users");
    expect(await screen.findByText("5 people are practice admins")).toBeVisible();
  });

  it("can be looked at but not changed by those who may only look", async () => {
    const host = helen();
    const answer = host.call;
    host.call = async (request, content) => {
      const reply = await answer(request, content);
      if (request.operation !== "session.current") return reply;
      const me = reply as { can: Record<string, unknown> };
      return { ...me, can: { ...me.can, edit_practice_settings: false } };
    };
    renderScreen(<PracticeSettingsScreen />, { ...at, fake: host });
    expect(await name()).toBeDisabled();
    expect(screen.getByText(/but not change them/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Save" })).not.toBeInTheDocument();
    await expectAccessible();
  });

  it("says why it can't be shown and tries again", async () => {
    const host = helen();
    const answer = host.call;
    let down = true;
    host.call = vi.fn((request, content) =>
      down && request.operation === "settings.practice"
        ? Promise.reject({
            code: "database.unreachable",
            message: "It does not answer.",
            field: null,
            details: null,
          })
        : answer(request, content),
    );
    renderScreen(<PracticeSettingsScreen />, { ...at, fake: host });
    expect(await screen.findByText("The settings can’t be shown now")).toBeVisible();
    down = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await name()).toBeVisible();
  });
});
