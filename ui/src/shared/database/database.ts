import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { type AppStatus, isUnreachable, keyOf, onFailure, useCall } from "~/api";

const statusKey = keyOf("app.status", {});

/** How long until the next look, in milliseconds: often while the database does not answer. */
const pause = (status: AppStatus | undefined) => {
  if (status?.database && !status.database.answering) return 5_000;
  if (status?.state === "failed") return 10_000;
  return 30_000;
};

/** The state of the application, looked at again and again; everything is fetched anew when the database comes back. */
export function useAppStatus() {
  const client = useQueryClient();
  const query = useCall("app.status", {}, { refetchInterval: (one) => pause(one.state.data), staleTime: 0 });
  const answering = query.data?.database?.answering;
  const wasAnswering = useRef(answering);

  // A call that found nobody there tells it sooner than the next look.
  useEffect(
    () =>
      onFailure((error) => {
        if (!isUnreachable(error) || error.code === "office.unreachable") return;
        client.setQueryData<AppStatus>(statusKey, (old) =>
          old?.database ? { ...old, database: { ...old.database, answering: false } } : old,
        );
        void client.invalidateQueries({ queryKey: statusKey });
      }),
    [client],
  );

  useEffect(() => {
    if (wasAnswering.current === false && answering) {
      void client.invalidateQueries({ predicate: (one) => one.queryKey[0] !== "app.status" });
    }
    wasAnswering.current = answering;
  }, [answering, client]);

  return query;
}

export type DatabaseView = {
  kind: "local" | "office";
  place: string;
  answering: boolean;
  /** Seconds until Firmkeep looks again by itself. */
  nextTry: number;
  trying: boolean;
  tryNow: () => void;
};

/** The database's sign, with a countdown while it does not answer. */
export function useDatabase(): DatabaseView | null {
  const client = useQueryClient();
  const { data, dataUpdatedAt, errorUpdatedAt, isFetching } = useCall(
    "app.status",
    {},
    { staleTime: Number.POSITIVE_INFINITY },
  );
  const database = data?.database ?? null;
  const counting = database !== null && !database.answering;
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!counting) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [counting]);
  const tryNow = useCallback(() => void client.invalidateQueries({ queryKey: statusKey }), [client]);
  if (!database) return null;
  const since = now - Math.max(dataUpdatedAt, errorUpdatedAt);
  const nextTry = Math.max(0, Math.ceil((pause(data) - since) / 1000));
  return { ...database, nextTry, trying: isFetching, tryNow };
}

export function databaseName(kind: "local" | "office"): string {
  return kind === "office" ? "Office database" : "Database";
}
