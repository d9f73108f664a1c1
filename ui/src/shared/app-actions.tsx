import { createContext, type ReactNode, useContext } from "react";

export type ThemeChoice = "light" | "dark" | "auto";
export type TextSize = "smaller" | "usual" | "larger";

/** What the whole page can do, for menus and for "Find anything". */
export type AppActions = {
  openFind: () => void;
  openShortcuts: () => void;
  openAbout: () => void;
  openNotices: () => void;
  lock: () => void;
  signOut: () => void;
  theme: ThemeChoice;
  setTheme: (theme: ThemeChoice) => void;
  textSize: TextSize;
  setTextSize: (size: TextSize) => void;
  singleKeys: boolean;
  setSingleKeys: (on: boolean) => void;
};

const ActionsContext = createContext<AppActions | null>(null);

export function AppActionsProvider({ actions, children }: { actions: AppActions; children: ReactNode }) {
  return <ActionsContext value={actions}>{children}</ActionsContext>;
}

export function useAppActions(): AppActions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error("useAppActions needs someone signed in");
  return actions;
}
