import { createContext, useContext } from "react";

export type PageDialog = "find" | "shortcuts" | "about" | "notices";

/** Which of the page's own dialogs is open; the frame shows it. */
export const PageContext = createContext<{
  dialog: PageDialog | null;
  open: (dialog: PageDialog) => void;
  close: () => void;
}>({
  dialog: null,
  open: () => {},
  close: () => {},
});

export const usePage = () => useContext(PageContext);
