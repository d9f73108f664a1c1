import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { createFakeHost } from "~/api/fake";
import { expectAccessible, renderScreen } from "~/test/render";
import { UsersScreen } from ".";
import { layOut, rowOf } from "./testing";

layOut();

function open(options: { as?: string; at?: string; empty?: boolean } = {}) {
  const host = createFakeHost({ signedIn: options.as ?? "helen@hvale.example", empty: options.empty });
  return {
    ...renderScreen(<UsersScreen />, { fake: host, at: options.at ?? "/users", path: "/users" }),
    host,
  };
}

const search = () => screen.getByRole("searchbox", { name: /Search users/ });
const names = () =>
  screen.getAllByRole("rowheader").map((cell) => cell.querySelector("span > span > span")?.textContent ?? "");

describe("the list of users", () => {
  it("shows who is there with what matters about each, and how many", async () => {
    open();
    const row = await rowOf("Amelia Prescott");
    expect(row).toHaveTextContent("amelia@hvale.example");
    expect(row).toHaveTextContent("Employee");
    expect(row).toHaveTextContent("Sophie Nguyen");
    expect(await screen.findByText(/46 people at Harbour/)).toBeVisible();
    expect(screen.getByRole("tab", { name: /Archived ?3/ })).toBeVisible();
    expect(await screen.findByText("46 users, by name")).toBeVisible();
    await expectAccessible();
  });

  it("keeps the focus and the rows while one types, and keeps the words in the address", async () => {
    const { router } = open();
    await rowOf("Amelia Prescott");
    await userEvent.keyboard("/");
    expect(search()).toHaveFocus();
    await userEvent.keyboard("prescott");
    expect(search()).toHaveFocus();
    await waitFor(() => expect(router.state.location.search).toEqual({ q: "prescott" }));
    await waitFor(() => expect(names()).toHaveLength(1));
    expect(search()).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(names().length).toBeGreaterThan(1));
    expect(search()).toHaveValue("");
  });

  it("goes Back to what was filtered before, with its words in the search field", async () => {
    const { router } = open({ at: "/users?q=desai" });
    await rowOf("Arjun Desai");
    expect(search()).toHaveValue("desai");
    await userEvent.click(screen.getByRole("tab", { name: /Archived/ }));
    await screen.findByText("No archived users match “desai”");
    router.history.back();
    await rowOf("Arjun Desai");
    expect(screen.getByRole("tab", { name: /All current/ })).toHaveAttribute("aria-selected", "true");
  });

  it("sorts by a column and back, and tells screen readers how", async () => {
    const { router } = open();
    await rowOf("Amelia Prescott");
    const head = () => screen.getByRole("columnheader", { name: "Reports to" });
    expect(head()).toHaveAttribute("aria-sort", "none");
    await userEvent.click(within(head()).getByRole("button"));
    await waitFor(() => expect(head()).toHaveAttribute("aria-sort", "ascending"));
    await userEvent.click(within(head()).getByRole("button"));
    await waitFor(() => expect(head()).toHaveAttribute("aria-sort", "descending"));
    expect(router.state.location.search).toEqual({ sort: "reports_to", desc: true });
  });

  it("is walked and opened by keyboard alone", async () => {
    const { router } = open();
    await rowOf("Amelia Prescott");
    const grid = screen.getByRole("grid");
    grid.focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    const active = document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
    expect(active).toHaveTextContent("Arjun Desai");
    await userEvent.keyboard("{Home}{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/users\/.+/));
  });

  it("is walked into with an arrow when nothing has the focus, as the footer says", async () => {
    open();
    await rowOf("Amelia Prescott");
    expect(document.body).toHaveFocus();
    await userEvent.keyboard("{ArrowDown}");
    const grid = screen.getByRole("grid");
    expect(grid).toHaveFocus();
    const active = () => document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
    await waitFor(() => expect(active()).toHaveTextContent("Amelia Prescott"));
    search().focus();
    await userEvent.keyboard("{ArrowUp}");
    expect(search()).toHaveFocus();
  });

  it.each([
    ["helen@hvale.example", true],
    ["olivia@hvale.example", false],
  ])("names only the keys that work for %s", async (as, mayAdd) => {
    open({ as });
    await rowOf("Amelia Prescott");
    const footer = document.querySelector("footer") as HTMLElement;
    expect(footer).toHaveTextContent("Search");
    expect(/Add user/.test(footer.textContent)).toBe(mayAdd);
  });

  it("opens the actions with M and gives the focus back to the row after Escape", async () => {
    open();
    await rowOf("Amelia Prescott");
    screen.getByRole("grid").focus();
    await userEvent.keyboard("{ArrowDown}m");
    expect(await screen.findByRole("menu", { name: "Actions for Amelia Prescott" })).toBeVisible();
    await expectAccessible();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("menu")).not.toBeInTheDocument());
    expect(screen.getByRole("grid")).toHaveFocus();
  });

  it("says where a match exists when this view has none", async () => {
    open({ at: "/users?view=invited&q=pemberton" });
    expect(await screen.findByText("No invited users match “pemberton”")).toBeVisible();
    expect(await screen.findByText("There is 1 match in Archived: Alice Pemberton.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Show in Archived" }));
    await rowOf("Alice Pemberton");
  });

  it("filters by access level, and a cross takes the filter away", async () => {
    open();
    await rowOf("Amelia Prescott");
    await userEvent.click(screen.getByRole("button", { name: "Access level filter" }));
    await userEvent.click(await screen.findByRole("checkbox", { name: "Manager" }));
    await waitFor(() => expect(screen.queryByText("Amelia Prescott")).not.toBeInTheDocument());
    await rowOf("Daniel Okafor");
    await userEvent.keyboard("{Escape}");
    await userEvent.click(await screen.findByRole("button", { name: "Clear the filter Access level" }));
    await rowOf("Amelia Prescott");
  });

  it("says plainly that the database does not answer, and comes back on Try again", async () => {
    const host = createFakeHost({ signedIn: "helen@hvale.example" });
    const real = host.call.bind(host);
    let down = true;
    vi.spyOn(host, "call").mockImplementation((request, content) =>
      down && request.operation === "users.list"
        ? Promise.reject({
            code: "database.unreachable",
            message: "The office database does not answer.",
            field: null,
            details: null,
          })
        : real(request, content),
    );
    renderScreen(<UsersScreen />, { fake: host, at: "/users", path: "/users" });
    expect(await screen.findByText("The office database does not answer.")).toBeVisible();
    down = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await rowOf("Amelia Prescott");
  });

  it("shows a new practice what to do next", async () => {
    open({ empty: true });
    expect(await screen.findByText("It’s just you so far")).toBeVisible();
    await expectAccessible();
    await userEvent.click(screen.getByRole("button", { name: "Add your first user" }));
    expect(await screen.findByText("Step 1 of 4")).toBeVisible();
  });

  it("remembers hidden and moved columns for this person", async () => {
    const { host } = open();
    await rowOf("Amelia Prescott");
    await userEvent.click(screen.getByRole("button", { name: "Columns" }));
    await userEvent.click(await screen.findByRole("checkbox", { name: "Email" }));
    await waitFor(() =>
      expect(screen.queryByRole("columnheader", { name: /Email/ })).not.toBeInTheDocument(),
    );
    screen.getByRole("button", { name: "Move MFA" }).focus();
    await userEvent.keyboard("{ArrowUp}");
    const stored = () =>
      host.world.preferences[host.world.signedIn ?? ""]?.["users.columns"] as {
        order: string[];
        hidden: string[];
      };
    await waitFor(() => expect(stored().order.indexOf("mfa")).toBe(3));
    expect(stored().hidden).toContain("email");
    expect(screen.getByRole("checkbox", { name: "Name and last sign-in" })).toBeDisabled();
    await expectAccessible();
  });
});
