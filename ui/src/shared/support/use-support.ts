import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { keyOf, type SupportStatus, useCall } from "~/api";
import { useSecondsLeft } from "./time-left";

const MINUTE = 60_000;

/** Whether Support is let in, and for how many seconds; looked at again when its time is over. */
export function useSupport(): { status: SupportStatus | undefined; left: number } {
  const client = useQueryClient();
  // The core tells when it changes; asking now and then covers what another computer did unheard.
  const { data } = useCall("support.status", {}, { refetchInterval: MINUTE });
  const ends = data?.active?.ends ?? null;
  const left = useSecondsLeft(ends);
  const over = ends !== null && left === 0;
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: keyOf("support.status", {}) });
  }, [over, client]);
  return { status: data, left };
}
