import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createFakeHost } from "~/api/fake";
import { expectAccessible, renderScreen } from "~/test/render";
import { HistoryScreen, MyHistoryScreen } from ".";

/** jsdom lays nothing out: give the list a size, and its rows theirs, so that it shows some. */
beforeEach(() => {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(1000);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(40);
});

const rows = () => screen.findAllByRole("row", { name: /am|pm/ });
const helen = () => createFakeHost({ signedIn: "helen@hvale.example" });

describe("the practice's history", () => {
  it("shows each event with its time, who, what and from which computer, under its day", async () => {
    renderScreen(<HistoryScreen />);
    const [first] = await rows();
    expect(screen.getAllByRole("rowheader")[0]).toHaveTextContent(/^(Today|Yesterday), /);
    expect(within(first as HTMLElement).getAllByRole("gridcell")).toHaveLength(5);
    expect(first).toHaveTextContent("192.168.1.24");
    expect(screen.getAllByText("Sign-in failed").length).toBeGreaterThan(0);
    await expectAccessible();
  });

  it("reads older events when the end comes near, or the register ends after its first page", async () => {
    const host = helen();
    const asked = vi.spyOn(host, "call");
    renderScreen(<HistoryScreen />, { fake: host });
    const [first] = await rows();
    await userEvent.click(first as HTMLElement);
    await userEvent.keyboard("{Escape}");
    (first as HTMLElement).focus();
    await userEvent.keyboard("{End}");
    await waitFor(() =>
      expect(
        asked.mock.calls.some(
          ([request]) =>
            request.operation === "register.list" &&
            (request.input as { before: number | null }).before === 141,
        ),
      ).toBe(true),
    );
  });

  it("filters by outcome and event in the address, and says when nothing fits", async () => {
    const { router } = renderScreen(<HistoryScreen />);
    await rows();
    await userEvent.click(screen.getByRole("button", { name: "Outcome: Any outcome" }));
    await userEvent.click(await screen.findByRole("menuitemradio", { name: /Failed/ }));
    await waitFor(() => expect(router.state.location.search).toEqual({ outcome: "failure" }));
    await waitFor(() => expect(screen.queryByText("Signed in")).not.toBeInTheDocument());
    expect((await screen.findAllByText("Sign-in failed")).length).toBeGreaterThan(3);

    await userEvent.click(screen.getByRole("button", { name: "Event: All events" }));
    await userEvent.click(await screen.findByRole("checkbox", { name: "User added" }));
    await userEvent.keyboard("{Escape}");
    expect(await screen.findByText("No events match")).toBeVisible();
    await userEvent.click(screen.getAllByRole("button", { name: "Clear filters" })[0] as HTMLElement);
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    await rows();
  });

  it("filters by a person, who is named again after a reload", async () => {
    const host = helen();
    const liam = host.world.people.find((one) => one.first_name === "Priya");
    renderScreen(<HistoryScreen />, { fake: host, at: `/?person=${liam?.id}` });
    expect(await screen.findByRole("button", { name: /Person: Priya/ })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Clear person" }));
    await userEvent.click(await screen.findByRole("button", { name: "Person: Anyone" }));
    await userEvent.type(await screen.findByRole("textbox", { name: "Find a person" }), "priya");
    await userEvent.click(await screen.findByRole("option", { name: /Priya/ }));
    expect(await screen.findByRole("button", { name: /Person: Priya/ })).toBeVisible();
  });

  it("finds people who have left, whose events are still there", async () => {
    const host = helen();
    const left = host.world.people.find((one) => one.status === "archived");
    renderScreen(<HistoryScreen />, { fake: host });
    await rows();
    await userEvent.click(screen.getByRole("button", { name: "Person: Anyone" }));
    await userEvent.type(
      await screen.findByRole("textbox", { name: "Find a person" }),
      left?.last_name ?? "",
    );
    expect(await screen.findByRole("option", { name: /archived$/ })).toBeInTheDocument();
  });

  it("filters by time in the person's zone, both days included", async () => {
    const host = helen();
    const asked = vi.spyOn(host, "call");
    const { router } = renderScreen(<HistoryScreen />, { fake: host });
    await rows();
    await userEvent.click(screen.getByRole("button", { name: "Time: Any time" }));
    await userEvent.click(await screen.findByRole("radio", { name: "Yesterday" }));
    await waitFor(() => expect(router.state.location.search).toEqual({ range: "yesterday" }));
    await waitFor(() => {
      const lists = asked.mock.calls.filter(([request]) => request.operation === "register.list");
      const input = lists.at(-1)?.[0].input as { from: number; until: number } | undefined;
      expect((input?.until ?? 0) - (input?.from ?? 0)).toBe(24 * 3_600_000_000);
    });
    await userEvent.click(screen.getByRole("radio", { name: "Choose dates…" }));
    expect(await screen.findByText(/Both days are included/)).toBeVisible();
    await expectAccessible();
  });

  it("shows a new event as it happens, or a failed sign-in is only seen after a reload", async () => {
    const { host } = renderScreen(<HistoryScreen />);
    await rows();
    host.world.note("users.disabled", "User disabled", "Helen Castellano disabled Liam Petrakis.", {
      reason: "On leave",
    });
    host.world.changed("register");
    expect(await screen.findByText("User disabled")).toBeVisible();
    expect(screen.getByText("On leave")).toBeVisible();
  });

  it("is walked into with an arrow when nothing has the focus, as the footer says", async () => {
    renderScreen(<HistoryScreen />);
    const [first] = await rows();
    await userEvent.keyboard("{ArrowDown}");
    expect(first).toHaveFocus();
  });

  it("opens an event's details by keyboard and gives the focus back", async () => {
    renderScreen(<HistoryScreen />);
    const [first, second] = await rows();
    (first as HTMLElement).focus();
    await userEvent.keyboard("{ArrowDown}");
    await waitFor(() => expect(second).toHaveFocus());
    await userEvent.keyboard("{Enter}");
    const drawer = await screen.findByRole("dialog");
    expect(await within(drawer).findByText("239 of 240")).toBeVisible();
    expect(within(drawer).getByText(/UTC$/)).toBeVisible();
    expect(within(drawer).getByText("Windows 11")).toBeVisible();
    await expectAccessible();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(second).toHaveFocus());
  });

  it("shows what a change found and left side by side", async () => {
    renderScreen(<HistoryScreen />, { at: '/?kinds=["users.edited"]' });
    await userEvent.click((await rows())[0] as HTMLElement);
    const drawer = await screen.findByRole("dialog");
    const change = within(drawer).getByRole("row", { name: /Mobile/ });
    expect(change).toHaveTextContent("+61 491 570 156");
    expect(within(drawer).getByRole("columnheader", { name: "Before" })).toBeVisible();
    expect(within(drawer).getAllByRole("button", { name: /^Open / }).length).toBeGreaterThan(0);
  });
});

describe("checking the whole register", () => {
  it("says that the chain is verified, in words", async () => {
    renderScreen(<HistoryScreen />);
    await rows();
    await userEvent.click(screen.getByRole("button", { name: "Check the whole register" }));
    expect(await screen.findByText("Chain verified")).toBeVisible();
    expect(screen.getByText(/240 entries/)).toBeVisible();
  });

  it("names the first entry that doesn't fit and opens it, or tampering goes unseen", async () => {
    const host = helen();
    const answer = host.call;
    host.call = (request, content) =>
      request.operation === "register.verify"
        ? Promise.resolve({
            checked: 56,
            intact: false,
            head: "",
            first_wrong: { seq: 57, why: "Its contents don’t match its seal" },
          })
        : answer(request, content);
    renderScreen(<HistoryScreen />, { fake: host });
    await rows();
    await userEvent.click(screen.getByRole("button", { name: "Check the whole register" }));
    expect(await screen.findByText("Chain broken")).toBeVisible();
    expect(screen.getByText("Entry 57 doesn’t fit the register")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Show entry 57" }));
    expect(await within(await screen.findByRole("dialog")).findByText("57 of 240")).toBeVisible();
  });

  it("shows how far it is and can be cancelled", async () => {
    const host = helen();
    const answer = host.call;
    const cancelled = vi.fn();
    host.call = (request, content) => {
      if (request.operation === "calls.cancel") cancelled(request.input);
      if (request.operation !== "register.verify") return answer(request, content);
      return new Promise((_, refuse) => {
        host.world.emit("progress", { call: request.call, done: 60, total: 240 });
        cancelled.mockImplementation(() =>
          refuse({ code: "call.cancelled", message: "Stopped.", field: null, details: null }),
        );
      });
    };
    renderScreen(<HistoryScreen />, { fake: host });
    await rows();
    await userEvent.click(screen.getByRole("button", { name: "Check the whole register" }));
    expect(await screen.findByText("60 of 240 entries")).toBeVisible();
    expect(screen.getByRole("progressbar", { name: "Checking the register" })).toHaveAttribute(
      "aria-valuenow",
      "25",
    );
    await expectAccessible();
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await screen.findByRole("button", { name: "Check the whole register" })).toBeVisible();
    expect(screen.queryByText("The register could not be checked to the end")).not.toBeInTheDocument();
  });
});

describe("when there is nothing to show", () => {
  it("says that the database doesn't answer and reads again on request", async () => {
    const host = helen();
    const { client } = renderScreen(<p>ready</p>, { fake: host });
    await screen.findByText("ready");
    host.world.answering = false;
    client.clear();
    document.body.innerHTML = "";
    host.world.answering = true;
    const answer = host.call;
    let down = true;
    host.call = (request, content) =>
      down && request.operation === "register.list"
        ? Promise.reject({
            code: "database.unreachable",
            message: "It does not answer.",
            field: null,
            details: null,
          })
        : answer(request, content);
    renderScreen(<HistoryScreen />, { fake: host });
    expect(await screen.findByText("The history can’t be shown now")).toBeVisible();
    await expectAccessible();
    down = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await rows();
  });

  it("keeps the practice's history from those who may not see it, and offers their own", async () => {
    renderScreen(<HistoryScreen />, { signedIn: "priya@hvale.example" });
    expect(await screen.findByText("The practice’s history is for practice admins")).toBeVisible();
    expect(screen.getByRole("button", { name: "See my own history" })).toBeVisible();
  });

  it("shows one's own history to everybody", async () => {
    renderScreen(<MyHistoryScreen />, { signedIn: "priya@hvale.example" });
    expect((await rows()).length).toBeGreaterThan(1);
    expect(screen.queryByRole("columnheader", { name: "Who" })).not.toBeInTheDocument();
    await expectAccessible();
  });
});
