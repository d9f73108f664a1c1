import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer } from "react";
import { call, isErrorReply, keyOf, type Me, onFailure, useCall } from "~/api";

/** `ended`: the session is over, but what the person was doing stays, hidden, until they sign in again. */
type View = "loading" | "out" | "in" | "locked" | "ended";

/** `visit` changes when the screens must start afresh: another person signed in, or the same after signing out. */
type State = {
  view: View;
  me: Me | null;
  visit: number;
  /** Why the session ended, where the core said more than that it did. */
  why: string | null;
};

type Step =
  | { type: "current"; me: Me }
  | { type: "nobody"; why?: string }
  | { type: "unknown" }
  | { type: "lock" }
  | { type: "enter"; me: Me }
  | { type: "leave" };

function next(state: State, step: Step): State {
  switch (step.type) {
    case "current":
      return { ...state, me: step.me, view: step.me.session.locked ? "locked" : "in" };
    case "enter": {
      const same = state.me?.id === step.me.id;
      return {
        me: step.me,
        view: step.me.session.locked ? "locked" : "in",
        visit: state.visit + (same ? 0 : 1),
        why: null,
      };
    }
    case "nobody":
      // Support comes back with another code or not at all: nothing of the practice stays behind the screen.
      if (state.me?.support)
        return { view: "out", me: null, visit: state.visit + 1, why: step.why ?? SUPPORT_ENDED };
      return { ...state, view: state.me ? "ended" : "out", why: step.why ?? state.why };
    case "unknown":
      return state.view === "loading" ? { ...state, view: "out" } : state;
    case "lock":
      return state.me && state.view === "in" ? { ...state, view: "locked" } : state;
    default:
      return { view: "out", me: null, visit: state.visit + 1, why: null };
  }
}

const SUPPORT_ENDED = "The practice ended Support’s access, or its time is over.";

const currentKey = keyOf("session.current", {});

export function useSession(enabled: boolean) {
  const client = useQueryClient();
  const [state, dispatch] = useReducer(next, {
    view: "loading",
    me: null,
    visit: 0,
    why: null,
  });
  const current = useCall("session.current", {}, { enabled, staleTime: 0 });

  const { data, error } = current;
  useEffect(() => {
    if (data) dispatch({ type: "current", me: data });
  }, [data]);
  useEffect(() => {
    if (!error) return;
    if (error.code === "session.none" || error.code === "session.ended") dispatch({ type: "nobody" });
    else dispatch({ type: "unknown" });
  }, [error]);

  useEffect(
    () =>
      onFailure((failure, operation) => {
        // On the way in there is no open session that could end.
        if (operation.startsWith("sign_in.") || operation === "support.sign_in") return;
        if (failure.code === "session.locked") dispatch({ type: "lock" });
        if (failure.code === "session.blocked") dispatch({ type: "nobody", why: failure.message });
        if (failure.code === "session.ended" || failure.code === "session.none") dispatch({ type: "nobody" });
      }),
    [],
  );

  // At the session's end nothing has to be clicked to see that it is over.
  const ends = state.me?.session.ends;
  useEffect(() => {
    if (!ends || state.view === "out") return;
    const left = Math.min(Math.max(ends / 1000 - Date.now(), 0) + 1000, 2_000_000_000);
    const timer = setTimeout(() => void client.invalidateQueries({ queryKey: currentKey }), left);
    return () => clearTimeout(timer);
  }, [ends, state.view, client]);

  const enter = useCallback(
    (me: Me) => {
      if (state.me && state.me.id !== me.id) client.removeQueries({ predicate: ofAPerson });
      client.setQueryData(currentKey, me);
      dispatch({ type: "enter", me });
      void client.invalidateQueries({ predicate: ofAPerson });
    },
    [client, state.me],
  );

  const lock = useCallback(() => {
    dispatch({ type: "lock" });
    void call("session.lock", {}).catch(() => {});
  }, []);

  const signOut = useCallback(async () => {
    try {
      await call("session.end", {});
    } catch (failure) {
      // Without an answer the session still ends here; the core ends it by time.
      if (!isErrorReply(failure)) throw failure;
    }
    dispatch({ type: "leave" });
    client.removeQueries({ predicate: ofAPerson });
  }, [client]);

  return { ...state, enter, lock, signOut };
}

/** What belongs to the signed-in person and must not outlive them. */
function ofAPerson(query: { queryKey: readonly unknown[] }) {
  return !/^(app|lookups)\./.test(String(query.queryKey[0]));
}
