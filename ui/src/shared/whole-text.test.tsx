import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderPart } from "~/test/render";
import { WholeText } from "./whole-text";

const sources = import.meta.glob<string>("/src/**/*.tsx", { query: "?raw", import: "default", eager: true });

/** Their `title` is a part of their own. An element's would be drawn by the window, over the lock screen too. */
const OWN_TITLE =
  /^(ChoiceCard|ConfirmDialog|Drawer|EmptyState|ErrorState|FactRow|FormSection|Modal|Note|PageHeader|PersonTitle|PrintedNote|Row|Step|StepFrame)$/;

it("leaves no tooltip to the window, which would show it over the lock screen", () => {
  const found: string[] = [];
  for (const [file, text] of Object.entries(sources)) {
    if (/\.test\.tsx$/.test(file)) continue;
    for (const [, tag = ""] of text.matchAll(/<([A-Za-z][\w.]*)\b(?:[^<>]|=>|<[^>]*\/>)*?\stitle[=\s/>]/g)) {
      if (!OWN_TITLE.test(tag)) found.push(`${file}: <${tag} title>`);
    }
    if (/\.title = /.test(text)) found.push(`${file}: .title =`);
  }
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});

it("shows text that is cut off in the page itself, and takes it away with its screen", async () => {
  vi.spyOn(Element.prototype, "scrollWidth", "get").mockReturnValue(500);
  const { unmount } = renderPart(<WholeText>Anneliese van der Westhuizen</WholeText>);
  await userEvent.hover(screen.getByText("Anneliese van der Westhuizen"));
  const tip = await screen.findByRole("tooltip");
  expect(tip).toHaveTextContent("Anneliese van der Westhuizen");
  await userEvent.unhover(tip.parentElement as HTMLElement);
  await waitFor(() => expect(screen.queryByRole("tooltip")).not.toBeInTheDocument());
  await userEvent.hover(screen.getByText("Anneliese van der Westhuizen"));
  await screen.findByRole("tooltip");
  unmount();
  expect(screen.queryByRole("tooltip")).not.toBeInTheDocument();
});
