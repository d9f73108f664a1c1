import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { call, MeProvider } from "~/api";
import { createFakeHost, fakeCode, fakePassword } from "~/api/fake";
import { expectAccessible, renderPart } from "~/test/render";
import { ProveDialog } from "./prove-dialog";

function show() {
  const fake = createFakeHost({ signedIn: "helen@hvale.example" });
  renderPart(
    <MeProvider me={fake.world.asMe(fake.world.me())}>
      <ProveDialog />
    </MeProvider>,
    { fake },
  );
  fake.failNext("session.proof_needed", "Enter your password again.");
  const calls = vi.spyOn(fake, "call");
  const result = call("users.count", {
    filter: {
      search: "",
      roles: [],
      statuses: [],
      mfa: null,
      blocked: false,
      reports_to: null,
      show_inactive: false,
    },
  });
  const times = () => calls.mock.calls.filter(([one]) => one.operation === "users.count").length;
  return { user: userEvent.setup(), result, times };
}

it("asks for the password and then does what was asked, once more", async () => {
  const { user, result, times } = show();
  await user.type(await screen.findByLabelText("Your password"), "wrong{Enter}");
  expect(await screen.findByText("This password is not right.")).toBeInTheDocument();
  await expectAccessible();
  await user.type(screen.getByLabelText("Your password"), `${fakePassword}{Enter}`);
  expect(await result).toMatchObject({ current: 46 });
  expect(times()).toBe(2);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

it("changes nothing when the person thinks again", async () => {
  const { user, result, times } = show();
  const refused = expect(result).rejects.toMatchObject({ code: "session.proof_needed" });
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  await refused;
  expect(times()).toBe(1);
});

it("takes a code of the authenticator app instead of the password", async () => {
  const { user, result, times } = show();
  await user.click(await screen.findByRole("button", { name: "Use a code instead" }));
  await user.type(screen.getByLabelText("Code of your authenticator app"), "111111");
  expect(await screen.findByText("This code is not right.")).toBeInTheDocument();
  await expectAccessible();
  await user.type(screen.getByLabelText("Code of your authenticator app"), fakeCode);
  expect(await result).toMatchObject({ current: 46 });
  expect(times()).toBe(2);
});
