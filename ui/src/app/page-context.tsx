import { createContext, useContext } from "react";

export type PageDialog = "find" | "shortcuts" | "about";

/** Which of the page's own dialogs is open; the frame shows it. */
export const PageContext = createContext<{ dialog: PageDialog | null; close: () => void }>({
  dialog: null,
  close: () => {},
});

export const usePage = () => useContext(PageContext);
