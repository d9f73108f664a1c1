import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { timeZones } from "~/api/fake/lookups";
import { expectAccessible, renderPart } from "~/test/render";
import { matchZones, TimeZoneSelect } from "./time-zone-select";

const idsOf = (search: string) => matchZones(timeZones(), search).map((zone) => zone.id);

describe("finding a zone", () => {
  it("goes by the city, whatever the letters' case", () => {
    expect(idsOf("sYdney")).toEqual(["Australia/Sydney"]);
    expect(idsOf("new york")).toContain("America/New_York");
  });

  it("goes by the offset, with and without UTC", () => {
    expect(idsOf("+5:30")).toEqual(idsOf("UTC+5:30"));
    expect(idsOf("+5:30").length).toBeGreaterThan(0);
    expect(idsOf("-3")).toContain("America/Sao_Paulo");
    expect(idsOf("+10")).not.toContain("Pacific/Auckland");
  });
});

function Example() {
  const [zone, setZone] = useState("Australia/Sydney");
  return <TimeZoneSelect label="Time zone" value={zone} onChange={setZone} />;
}

it("is chosen by typing a city, and shows the time there", async () => {
  renderPart(<Example />);
  const user = userEvent.setup();
  const field = await screen.findByRole("combobox", { name: "Time zone" });
  await screen.findByDisplayValue(/Sydney \(/);
  expect(screen.getByText(/It is \d+:\d\d [ap]m there now/)).toBeInTheDocument();
  await user.click(field);
  await user.clear(field);
  await user.type(field, "perth");
  const option = await screen.findByRole("option", { name: /Perth/ });
  expect(within(option).getByText("UTC+8")).toBeInTheDocument();
  await expectAccessible();
  await user.keyboard("{Enter}");
  expect(await screen.findByDisplayValue(/Perth \(/)).toBeInTheDocument();
});
