import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { createFakeHost } from "~/api/fake";
import { expectAccessible, renderScreen } from "~/test/render";
import { UserScreen } from ".";
import { layOut } from "./testing";

layOut();

function open(first: string, options: { as?: string; tab?: string } = {}) {
  const host = createFakeHost({ signedIn: options.as ?? "helen@hvale.example" });
  const person = host.world.people.find((one) => one.first_name === first);
  if (!person) throw new Error(`Nobody is called ${first}`);
  const at = `/users/${person.id}${options.tab ? `?tab=${options.tab}` : ""}`;
  return { ...renderScreen(<UserScreen />, { fake: host, at, path: "/users/$user" }), host, person };
}

const jobTitle = () => screen.findByRole("textbox", { name: /^Job title/ });
const retitle = async (text: string) => {
  await userEvent.clear(await jobTitle());
  await userEvent.type(await jobTitle(), text);
};

describe("a user's screen", () => {
  it.each(["details", "access", "security"])("has no serious accessibility fault on %s", async (tab) => {
    open("Priya", { tab });
    await screen.findByRole("heading", { name: "Priya Raghunathan" });
    await expectAccessible();
  });

  it("marks what is not saved, can take it back field by field, and saves with Ctrl S", async () => {
    const { person } = open("Priya");
    expect(await screen.findByText("All changes saved")).toBeVisible();
    await retitle("Tax director");
    expect(screen.getByText("1 unsaved change")).toBeVisible();
    expect(screen.getByText("Was Tax partner")).toBeVisible();
    expect(screen.getByRole("tab", { name: /Details.*not saved/ })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Undo the change of Job title" }));
    expect(await jobTitle()).toHaveValue("Tax partner");
    await retitle("Tax director");
    await userEvent.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(person.job_title).toBe("Tax director"));
    expect(await screen.findByText("All changes saved")).toBeVisible();
  });

  it("asks before leaving with unsaved changes, and stays when told to", async () => {
    const { router, person } = open("Priya");
    await retitle("Tax director");
    await userEvent.click(screen.getByRole("link", { name: "Users" }));
    await userEvent.click(await screen.findByRole("button", { name: "Keep editing" }));
    expect(await jobTitle()).toHaveValue("Tax director");
    expect(router.state.location.pathname).toContain(person.id);
    await userEvent.click(screen.getByRole("button", { name: "Save and close" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/users"));
    expect(person.job_title).toBe("Tax director");
  });

  it("puts the core's refusal at its field, and goes there", async () => {
    const { host } = open("Priya");
    await retitle("Tax director");
    const real = host.call.bind(host);
    host.call = (request, content) =>
      request.operation === "users.edit"
        ? Promise.reject({
            code: "input.invalid",
            message: "This mobile number is too short.",
            field: "fields.mobile",
            details: null,
          })
        : real(request, content);
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("This mobile number is too short.")).toBeVisible();
    await waitFor(() => expect(screen.getByRole("textbox", { name: /^Mobile/ })).toHaveFocus());
    expect(await jobTitle()).toHaveValue("Tax director");
  });

  it("shows what somebody else changed meanwhile and keeps my words unless I give them up", async () => {
    const { person } = open("Priya");
    await retitle("Tax director");
    Object.assign(person, {
      job_title: "Head of tax",
      phone: "+61 2 5550 9999",
      version: person.version + 1,
    });
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    const dialog = await screen.findByRole("dialog", {
      name: "Marcus Whitfield changed Priya Raghunathan meanwhile",
    });
    expect(within(dialog).getByText("Was Tax partner")).toBeVisible();
    expect(within(dialog).getByRole("radio", { name: "Job title, Yours: Tax director" })).toBeChecked();
    expect(
      within(dialog).getByRole("radio", { name: "Phone, Marcus Whitfield: +61 2 5550 9999" }),
    ).toBeChecked();
    await expectAccessible();
    await userEvent.click(
      within(dialog).getByRole("button", { name: /Save Priya Raghunathan with these choices/ }),
    );
    await waitFor(() =>
      expect(person).toMatchObject({ job_title: "Tax director", phone: "+61 2 5550 9999" }),
    );
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(await jobTitle()).toHaveValue("Tax director");
  });

  it("gives people who may only look the facts, and nothing to type in", async () => {
    open("Marcus", { as: "priya@hvale.example" });
    expect(await screen.findByText(/You can look at Marcus’s details/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Save" })).not.toBeInTheDocument();
    expect(screen.queryByLabelText(/Job title/)).not.toBeInTheDocument();
    expect(screen.queryByRole("tab", { name: "History" })).not.toBeInTheDocument();
    await expectAccessible();
  });

  it("locks the access levels that one may not give", async () => {
    open("Liam", { as: "priya@hvale.example", tab: "access" });
    expect(await screen.findByRole("checkbox", { name: "Manager" })).toBeEnabled();
    expect(screen.getByRole("checkbox", { name: "Practice admin" })).toBeDisabled();
  });

  it("says on each access level's card what it allows and what not", async () => {
    open("Liam", { tab: "access" });
    const card = await screen.findByRole("checkbox", { name: "Employee" });
    expect(card).toHaveAccessibleDescription(/Open and edit chosen client groups/);
    expect(card).toHaveAccessibleDescription(/Not: ?Delete anything/);
  });

  it("says of somebody invited nothing that is not so yet", async () => {
    open("Fatima", { tab: "security" });
    expect(await screen.findByText("Fatima sets it up at the first sign-in.")).toBeVisible();
    expect(screen.getByText("Revoke invitation")).toBeVisible();
    expect(screen.queryByText(/All of these can be undone/)).not.toBeInTheDocument();
  });

  it("tells in plain words what the chosen access levels come to", async () => {
    open("Liam", { tab: "access" });
    const row = async (text: string) => (await screen.findByText(text)).closest("li");
    expect(await row("Delete client records")).toHaveTextContent("No");
    await userEvent.click(screen.getByRole("checkbox", { name: "Manager" }));
    expect(await row("Delete client records")).toHaveTextContent("Yes");
    expect(screen.getByText("Was Employee")).toBeVisible();
  });

  it("shows the history as a diary", async () => {
    open("Priya", { tab: "history" });
    expect(await screen.findByRole("grid", { name: "History of Priya Raghunathan" })).toBeVisible();
  });
});
