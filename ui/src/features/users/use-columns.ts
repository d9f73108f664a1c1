import { useMediaQuery } from "@mantine/hooks";
import { useMemo } from "react";
import { usePreference } from "~/api";
import { type ColumnFacts, type ColumnPreferences, orderedColumns, readColumns } from "./column-preferences";

/** The columns as this person wants them, less those that a narrow window has no room for. */
export function useColumns() {
  const [stored, store] = usePreference<unknown>("users.columns", null);
  const narrow = useMediaQuery("(max-width: 68.75em)", false, { getInitialValueInEffect: false });
  const preferences = useMemo(() => readColumns(stored), [stored]);
  const shown = useMemo<ColumnFacts[]>(
    () =>
      orderedColumns(preferences).filter(
        (column) => !preferences.hidden.includes(column.id) && !(narrow && column.wideOnly),
      ),
    [preferences, narrow],
  );
  return { preferences, shown, narrow, change: store as (value: ColumnPreferences | null) => void };
}
