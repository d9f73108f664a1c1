import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createFakeHost, type FakeHost, type FakeOptions } from "~/api/fake";
import { expectAccessible, renderScreen } from "~/test/render";
import { SecurityScreen } from ".";

/** jsdom lays nothing out: give the list a size, so that it shows some rows. */
beforeEach(() => {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
});

/** Helen, who has just proved who she is, unless the test is about that. */
function show(at = "/security", options: FakeOptions = {}, prepare: (fake: FakeHost) => void = () => {}) {
  const fake = createFakeHost({ signedIn: "helen@hvale.example", ...options });
  fake.world.proved = fake.world.now();
  prepare(fake);
  const view = renderScreen(<SecurityScreen />, { fake, at, path: "/security" });
  return { ...view, fake, user: userEvent.setup() };
}

const rowOf = async (name: string) =>
  (await screen.findByText(name)).closest<HTMLElement>("[role=row]") as HTMLElement;

describe("the security view of the users", () => {
  it("shows how each stands, and opens where it can be mended", async () => {
    const { user, router } = show();
    expect(await rowOf("Grace Lindqvist")).toHaveTextContent("Not set up");
    await expectAccessible();
    await user.type(screen.getByRole("searchbox", { name: "Search users" }), "tom");
    await waitFor(() => expect(screen.queryByText("Grace Lindqvist")).toBeNull());
    expect(await rowOf("Tom Brannigan")).toHaveTextContent("Blocked");
    await user.clear(screen.getByRole("searchbox", { name: "Search users" }));
    await user.click(await rowOf("Grace Lindqvist"));
    await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/users\//));
    expect(router.state.location.search).toEqual({ tab: "security" });
  });

  it("finds the blocked, and says so when nobody is", async () => {
    const { user, fake } = show();
    await rowOf("Grace Lindqvist");
    await user.click(screen.getByLabelText("Only blocked"));
    await waitFor(() => expect(screen.queryByText("Grace Lindqvist")).toBeNull());
    expect(await rowOf("Tom Brannigan")).toBeInTheDocument();
    for (const one of fake.world.people) one.blocked = null;
    fake.world.changed("users");
    expect(await screen.findByText("Nobody is kept out by wrong tries.")).toBeInTheDocument();
  });

  it("moves by keyboard and opens with Enter", async () => {
    const { user, router } = show();
    const first = await rowOf("Amelia Prescott");
    first.focus();
    await user.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/users\//));
  });

  it("is not shown to somebody who may not look after security", async () => {
    show("/security", { signedIn: "aroha@hvale.example" });
    expect(await screen.findByText("Security settings are for practice admins")).toBeInTheDocument();
  });

  it("offers to try again while the database is away", async () => {
    show("/security", {}, (fake) => {
      const call = fake.call.bind(fake);
      fake.call = (request, content) => {
        if (request.operation === "users.list") fake.failNext("database.busy", "The database is busy.");
        return call(request, content);
      };
    });
    expect(await screen.findByText("The users can’t be shown now")).toBeInTheDocument();
  });
});

describe("the Support user", () => {
  it("is let in for a reason, for what was ticked and for how long, and the code is shown once", async () => {
    const { user, fake } = show();
    await user.click(await screen.findByRole("button", { name: "Activate Support User…" }));
    const dialog = await screen.findByRole("dialog", { name: /Activate Support User/ });
    for (const box of within(dialog).getAllByRole("checkbox")) expect(box).not.toBeChecked();
    await user.click(within(dialog).getByRole("button", { name: "Activate for 1 hour" }));
    expect(within(dialog).getByText("Say why, so the history can tell it")).toBeInTheDocument();
    await user.type(within(dialog).getByLabelText("Why"), "HD-20418, codes are rejected");
    await user.click(within(dialog).getByRole("button", { name: "Activate for 1 hour" }));
    expect(within(dialog).getByText(/Tick at least one thing/)).toBeInTheDocument();
    await user.click(within(dialog).getByRole("checkbox", { name: "Unblock a user" }));
    expect(within(dialog).getByRole("checkbox", { name: "Look at users" })).toBeChecked();
    await user.click(within(dialog).getByRole("radio", { name: "4 hours" }));
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Activate for 4 hours" }));
    const code = await screen.findByRole("dialog", { name: "Support access is on" });
    expect(within(code).getByText(fake.world.supportCode)).toBeInTheDocument();
    expect(fake.world.grant).toMatchObject({
      hours: 4,
      may: { users: true, settings: false, register: false, unblock: true, reset_mfa: false },
    });
    await user.click(within(code).getByRole("button", { name: /handed it over/ }));
    expect(await screen.findByText("Support user is active")).toBeInTheDocument();
    expect(screen.queryByText(fake.world.supportCode)).toBeNull();
  });

  it("says who is in, for which case and how long; it is prolonged, and ended with a summary", async () => {
    const { user, fake } = show("/security", { support: "on" });
    expect(await screen.findByText("Support user is active")).toBeInTheDocument();
    expect(screen.getByRole("timer")).toHaveTextContent(/^3:4\d:\d\d$/);
    expect(screen.getByText("Look at users and the history, and unblock a user")).toBeInTheDocument();
    expect(screen.getByText(/Jo Lee, case HD-20418/)).toBeInTheDocument();
    await expectAccessible();
    const before = fake.world.grant?.ends ?? 0;
    await user.click(screen.getByRole("button", { name: "Prolong" }));
    await user.click(await screen.findByRole("menuitem", { name: "By 24 hours" }));
    await waitFor(() => expect(fake.world.grant?.ends).toBe(before + 24 * 3_600_000_000));
    await user.click(screen.getByRole("button", { name: "Deactivate Support User" }));
    const summary = await screen.findByRole("dialog", { name: /What Support did/ });
    expect(within(summary).getByText("Firmkeep Support unblocked Tom Brannigan")).toBeInTheDocument();
    expect(within(summary).getByText("Helen Castellano turned it off", { exact: false })).toBeInTheDocument();
    await expectAccessible();
    await user.click(within(summary).getAllByRole("button", { name: "Close" }).at(-1) as HTMLElement);
    expect(await screen.findByText(/Off. Firmkeep staff can’t see this practice/)).toBeInTheDocument();
  });

  it("tells afterwards what Support did under an earlier grant", async () => {
    const { user } = show();
    const [summary] = await screen.findAllByRole("button", { name: /^Summary of what Support did/ });
    await user.click(summary as HTMLElement);
    expect(await screen.findByRole("dialog", { name: /What Support did/ })).toHaveTextContent(
      "Jo Lee, case HD-20418",
    );
  });
});

describe("the policy", () => {
  const field = (name: string) =>
    document.querySelector<HTMLInputElement>(`[data-field="${name}"] input`) as HTMLInputElement;

  it("says of each number what is usual, what is allowed and why", async () => {
    show("/security?tab=policy");
    await screen.findByText("Block after");
    const row = document.querySelector('[data-field="block_after"]');
    expect(row).toHaveTextContent(/guessing is hopeless.*Usually 5 wrong tries\. From 3 to 10\./);
    await expectAccessible();
  });

  it("saves what makes it stricter without asking twice", async () => {
    const { user, fake } = show("/security?tab=policy");
    await screen.findByText("Block after");
    await user.clear(field("block_after"));
    await user.type(field("block_after"), "3");
    expect(screen.getByText("1 unsaved change")).toBeInTheDocument();
    expect(screen.getByText("Was 5 wrong tries", { exact: false })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(fake.world.policy.block_after).toBe(3));
    expect(await screen.findByText(/Last changed/)).toHaveTextContent("by Helen Castellano");
  });

  it("says what becomes weaker before it is saved, and keeps editing when that was not meant", async () => {
    const { user, fake } = show("/security?tab=policy");
    await screen.findByText("Block after");
    await user.clear(field("block_after"));
    await user.type(field("block_after"), "9");
    await user.click(screen.getByRole("button", { name: "Save" }));
    const dialog = await screen.findByRole("dialog", { name: /easier to get into/ });
    expect(dialog).toHaveTextContent("Someone who guesses gets 9 tries instead of 5.");
    expect(within(dialog).getByRole("button", { name: "Keep editing" })).toHaveFocus();
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Keep editing" }));
    expect(fake.world.policy.block_after).toBe(5);
    expect(field("block_after")).toHaveValue("9");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await user.click(await screen.findByRole("button", { name: "Save all the same" }));
    await waitFor(() => expect(fake.world.policy.block_after).toBe(9));
  });

  it("says at the field what is not allowed, and changes nothing", async () => {
    const { user, fake } = show("/security?tab=policy");
    await screen.findByText("Shortest password");
    await user.clear(field("password_least"));
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Enter a number.")).toBeInTheDocument();
    await user.type(field("password_least"), "99");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Choose a whole number from 12 to 64.")).toBeInTheDocument();
    expect(field("password_least")).toHaveFocus();
    expect(fake.world.policy.password_least).toBe(12);
  });

  it("keeps what is typed when somebody else saved first, and shows theirs beside it", async () => {
    const { user, fake } = show("/security?tab=policy");
    await screen.findByText("Block after");
    await user.clear(field("block_after"));
    await user.type(field("block_after"), "4");
    Object.assign(fake.world, {
      policyVersion: 2,
      policy: { ...fake.world.policy, idle_minutes: 5 },
      policyChanged: fake.world.now(),
    });
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(
      /Helen Castellano changed the policy meanwhile/,
    );
    await waitFor(() => expect(field("idle_minutes")).toHaveValue("5"));
    expect(field("block_after")).toHaveValue("4");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(fake.world.policy).toMatchObject({ block_after: 4, idle_minutes: 5 }));
  });
});

describe("the health of the practice", () => {
  it("puts problems first, each with its evidence, the people and one button that mends it", async () => {
    const { user, router } = show("/security?tab=health");
    const cards = await screen.findAllByRole("listitem");
    expect(cards[0]).toHaveTextContent(/^Problem: /);
    expect(cards.at(-1)).toHaveTextContent(/^Good: /);
    await expectAccessible();
    const blocked = screen.getByText("Nobody is blocked").closest("li") as HTMLElement;
    expect(blocked).toHaveTextContent("1 person is kept out after wrong tries.");
    await user.click(within(blocked).getByRole("button", { name: /Unblock/ }));
    await waitFor(() => expect(router.state.location.search).toEqual({ tab: "security" }));
  });

  it("notes that somebody looked at who has far-reaching access", async () => {
    const { user, fake } = show("/security?tab=health");
    await user.click(await screen.findByRole("button", { name: /Note that I looked/ }));
    await waitFor(() => expect(fake.world.rolesReviewed).not.toBeNull());
    expect(await screen.findByText(/looked at who is practice admin and partner today/)).toBeInTheDocument();
  });

  it("leads to everybody without MFA", async () => {
    const { user, router } = show("/security?tab=health");
    await user.click(await screen.findByRole("button", { name: "See who: Everybody has MFA" }));
    await waitFor(() => expect(router.state.location.search).toEqual({ mfa: "not_set_up" }));
  });
});
