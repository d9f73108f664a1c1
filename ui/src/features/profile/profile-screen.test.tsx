import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { createFakeHost, type FakeHost, fakeCode, fakePassword } from "~/api/fake";
import { expectAccessible, renderScreen } from "~/test/render";
import { ProfileScreen } from ".";

/** Helen, who has just proved who she is. */
function show(prepare: (fake: FakeHost) => void = () => {}, at = "/me") {
  const fake = createFakeHost({ signedIn: "helen@hvale.example" });
  fake.world.proved = fake.world.now();
  prepare(fake);
  renderScreen(<ProfileScreen />, { fake, at, path: "/me" });
  return { fake, user: userEvent.setup() };
}
const helen = (fake: FakeHost) => fake.world.people[0];

describe("one's own password", () => {
  it("is judged while it is typed, changed with the current one, and signs one out elsewhere", async () => {
    const { user, fake } = show();
    await user.type(await screen.findByLabelText("Current password"), fakePassword);
    await user.click(screen.getByLabelText("New password"));
    await user.paste("ledger otter quay lamp");
    expect(await screen.findByText("Very strong")).toBeInTheDocument();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Change password" }));
    expect(await screen.findByText("You were signed out on 2 other computers.")).toBeInTheDocument();
    expect(helen(fake)?.password).toBe("ledger otter quay lamp");
    expect(screen.getByLabelText("New password")).toHaveValue("");
  });

  it("stays as it is after a wrong current one or one of the last, said at the field", async () => {
    const { user, fake } = show();
    await user.type(await screen.findByLabelText("Current password"), "wrong");
    await user.type(screen.getByLabelText("New password"), "ledger otter quay lamp{Enter}");
    expect(await screen.findByText("This is not your current password.")).toBeInTheDocument();
    expect(screen.getByLabelText("Current password")).toHaveFocus();
    await user.clear(screen.getByLabelText("Current password"));
    await user.type(screen.getByLabelText("Current password"), fakePassword);
    await user.clear(screen.getByLabelText("New password"));
    await user.type(screen.getByLabelText("New password"), `${fakePassword}{Enter}`);
    expect(await screen.findByText(/one of your last 8 passwords/)).toBeInTheDocument();
    expect(helen(fake)?.password).toBe(fakePassword);
  });
});

describe("one's own MFA", () => {
  it("moves to a new phone, and isn't done before the recovery codes are kept", async () => {
    const { user, fake } = show();
    const old = helen(fake)?.recovery_codes[0];
    await user.click(await screen.findByRole("button", { name: "Move to a new phone" }));
    const dialog = await screen.findByRole("dialog", { name: "Move to a new phone" });
    expect(dialog).toHaveTextContent("Your old phone keeps working until you finish.");
    await expectAccessible();
    await user.type(within(dialog).getByLabelText(/^Code for/), fakeCode);
    const codes = await screen.findByRole("dialog", { name: "Keep your recovery codes" });
    expect(within(codes).queryByText(old ?? "")).toBeNull();
    await user.keyboard("{Escape}");
    expect(within(codes).getByRole("button", { name: "Done" })).toBeDisabled();
    await expectAccessible();
    await user.click(within(codes).getByLabelText("I have kept these somewhere safe"));
    await user.click(within(codes).getByRole("button", { name: "Done" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(helen(fake)?.recovery_kept).toBe(true);
  });

  it("warns while three recovery codes are left, not before", async () => {
    const { user, fake } = show(({ world }) => {
      const [me] = world.people;
      if (me) me.recovery_codes = me.recovery_codes.slice(0, 3);
    });
    expect(await screen.findByText("3 of 10 left. Make new ones before you run out.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Make new codes" }));
    const codes = await screen.findByRole("list", { name: "Recovery codes" });
    expect(within(codes).getAllByRole("listitem")).toHaveLength(10);
    expect(helen(fake)?.recovery_codes).toHaveLength(10);
  });

  it("is turned off only where the practice lets people choose", async () => {
    const { user, fake } = show(({ world }) => {
      world.policy.mfa_required = false;
    });
    await user.click(await screen.findByRole("button", { name: "Turn off…" }));
    await user.click(await screen.findByRole("button", { name: "Turn off MFA" }));
    await waitFor(() => expect(helen(fake)?.mfa).toBe("not_set_up"));
  });

  it("can't be turned off where the practice requires it", async () => {
    show();
    await screen.findByRole("button", { name: "Move to a new phone" });
    expect(screen.queryByRole("button", { name: "Turn off…" })).toBeNull();
  });
});

describe("where one is signed in", () => {
  it("lists each computer with where from and when, and ends one or all others", async () => {
    const { user, fake } = show();
    const list = await screen.findByRole("list", { name: "Your sessions" });
    const [here, laptop] = within(list).getAllByRole("listitem");
    expect(here).toHaveTextContent(/FRONT-DESK.*This computer.*192\.168\.1\.24.*Active now/);
    expect(laptop).toHaveTextContent(/HELEN-MACBOOK.*macOS 26.*192\.168\.1\.20.*Locked/);
    expect(within(here as HTMLElement).queryByRole("button")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Sign out on HELEN-MACBOOK" }));
    await waitFor(() =>
      expect(screen.queryByRole("button", { name: "Sign out on HELEN-MACBOOK" })).toBeNull(),
    );
    await user.click(screen.getByRole("button", { name: "Sign out everywhere else…" }));
    await user.click(await screen.findByRole("button", { name: "Sign out everywhere else" }));
    await waitFor(() => expect(fake.world.sessions.some((one) => one.user === helen(fake)?.id)).toBe(false));
  });

  it("forgets a remembered computer, so that it asks for a code again", async () => {
    const { user, fake } = show();
    await user.click(await screen.findByRole("button", { name: "Forget HELEN-MACBOOK" }));
    await waitFor(() => expect(fake.world.computers).toEqual([]));
    expect(await screen.findByText(/Every computer asks you for a code/)).toBeInTheDocument();
  });
});

it("shows one's history beside, by keyboard too", async () => {
  const { user } = show();
  await screen.findByLabelText("Current password");
  await user.click(screen.getByRole("tab", { name: "Security" }));
  await user.keyboard("{ArrowRight}");
  expect(await screen.findByRole("grid", { name: "My history" })).toBeInTheDocument();
});

it("offers to try again while the database is away", async () => {
  const { user, fake } = show((host) => {
    const call = host.call.bind(host);
    host.call = (request, content) => {
      if (request.operation === "profile.security") host.failNext("database.busy", "The database is busy.");
      return call(request, content);
    };
  });
  expect(await screen.findByText("Your security can’t be shown now")).toBeInTheDocument();
  expect(fake.world.answering).toBe(true);
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await expectAccessible();
});
