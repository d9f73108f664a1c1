import { createContext, type ReactNode, useContext } from "react";
import type { Me } from "./bindings";

const MeContext = createContext<Me | null>(null);

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

/** Who is signed in, and what they can do. Only inside the signed-in part of the page. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe needs someone signed in");
  return me;
}

/** For parts that are shown before signing in too. */
export function useMaybeMe(): Me | null {
  return useContext(MeContext);
}
