import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { RegisterVerdict, Time } from "~/api";

/** The last check of the whole register in this window: what was found, and when. */
export type CheckedRegister = { verdict: RegisterVerdict; at: Time };

const queryKey = ["register check"];

export function useLastVerdict(): [CheckedRegister | null, (checked: CheckedRegister) => void] {
  const client = useQueryClient();
  const { data } = useQuery<CheckedRegister | null>({
    queryKey,
    queryFn: () => null,
    enabled: false,
    initialData: null,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const set = useCallback((checked: CheckedRegister) => client.setQueryData(queryKey, checked), [client]);
  return [data ?? null, set];
}
