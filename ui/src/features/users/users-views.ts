import type { UserCounts } from "~/api";
import { VIEWS, type View } from "./list-search";

export const VIEW_WORDS: Record<View, { label: string /** In "No … users match". */; which: string }> = {
  current: { label: "All current", which: "current" },
  active: { label: "Active", which: "active" },
  invited: { label: "Invited", which: "invited" },
  blocked: { label: "Blocked", which: "blocked" },
  restricted: { label: "Restricted", which: "restricted" },
  inactive: { label: "Not invited", which: "uninvited" },
  disabled: { label: "Disabled", which: "disabled" },
  archived: { label: "Archived", which: "archived" },
};

/** The tabs above the list with how many each holds. */
export const viewTabs = (counts: UserCounts | undefined) =>
  VIEWS.map((view) => ({
    value: view,
    label: VIEW_WORDS[view].label,
    count: counts?.[view],
    divided: view === "inactive",
  }));
