import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { expectAccessible, renderPart } from "~/test/render";
import { Tabs } from "./tabs";

function Example() {
  const [value, setValue] = useState<"details" | "access" | "history">("details");
  return (
    <>
      <Tabs
        label="User"
        panelId="panel"
        value={value}
        onChange={setValue}
        items={[
          { value: "details", label: "Details", unsaved: true },
          { value: "access", label: "Access", count: 3 },
          { value: "history", label: "History", divided: true },
        ]}
      />
      <div id="panel" role="tabpanel" aria-label={value} />
    </>
  );
}

it("moves between tabs with the arrow keys and round the ends", async () => {
  renderPart(<Example />);
  const user = userEvent.setup();
  await user.tab();
  expect(screen.getByRole("tab", { name: /Details/ })).toHaveFocus();
  await user.keyboard("{ArrowLeft}");
  expect(screen.getByRole("tab", { name: "History", selected: true })).toHaveFocus();
  await user.keyboard("{Home}{ArrowRight}");
  expect(screen.getByRole("tab", { name: /Access/, selected: true })).toHaveFocus();
});

it("says which tab holds something that is not saved", async () => {
  renderPart(<Example />);
  expect(screen.getByRole("tab", { name: /Details.*not saved/ })).toBeInTheDocument();
  await expectAccessible();
});
