import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { type Me, useCall } from "~/api";
import { createFakeHost, type FakeOptions, fakeCode, fakePassword } from "~/api/fake";
import { expectAccessible, renderPart } from "~/test/render";
import { SignInScreen } from "./sign-in-screen";

beforeEach(() => localStorage.clear());

function Screen({ onSignedIn, ended = null }: { onSignedIn: (me: Me) => void; ended?: Me | null }) {
  const status = useCall("app.status", {});
  return status.data ? <SignInScreen status={status.data} ended={ended} onSignedIn={onSignedIn} /> : null;
}

async function show(options: FakeOptions & { offline?: boolean; ended?: Me } = {}) {
  const { offline, ended, ...rest } = options;
  const fake = createFakeHost(rest);
  if (offline) fake.world.answering = false;
  const onSignedIn = vi.fn();
  renderPart(<Screen onSignedIn={onSignedIn} ended={ended} />, { fake });
  await screen.findByRole("heading", { name: "Sign in" });
  return { user: userEvent.setup(), onSignedIn, fake };
}

it("shows the practice, and which database answers, before anything is typed", async () => {
  await show();
  expect(screen.getByText("Harbour & Vale Accountants")).toBeInTheDocument();
  expect(screen.getByText("Office database online")).toBeInTheDocument();
  expect(screen.getByText(/OFFICE-SRV01/)).toBeInTheDocument();
  expect(screen.getByLabelText("Email")).toHaveFocus();
  await expectAccessible();
});

it("signs in with the keyboard alone", async () => {
  const { user, onSignedIn } = await show();
  await user.keyboard("helen@hvale.example");
  await user.tab();
  await user.keyboard(`${fakePassword}{Enter}`);
  await waitFor(() => expect(screen.getByLabelText("Code")).toHaveFocus());
  expect(onSignedIn).not.toHaveBeenCalled();
  await user.keyboard(fakeCode);
  await waitFor(() => expect(onSignedIn).toHaveBeenCalled());
  expect(onSignedIn.mock.calls[0]?.[0]).toMatchObject({ name: "Helen Castellano" });
});

it("remembers the email for next time, never the password", async () => {
  const { user } = await show();
  await user.type(screen.getByLabelText("Email"), "helen@hvale.example");
  await user.type(screen.getByLabelText("Password"), `${fakePassword}{Enter}`);
  await screen.findByLabelText("Code");
  expect(Object.values({ ...localStorage })).toEqual(["helen@hvale.example"]);
});

it("says at the field what is missing, without asking the core", async () => {
  const { user, onSignedIn } = await show();
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(screen.getByText("Enter your email address.")).toBeInTheDocument();
  expect(screen.getByLabelText("Email")).toHaveFocus();
  expect(onSignedIn).not.toHaveBeenCalled();
});

it("keeps the email and clears the password after a refusal, and says it at once", async () => {
  const { user } = await show();
  await user.type(screen.getByLabelText("Email"), "helen@hvale.example");
  await user.type(screen.getByLabelText("Password"), "wrong{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "The email address or the password is not right.",
  );
  expect(screen.getByLabelText("Email")).toHaveValue("helen@hvale.example");
  expect(screen.getByLabelText("Password")).toHaveValue("");
  expect(screen.getByLabelText("Password")).toHaveFocus();
});

it("can show the password that is being typed", async () => {
  const { user } = await show();
  await user.click(screen.getByRole("button", { name: "Show the password" }));
  expect(screen.getByLabelText("Password")).toHaveAttribute("type", "text");
  expect(screen.getByRole("button", { name: "Hide the password" })).toBeInTheDocument();
});

it("says that nothing is lost while the database is away, and opens again by itself", async () => {
  const { user, fake } = await show({ offline: true });
  expect(await screen.findByRole("alert")).toHaveTextContent(
    /We can’t reach OFFICE-SRV01.*Nothing has been lost/,
  );
  expect(screen.getByRole("button", { name: "Sign in" })).toBeDisabled();
  await expectAccessible();
  fake.world.answering = true;
  await user.click(screen.getByRole("button", { name: "Try again now" }));
  await waitFor(() => expect(screen.getByRole("button", { name: "Sign in" })).toBeEnabled());
});

it("takes an invitation: email, code and a password that is judged while typing", async () => {
  const { user, onSignedIn } = await show();
  await user.click(screen.getByRole("button", { name: "I have an invitation code" }));
  await screen.findByRole("heading", { name: "Accept your invitation" });
  await user.type(screen.getByLabelText("Email"), "fatima@hvale.example");
  await user.type(await screen.findByLabelText("Invitation code"), "k7qm-3xwd-9trb");
  await user.type(screen.getByLabelText("New password"), "harbour");
  expect(await screen.findByText("Weak")).toBeInTheDocument();
  await user.clear(screen.getByLabelText("New password"));
  await user.type(screen.getByLabelText("New password"), "quiet lanterns over nine");
  expect(await screen.findByText("Very strong")).toBeInTheDocument();
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Set password and sign in" }));
  await user.type(await screen.findByLabelText("Code for Harbour & Vale Accountants"), fakeCode);
  await user.click(await screen.findByLabelText("I have kept these somewhere safe"));
  await user.click(screen.getByRole("button", { name: "Open Firmkeep" }));
  await waitFor(() => expect(onSignedIn.mock.calls[0]?.[0]).toMatchObject({ name: "Fatima Al-Sayed" }));
});

it("refuses a wrong invitation code in words and keeps what was typed", async () => {
  const { user } = await show();
  await user.click(screen.getByRole("button", { name: "I have an invitation code" }));
  await screen.findByRole("heading", { name: "Accept your invitation" });
  await user.type(screen.getByLabelText("Email"), "fatima@hvale.example");
  await user.type(await screen.findByLabelText("Invitation code"), "nope");
  await user.type(screen.getByLabelText("New password"), "quiet lanterns over nine");
  await user.click(screen.getByRole("button", { name: "Set password and sign in" }));
  expect(await screen.findByRole("alert")).toHaveTextContent(/does not belong to that email address/);
  expect(screen.getByLabelText("New password")).toHaveValue("quiet lanterns over nine");
});
