import { IconFileText } from "@tabler/icons-react";
import { useCall } from "~/api";
import { FilterChip } from "./filter-chip";

/** Which record the events are about, where a link asked for one: a user by name, or one access of Support. */
export function RecordChip({ record, onClear }: { record: string; onClear: () => void }) {
  const grants = useCall("support.grants", {});
  const isGrant = grants.data?.some((grant) => grant.id === record) ?? false;
  const user = useCall("users.get", { user: record }, { enabled: grants.isFetched && !isGrant });
  const words = isGrant ? "One support access" : (user.data?.row.name ?? "One record");
  return (
    <FilterChip icon={IconFileText} label="About" words={words} chosen onClear={onClear} onClick={onClear} />
  );
}
