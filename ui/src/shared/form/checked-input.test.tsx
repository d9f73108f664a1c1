import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { renderPart } from "~/test/render";
import { CheckedInput, PhoneField } from "./checked-input";

function Abn() {
  const [value, setValue] = useState("");
  return <CheckedInput check="abn" label="ABN" value={value} onChange={setValue} />;
}

function Phone() {
  const [value, setValue] = useState("");
  return <PhoneField label="Mobile" kind="mobile" country="AU" value={value} onChange={setValue} />;
}

it("leaves one alone while typing and tells on leaving the field", async () => {
  renderPart(<Abn />);
  const user = userEvent.setup();
  await user.type(screen.getByLabelText("ABN"), "51824753557");
  expect(screen.queryByText(/not a valid ABN/)).toBeNull();
  await user.tab();
  expect(await screen.findByText(/not a valid ABN/)).toBeInTheDocument();
  expect(screen.getByLabelText("ABN")).toBeInvalid();
});

it("forgets its complaint as soon as the value changes", async () => {
  renderPart(<Abn />);
  const user = userEvent.setup();
  await user.type(screen.getByLabelText("ABN"), "1");
  await user.tab();
  await screen.findByText(/not a valid ABN/);
  await user.type(screen.getByLabelText("ABN"), "2");
  expect(screen.queryByText(/not a valid ABN/)).toBeNull();
});

it("writes a good value as it will be stored", async () => {
  renderPart(<Phone />);
  const user = userEvent.setup();
  await user.type(screen.getByLabelText("Mobile"), "0491 570156");
  await user.tab();
  expect(await screen.findByDisplayValue("+61 491 570 156")).toBeInTheDocument();
});

it("does not blame the field when the database is away", async () => {
  const { host } = renderPart(<Abn />);
  const user = userEvent.setup();
  host.failNext("database.unreachable", "The database does not answer.");
  await user.type(screen.getByLabelText("ABN"), "51824753556");
  await user.tab();
  expect(screen.getByLabelText("ABN")).toBeValid();
});
