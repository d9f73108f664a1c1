import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { createFakeHost } from "~/api/fake";
import { expectAccessible, renderScreen } from "~/test/render";
import { UsersScreen } from "..";
import { layOut, rowOf } from "../testing";

layOut();

const open = (as = "helen@hvale.example") => {
  const host = createFakeHost({ signedIn: as });
  const view = renderScreen(<UsersScreen />, { fake: host, at: "/users?add=true", path: "/users" });
  return { ...view, host };
};

async function fillDetails(email = "new.person@hvale.example") {
  await userEvent.type(await screen.findByLabelText(/First name/), "Callum");
  await userEvent.type(screen.getByLabelText(/Last name/), "Reid");
  await userEvent.type(screen.getByLabelText(/Email \(sign-in name\)/), email);
}

const next = () => userEvent.keyboard("{Control>}{Enter}{/Control}");

describe("adding a user", () => {
  it("adds and invites in four steps by keyboard, and shows the code once", async () => {
    const { host } = open();
    await fillDetails();
    await next();
    await screen.findByText("What should Callum be able to do?");
    await expectAccessible();
    await next();
    await userEvent.type(await screen.findByLabelText("Job title"), "Accountant");
    await next();
    expect(await screen.findByText("Add and invite Callum", { selector: "h3" })).toBeVisible();
    expect(within(screen.getByRole("region", { name: "So far" })).getByText("Accountant")).toBeVisible();
    await next();
    expect(await screen.findByText("K7QM-3XWD-9TRB")).toBeVisible();
    expect(screen.getByText(/only time the code is shown/)).toBeVisible();
    await expectAccessible();
    const added = host.world.people.find((one) => one.email === "new.person@hvale.example");
    expect(added).toMatchObject({
      first_name: "Callum",
      status: "invited",
      job_title: "Accountant",
      roles: ["employee"],
    });
    await userEvent.click(screen.getByRole("button", { name: "I have handed it over or kept it" }));
    await waitFor(() => expect(screen.queryByText("K7QM-3XWD-9TRB")).not.toBeInTheDocument());
  });

  it("can add without inviting, so everybody can be set up first", async () => {
    const { host } = open();
    await fillDetails();
    for (const title of ["What should Callum be able to do?", "Callum’s work"]) {
      await next();
      await screen.findByText(title);
    }
    await next();
    await userEvent.click(await screen.findByRole("button", { name: "Add without inviting" }));
    expect(await screen.findByText("Callum Reid is added")).toBeVisible();
    expect(host.world.people.at(-1)).toMatchObject({ status: "inactive" });
    await waitFor(() => expect(screen.queryByText("Step 4 of 4")).not.toBeInTheDocument());
  });

  it("stops at what is missing and says what to do, with the focus there", async () => {
    open();
    await userEvent.type(await screen.findByLabelText(/First name/), "Callum");
    await next();
    expect(await screen.findByText("Enter a last name")).toBeVisible();
    expect(screen.getByLabelText(/Last name/)).toHaveFocus();
    await userEvent.keyboard("R");
    expect(screen.getByLabelText(/Last name/)).toHaveFocus();
  });

  it("brings a taken address back to its field, with everything else kept", async () => {
    open();
    await fillDetails("helen@hvale.example");
    await next();
    await screen.findByText("What should Callum be able to do?");
    await next();
    await screen.findByText("Callum’s work");
    await next();
    await userEvent.click(await screen.findByRole("button", { name: "Add and invite Callum" }));
    const email = await screen.findByLabelText(/Email \(sign-in name\)/);
    expect(email).toBeInvalid();
    expect(await screen.findByText("Someone in the practice already has this email address.")).toBeVisible();
    expect(screen.getByLabelText(/First name/)).toHaveValue("Callum");
  });

  it("does not walk on over what is wrong, and shows all of it at once", async () => {
    open();
    await fillDetails("callum at hvale");
    await userEvent.type(screen.getByLabelText("Mobile"), "12");
    await userEvent.clear(screen.getByLabelText(/Last name/));
    await userEvent.click(screen.getByLabelText("Mobile"));
    await next();
    expect(await screen.findByText("Enter a last name")).toBeVisible();
    expect(screen.getByLabelText(/Last name/)).toHaveFocus();
    expect(screen.getByLabelText(/Email \(sign-in name\)/)).toBeInvalid();
    expect(screen.getByLabelText("Mobile")).toBeInvalid();
    expect(screen.getByText("Step 1 of 4")).toBeVisible();
  });

  it("keeps one from walking on over an address that was refused", async () => {
    open();
    await fillDetails("helen@hvale.example");
    for (const title of ["What should Callum be able to do?", "Callum’s work", "Add and invite Callum"]) {
      await next();
      await screen.findByText(title, { selector: "h3" });
    }
    await next();
    await screen.findByText("Someone in the practice already has this email address.");
    await next();
    await waitFor(() => expect(screen.getByLabelText(/Email \(sign-in name\)/)).toHaveFocus());
    expect(screen.getByText("Step 1 of 4")).toBeVisible();
    await userEvent.clear(screen.getByLabelText(/Email \(sign-in name\)/));
    await userEvent.type(screen.getByLabelText(/Email \(sign-in name\)/), "callum@hvale.example");
    await next();
    await screen.findByText("What should Callum be able to do?");
  });

  it("does not lose a birthday that can't be read", async () => {
    open();
    await fillDetails();
    for (const title of ["What should Callum be able to do?", "Callum’s work"]) {
      await next();
      await screen.findByText(title);
    }
    await userEvent.type(screen.getByLabelText("Birthday"), "soon");
    await next();
    await waitFor(() => expect(screen.getByLabelText("Birthday")).toBeInvalid());
    expect(screen.getByText("Step 3 of 4")).toBeVisible();
    await userEvent.clear(screen.getByLabelText("Birthday"));
    await next();
    await screen.findByText("Add and invite Callum", { selector: "h3" });
  });

  it("does not add twice when only the invitation failed", async () => {
    const { host } = open();
    await fillDetails();
    for (const title of ["What should Callum be able to do?", "Callum’s work", "Add and invite Callum"]) {
      await next();
      await screen.findByText(title, { selector: "h3" });
    }
    const real = host.call.bind(host);
    let failed = false;
    vi.spyOn(host, "call").mockImplementation((request, content) => {
      if (request.operation === "users.invite" && !failed) {
        failed = true;
        return Promise.reject({
          code: "database.busy",
          message: "The database is busy.",
          field: null,
          details: null,
        });
      }
      return real(request, content);
    });
    await userEvent.click(screen.getByRole("button", { name: "Add and invite Callum" }));
    expect(await screen.findByText("Callum is added, but not invited yet")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Invite Callum" }));
    expect(await screen.findByText("K7QM-3XWD-9TRB")).toBeVisible();
    expect(host.world.people.filter((one) => one.email === "new.person@hvale.example")).toHaveLength(1);
  });

  it("locks the access levels that one may not give, and says why", async () => {
    open("priya@hvale.example");
    await fillDetails();
    await next();
    expect(await screen.findByRole("checkbox", { name: "Manager" })).toBeEnabled();
    expect(screen.getByRole("checkbox", { name: "Partner" })).toBeDisabled();
    expect(screen.getByRole("checkbox", { name: "Practice admin" })).toHaveAccessibleDescription(
      /Only a practice admin can give or take this/,
    );
  });

  it("asks before closing half way, or what was typed is gone at a slip of the hand", async () => {
    const { router } = open();
    await fillDetails();
    await userEvent.click(
      within(screen.getByRole("dialog", { name: "Add user" })).getByRole("button", { name: "Close" }),
    );
    await userEvent.click(await screen.findByRole("button", { name: "Keep editing" }));
    expect(screen.getByLabelText(/First name/)).toHaveValue("Callum");
    await userEvent.keyboard("{Escape}");
    await userEvent.click(await screen.findByRole("button", { name: "Leave without adding" }));
    await waitFor(() => expect(screen.queryByText("Step 1 of 4")).not.toBeInTheDocument());
    expect(router.state.location.search).toEqual({});
  });

  it("is not there for people who may not add", async () => {
    open("olivia@hvale.example");
    await rowOf("Amelia Prescott");
    expect(screen.queryByText("Step 1 of 4")).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Add user" })).not.toBeInTheDocument();
  });
});
