import { configure, screen } from "@testing-library/react";
import { beforeEach, vi } from "vitest";

/** jsdom lays nothing out: give the list a size, so that it shows some rows. A busy machine gets its time. */
export function layOut() {
  configure({ asyncUtilTimeout: 10_000 });
  vi.setConfig({ testTimeout: 60_000 });
  beforeEach(() => {
    vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
    vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(1000);
  });
}

/** The row of a person in the list, by the name that stands in it. */
export async function rowOf(name: string): Promise<HTMLElement> {
  const own = (element: Element) =>
    [...element.childNodes]
      .map((node) => (node.nodeType === Node.TEXT_NODE ? node.textContent : ""))
      .join("");
  const found = await screen.findByText(
    (_, element) => element !== null && own(element) === name && element.closest("[role=rowheader]") !== null,
  );
  return found.closest("[role=row]") as HTMLElement;
}
