import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { expectAccessible, renderScreen } from "~/test/render";
import { FindAnything } from ".";

const names = () => screen.getAllByRole("option").map((option) => option.textContent);

describe("Find anything", () => {
  it("finds people before actions and places, and opens one with Enter", async () => {
    const onClose = vi.fn();
    const { router } = renderScreen(<FindAnything opened onClose={onClose} />);
    const box = await screen.findByRole("combobox", { name: "Find anything" });
    expect(box).toHaveFocus();
    await userEvent.type(box, "priya");
    const priya = await screen.findByRole("option", { name: /^Priya Raghunathan/ });
    expect(priya).toHaveAttribute("aria-selected", "true");
    expect(box.getAttribute("aria-activedescendant")).toBe(priya.id);
    expect(
      await screen.findByRole("option", { name: "View Priya Raghunathan’s history" }),
    ).toBeInTheDocument();
    await expectAccessible();
    await userEvent.keyboard("{Enter}");
    expect(onClose).toHaveBeenCalled();
    await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/users\//));
  });

  it("moves with the arrows and wraps, so that the last thing is one key away", async () => {
    renderScreen(<FindAnything opened onClose={() => {}} />);
    const box = await screen.findByRole("combobox", { name: "Find anything" });
    await userEvent.keyboard("{ArrowUp}");
    const options = screen.getAllByRole("option");
    expect(box.getAttribute("aria-activedescendant")).toBe(options.at(-1)?.id);
    await userEvent.keyboard("{ArrowDown}");
    expect(box.getAttribute("aria-activedescendant")).toBe(options[0]?.id);
  });

  it("finds an action by another word for it", async () => {
    renderScreen(<FindAnything opened onClose={() => {}} />);
    await userEvent.type(await screen.findByRole("combobox", { name: "Find anything" }), "log off");
    expect(await screen.findByRole("option", { name: "Sign out" })).toBeInTheDocument();
  });

  it("shows an employee nothing that they may not do", async () => {
    renderScreen(<FindAnything opened onClose={() => {}} />, { signedIn: "olivia@hvale.example" });
    await screen.findByRole("combobox", { name: "Find anything" });
    expect(names()).not.toContain("Practice settings");
    await userEvent.type(screen.getByRole("combobox", { name: "Find anything" }), "add");
    await waitFor(() => expect(screen.queryByRole("option", { name: "Add user" })).not.toBeInTheDocument());
    await userEvent.clear(screen.getByRole("combobox", { name: "Find anything" }));
    await userEvent.type(screen.getByRole("combobox", { name: "Find anything" }), "history");
    await waitFor(() => expect(names()).toEqual(["My history"]));
  });

  it("offers whom one opened lately, and writes it nowhere", async () => {
    const store = vi.spyOn(Storage.prototype, "setItem");
    const { host, unmount, client } = renderScreen(<FindAnything opened onClose={() => {}} />);
    await userEvent.type(await screen.findByRole("combobox", { name: "Find anything" }), "priya");
    await userEvent.click(await screen.findByRole("option", { name: /^Priya Raghunathan/ }));
    const remembered = client.getQueriesData({ queryKey: ["find recent"] });
    expect(remembered).toHaveLength(1);
    expect(store).not.toHaveBeenCalled();
    expect(Object.values(host.world.preferences)).toEqual([]);
    unmount();
  });

  it("says that nothing is called so, and that people can't be searched while the database is away", async () => {
    const { host } = renderScreen(<FindAnything opened onClose={() => {}} />);
    const box = await screen.findByRole("combobox", { name: "Find anything" });
    await userEvent.type(box, "xyzzy42");
    expect(await screen.findByText("Nothing here is called “xyzzy42”")).toBeVisible();
    host.world.answering = false;
    await userEvent.clear(box);
    await userEvent.type(box, "mar");
    expect(await screen.findByText(/People can’t be searched now/)).toBeVisible();
  });
});

describe("what is found is grouped", () => {
  it("by headings that screen readers hear", async () => {
    renderScreen(<FindAnything opened onClose={() => {}} />);
    await screen.findByRole("combobox", { name: "Find anything" });
    expect(
      within(screen.getByRole("group", { name: "Go to" })).getAllByRole("option").length,
    ).toBeGreaterThan(2);
  });
});
