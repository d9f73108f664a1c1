import type { AppStatus } from "~/api";
export function SetupWizard({ status }: { status: AppStatus; onDone: () => void }) {
  return <p>{status.state}</p>;
}
