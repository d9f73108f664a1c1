import { useCall } from "~/api";
import { Note, roleList, zoneWords } from "~/shared";
import { calledName, fullName } from "../user-form";
import classes from "./add-steps.module.css";
import type { AddUser } from "./use-add-user";

/** Everything at a glance before anybody is added. */
export function ReviewStep({ add }: { add: AddUser }) {
  const { form, email } = add;
  const { data: zones = [] } = useCall("lookups.time_zones", {}, { staleTime: Number.POSITIVE_INFINITY });
  const zone = zones.find((each) => each.id === form.time_zone);
  const called = calledName(form);
  const facts = [
    ["Name", fullName(form)],
    ["Signs in as", email.trim()],
    ["Access level", roleList(form.roles)],
    ["Job title", form.job_title],
    ["Reports to", form.reports_to_name],
    ["Mobile", form.mobile],
    ["Phone", form.phone],
    ["Time zone", zone ? zoneWords(zone) : form.time_zone],
  ].filter(([, value]) => value);
  return (
    <>
      <dl className={classes.review}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Note title="Two ways to add">
        Add and invite: you get a code to hand over, and {called} shows as Invited until they use it. Add
        without inviting: {called} shows as Not invited, and you can invite them from Users later.
      </Note>
      {add.problem && (
        <Note tone="problem" live title={add.added ? `${called} is added, but not invited yet` : undefined}>
          {add.problem.message}
        </Note>
      )}
    </>
  );
}
