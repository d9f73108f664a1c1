import type { UserDetail } from "~/api";
import { FormSection, Note } from "~/shared";
import { useFieldWords } from "../field-words";
import { calledName, FIELDS, type FormField, formOf } from "../user-form";
import classes from "./details-tab.module.css";

/** For people who may look but not change: the same facts, nothing that looks as if one could type in it. */
export function DetailsRead({ user }: { user: UserDetail }) {
  const words = useFieldWords();
  const form = formOf(user);
  const called = calledName(user.row);
  const fact = (field: FormField) => ({ label: FIELDS[field].label, value: words(field, form) });
  return (
    <>
      <div className={classes.note}>
        <Note>
          You can look at {called}’s details. Changing them takes an access level that may edit {called}.
        </Note>
      </div>
      <FormSection title={`About ${called}`}>
        <Facts
          facts={[
            fact("first_name"),
            fact("last_name"),
            fact("preferred_name"),
            fact("job_title"),
            fact("reports_to"),
          ]}
        />
      </FormSection>
      <FormSection title="Contact and sign-in">
        <Facts facts={[{ label: "Email", value: user.row.email }, fact("mobile"), fact("phone")]} />
      </FormSection>
      <FormSection title="Preferences">
        <Facts facts={[fact("time_zone"), fact("date_format")]} />
      </FormSection>
    </>
  );
}

function Facts({ facts }: { facts: { label: string; value: string }[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
