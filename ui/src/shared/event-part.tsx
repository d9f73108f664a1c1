import type { ComponentProps } from "react";

type Role = "grid" | "rowgroup" | "row" | "columnheader" | "rowheader" | "gridcell" | "presentation";

/**
 * A part of a grid on a plain element. A real table cannot keep only the rows on screen in the page, and WebKit
 * forgets the roles of table elements that are laid out as a grid.
 */
export function Part({ role, ...rest }: Omit<ComponentProps<"div">, "role"> & { role: Role }) {
  return <div role={role} {...rest} />;
}
