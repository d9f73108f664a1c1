import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Preferences } from "./bindings";
import { call } from "./call";
import { keyOf, useCall } from "./queries";
import { useMaybeMe } from "./session";

export type PreferenceKey = "users.columns" | "theme" | "text_size" | "single_keys" | "history_filters";

/**
 * One remembered choice of the signed-in person. Setting shows at once and is stored in the background.
 * `const [columns, setColumns] = usePreference("users.columns", defaults)`
 */
export function usePreference<T>(key: PreferenceKey, fallback: T): [T, (value: T) => void] {
  const client = useQueryClient();
  const me = useMaybeMe();
  const { data } = useCall(
    "preferences.get",
    {},
    { enabled: me !== null, staleTime: Number.POSITIVE_INFINITY },
  );
  const set = useCallback(
    (value: T) => {
      const queryKey = keyOf("preferences.get", {});
      void client.cancelQueries({ queryKey });
      client.setQueryData<Preferences>(queryKey, (old) => ({ values: { ...old?.values, [key]: value } }));
      if (me) void call("preferences.set", { key, value }).catch(() => {});
    },
    [client, key, me],
  );
  const value = data?.values[key];
  return [value === undefined || value === null ? fallback : (value as T), set];
}
