import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type RegisterFilter, type TimelineStep, useCall } from "~/api";
import { host } from "~/api/host";

const SETTLED = 3_000;

/** Counting a large register takes a moment, so it is done again only once events have stopped coming in. */
export function useFollowCounts() {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = host().listen("changed", ({ topics }) => {
      if (!topics.includes("register") || timer) return;
      timer = setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({
          predicate: ({ queryKey: [name] }) => name === "register.count" || name === "register.timeline",
        });
      }, SETTLED);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client]);
}

/** "418 events"; as far as it was counted where there are very many. */
export function useCountWords(filter: RegisterFilter): string {
  const { data } = useCall("register.count", { filter }, { keepPrevious: true });
  if (!data) return "";
  const number = data.count.toLocaleString("en-AU");
  if (data.at_least) return `More than ${number} events`;
  return data.count === 1 ? "1 event" : `${number} events`;
}

export type Span = { from: number; until: number; zone: string; step: TimelineStep };

export function useTimeline(filter: RegisterFilter, span: Span) {
  // Sign-ins are what is drawn: which events or outcomes the list shows doesn't matter here.
  const asked = { ...filter, kinds: [], outcome: null, from: null, until: null };
  return useCall("register.timeline", { filter: asked, ...span }, { keepPrevious: true });
}
