import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { renderPart } from "~/test/render";
import { capsOf, useShortcut, useShortcutList, useShortcutRules } from ".";

function Example({ paused = false, singleKeys = true }) {
  const [done, setDone] = useState<string[]>([]);
  const say = (word: string) => () => setDone((old) => [...old, word]);
  useShortcutRules({ paused, singleKeys });
  useShortcut({ keys: "mod+s", label: "Save", group: "Editing", run: say("save") });
  useShortcut({ keys: "n", label: "New", group: "Lists", run: say("new") });
  useShortcut({ keys: "?", label: "Help", group: "Anywhere", run: say("help") });
  useShortcut({ keys: "g n", label: "Notes", group: "Anywhere", run: say("notes") });
  useShortcut({ keys: "g u", label: "Users", group: "Anywhere", run: say("users") });
  const list = useShortcutList();
  return (
    <>
      <input aria-label="Text" />
      <output>{done.join(" ")}</output>
      <p>{list.map((one) => one.label).join(",")}</p>
    </>
  );
}

const said = () => screen.getByRole("status").textContent;

it("runs single keys, signs, combinations and sequences", async () => {
  renderPart(<Example />);
  const user = userEvent.setup();
  await user.keyboard("n?{Control>}s{/Control}gu");
  expect(said()).toBe("new help save users");
});

it("leads to the place after G, whatever the second key does on this screen", async () => {
  renderPart(<Example />);
  await userEvent.setup().keyboard("gnn");
  expect(said()).toBe("notes new");
});

it("never takes a letter from somebody who is typing", async () => {
  renderPart(<Example />);
  const user = userEvent.setup();
  await user.type(screen.getByLabelText("Text"), "n? gun");
  expect(said()).toBe("");
  await user.keyboard("{Control>}s{/Control}");
  expect(said()).toBe("save");
});

it("lets single keys be turned off, but not combinations", async () => {
  renderPart(<Example singleKeys={false} />);
  const user = userEvent.setup();
  await user.keyboard("n?{Control>}s{/Control}");
  expect(said()).toBe("save");
});

it("does nothing behind the lock screen", async () => {
  renderPart(<Example paused />);
  const user = userEvent.setup();
  await user.keyboard("n{Control>}s{/Control}");
  expect(said()).toBe("");
});

it("lists what works here, with the caps of the keyboard", () => {
  renderPart(<Example />);
  expect(screen.getByText("Save,New,Help,Notes,Users")).toBeInTheDocument();
  expect(capsOf("mod+shift+l")).toEqual(["Ctrl", "Shift", "L"]);
  expect(capsOf("g u")).toEqual(["G", "U"]);
});
