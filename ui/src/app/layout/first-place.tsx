import { Navigate } from "@tanstack/react-router";
import { useMe } from "~/api";
import { EmptyState } from "~/shared";
import { usePlaces } from "./sidebar";

/** Where somebody lands: the first place that they may open. */
export function FirstPlace() {
  const { support } = useMe();
  const [first] = usePlaces();
  if (first) return <Navigate to={first.to} replace />;
  if (!support) return <Navigate to="/me" replace />;
  return (
    <EmptyState title="Nothing was opened for you">
      The practice let Support in without letting it look at anything. Ask them for what the case needs.
    </EmptyState>
  );
}
