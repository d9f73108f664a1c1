import { useCall } from "~/api";

/** Why the state of Support can't be told, if so. */
export function useSupportError() {
  const { error, refetch } = useCall("support.status", {});
  return { error, refetch: () => void refetch() };
}
