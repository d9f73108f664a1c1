import type { AppStatus } from "~/api";
export function OpenDatabase({ status }: { status: AppStatus; retrying: boolean; onRetry: () => void }) {
  return <p>{status.state}</p>;
}
