import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { useCall } from "~/api";
import { createFakeHost, type FakeHost, type FakeOptions, fakeCode, fakePassword } from "~/api/fake";
import { expectAccessible, renderPart } from "~/test/render";
import { SignInScreen } from "./sign-in-screen";

beforeEach(() => localStorage.clear());

function Screen({ onSignedIn }: { onSignedIn: () => void }) {
  const status = useCall("app.status", {});
  return status.data ? <SignInScreen status={status.data} ended={null} onSignedIn={onSignedIn} /> : null;
}

async function show(options: FakeOptions = {}, prepare: (fake: FakeHost) => void = () => {}) {
  const fake = createFakeHost(options);
  prepare(fake);
  const onSignedIn = vi.fn();
  renderPart(<Screen onSignedIn={onSignedIn} />, { fake });
  await screen.findByRole("heading", { name: "Sign in" });
  return { user: userEvent.setup(), onSignedIn, fake };
}

async function withPassword(email: string, options: FakeOptions = {}, prepare?: (fake: FakeHost) => void) {
  const shown = await show(options, prepare);
  await shown.user.type(screen.getByLabelText("Email"), email);
  await shown.user.type(screen.getByLabelText("Password"), `${fakePassword}{Enter}`);
  return shown;
}

describe("the code after the password", () => {
  it("says whose code it is and for which practice, and takes it pasted with a blank", async () => {
    const { user, onSignedIn } = await withPassword("helen@hvale.example");
    const field = await screen.findByLabelText("Code");
    expect(screen.getByText("helen@hvale.example")).toBeInTheDocument();
    expect(screen.getByText(/type the code for/)).toHaveTextContent("Harbour & Vale Accountants");
    expect(field).toHaveAttribute("autocomplete", "one-time-code");
    await expectAccessible();
    await user.click(field);
    await user.paste("246 810");
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  });

  it("takes autofill, which sets all digits at once", async () => {
    const { onSignedIn } = await withPassword("helen@hvale.example");
    fireEvent.change(await screen.findByLabelText("Code"), { target: { value: fakeCode } });
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  });

  it("is asked again after a wrong one, which is cleared and said at the field", async () => {
    const { user, onSignedIn } = await withPassword("helen@hvale.example");
    await user.type(await screen.findByLabelText("Code"), "111111");
    expect(await screen.findByRole("alert")).toHaveTextContent("This code is not right");
    expect(screen.getByLabelText("Code")).toHaveValue("");
    await waitFor(() => expect(screen.getByLabelText("Code")).toHaveFocus());
    expect(onSignedIn).not.toHaveBeenCalled();
  });

  it("remembers this computer only where it was asked to", async () => {
    const { user, onSignedIn, fake } = await withPassword("marcus@hvale.example");
    await user.click(await screen.findByLabelText("Remember this computer for 24 hours"));
    await user.type(screen.getByLabelText("Code"), fakeCode);
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
    expect(fake.world.computers.filter((one) => one.computer === "FRONT-DESK")).toHaveLength(1);
  });

  it("doesn't offer to remember the computer where the practice turned that off", async () => {
    await withPassword("helen@hvale.example", {}, (fake) => {
      fake.world.policy.remember_hours = 0;
    });
    await screen.findByLabelText("Code");
    expect(screen.queryByLabelText(/Remember this computer/)).toBeNull();
  });

  it("can be a recovery code, however it is written, which works once", async () => {
    const { user, onSignedIn, fake } = await withPassword("helen@hvale.example");
    const [helen] = fake.world.people;
    const code = helen?.recovery_codes[0] ?? "";
    await user.click(await screen.findByRole("button", { name: "Use a recovery code instead" }));
    expect(screen.getByText("10 of 10 left")).toBeInTheDocument();
    await user.type(
      screen.getByLabelText("Recovery code"),
      `${code.replaceAll("-", " ").toLowerCase()}{Enter}`,
    );
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
    expect(helen?.recovery_codes).not.toContain(code);
  });

  it("leads back to the password with the refusal's sentence when wrong codes blocked the person", async () => {
    const { user } = await withPassword("helen@hvale.example", {}, (fake) => {
      fake.world.policy.block_after = 3;
    });
    for (let times = 0; times < 3; times++) {
      await user.type(await screen.findByLabelText("Code"), "111111");
      await waitFor(() => expect(screen.queryByLabelText("Code") ?? document.body).not.toHaveValue("111111"));
    }
    expect(await screen.findByRole("heading", { name: "Sign in" })).toBeInTheDocument();
    expect(screen.getByRole("alert")).toHaveTextContent("The email address or the password is not right.");
  });

  it("lets somebody else begin, and ends what was begun", async () => {
    const { user, fake } = await withPassword("helen@hvale.example");
    await user.click(await screen.findByRole("button", { name: "Not you?" }));
    expect(await screen.findByRole("heading", { name: "Sign in" })).toBeInTheDocument();
    await waitFor(() => expect(fake.world.arriving).toBeNull());
  });
});

describe("setting up MFA on the way in", () => {
  it("shows the QR code and the typed key, and opens only once the codes are kept", async () => {
    const { user, onSignedIn, fake } = await withPassword("grace@hvale.example");
    expect(
      await screen.findByRole("img", { name: /QR code for your authenticator app/ }),
    ).toBeInTheDocument();
    expect(screen.getAllByText(/^(JBSW|Y3DP|EHPK|3PXP) $/, { trim: false })).toHaveLength(8);
    expect(screen.queryByRole("button", { name: "Not now" })).toBeNull();
    await expectAccessible();
    await user.type(screen.getByLabelText(/^Code for/), "111111");
    expect(await screen.findByRole("alert")).toHaveTextContent("This code is not right");
    await user.type(screen.getByLabelText(/^Code for/), fakeCode);
    const list = await screen.findByRole("list", { name: "Recovery codes" });
    expect(within(list).getAllByRole("listitem")).toHaveLength(10);
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Save as a file" }));
    await waitFor(() => expect(fake.saved[0]?.text).toContain("grace@hvale.example"));
    expect(screen.getByRole("button", { name: "Open Firmkeep" })).toBeDisabled();
    await user.click(screen.getByLabelText("I have kept these somewhere safe"));
    await user.click(screen.getByRole("button", { name: "Open Firmkeep" }));
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  });

  it("can be left for later only where the practice lets people choose", async () => {
    const { user, onSignedIn } = await withPassword("grace@hvale.example", {}, (fake) => {
      fake.world.policy.mfa_required = false;
    });
    await user.click(await screen.findByRole("button", { name: "Not now" }));
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  });

  it("offers to try again when it can't begin, instead of an empty screen", async () => {
    const { user, fake } = await show();
    await user.type(screen.getByLabelText("Email"), "grace@hvale.example");
    await user.type(screen.getByLabelText("Password"), fakePassword);
    const call = fake.call.bind(fake);
    const broken = vi.spyOn(fake, "call").mockImplementation((request, content) => {
      if (request.operation === "sign_in.begin_enrolment") fake.failNext("internal", "That didn’t work.");
      return call(request, content);
    });
    await user.keyboard("{Enter}");
    expect(await screen.findByText("This can’t be set up now")).toBeInTheDocument();
    broken.mockRestore();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("img", { name: /QR code/ })).toBeInTheDocument();
  });
});

describe("other ways in", () => {
  it("asks for a new password where somebody asked for one, and says at the field what is wrong with it", async () => {
    const { user, onSignedIn } = await withPassword("helen@hvale.example", {}, (fake) => {
      const [helen] = fake.world.people;
      if (helen) helen.must_change = true;
    });
    await user.type(await screen.findByLabelText("Code"), fakeCode);
    const field = await screen.findByLabelText("New password");
    await expectAccessible();
    await user.type(field, `${fakePassword}{Enter}`);
    expect(await screen.findByText(/You have used this password before/)).toBeInTheDocument();
    await user.clear(field);
    await user.type(field, "ledger otter quay lamp{Enter}");
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  });

  it("lets a person with a reset code choose a password, and still asks for the app's code", async () => {
    const { user, onSignedIn, fake } = await show({}, ({ world }) => {
      const [helen] = world.people;
      if (helen) helen.reset = { code: "R4TW-8KQM-2XHD", expires: world.now() + 1e9 };
    });
    await user.click(screen.getByRole("button", { name: "I have a reset code" }));
    await screen.findByRole("heading", { name: "Choose a new password" });
    await user.type(screen.getByLabelText("Email"), "helen@hvale.example");
    await user.type(screen.getByLabelText("Reset code"), "r4tw8kqm2xhd");
    await user.type(screen.getByLabelText("New password"), "ledger otter quay lamp");
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Set password and sign in" }));
    await user.type(await screen.findByLabelText("Code"), fakeCode);
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
    expect(fake.world.people[0]).toMatchObject({ password: "ledger otter quay lamp", reset: null });
  });

  it("lets Support in with the practice's code, its name and the case, and says what is missing", async () => {
    const { user, onSignedIn, fake } = await show({ support: "on" });
    fake.world.supportCode = "F4QX-7KQ4-M2XT-93HD";
    await user.click(screen.getByRole("button", { name: "Firmkeep Support" }));
    await user.click(await screen.findByRole("button", { name: "Sign in as Support" }));
    expect(screen.getByText("Enter the access code that the practice gave you.")).toBeInTheDocument();
    expect(screen.getByLabelText("Access code")).toHaveFocus();
    await user.type(screen.getByLabelText("Access code"), "F4QX-7KQ4-M2XT-93HE");
    await user.type(screen.getByLabelText("Your name"), "Sam Reyes");
    await user.type(screen.getByLabelText("Case number"), "HD-31{Enter}");
    expect(await screen.findByText(/This code is not right/)).toBeInTheDocument();
    await expectAccessible();
    await user.clear(screen.getByLabelText("Access code"));
    await user.type(screen.getByLabelText("Access code"), "F4QX-7KQ4-M2XT-93HD{Enter}");
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
    expect(onSignedIn.mock.calls[0]?.[0]).toMatchObject({ name: "Firmkeep Support (Sam Reyes)", roles: [] });
  });
});
