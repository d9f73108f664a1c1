import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import type { DateFormat, Me } from "~/api";
import { useCall } from "~/api";
import {
  CheckedInput,
  dateFormatChoices,
  Note,
  PhoneField,
  roleList,
  TimeZoneSelect,
  zoneWords,
} from "~/shared";
import { BirthdayField } from "../birthday-field";
import { GenderField } from "../gender-field";
import { PersonSelect } from "../person-select";
import { RoleCards } from "../role-cards";
import { calledName, fullName } from "../user-form";
import classes from "./add-steps.module.css";
import type { AddUser } from "./use-add-user";

export function DetailsStep({ add }: { add: AddUser }) {
  const { form, set, errors } = add;
  const name = (field: "first_name" | "last_name" | "preferred_name", label: string, required: boolean) => (
    <TextInput
      label={label}
      required={required}
      data-field={field}
      data-autofocus={field === "first_name" || undefined}
      autoComplete="off"
      maxLength={200}
      value={form[field]}
      onChange={(event) => set(field, event.currentTarget.value)}
      error={errors[field]}
    />
  );
  return (
    <div className={classes.fields}>
      {name("first_name", "First name", true)}
      {name("last_name", "Last name", true)}
      <CheckedInput
        className={classes.wide}
        check="email"
        label="Email (sign-in name)"
        required
        data-field="email"
        type="email"
        autoComplete="off"
        spellCheck={false}
        maxLength={254}
        value={add.email}
        onChange={add.setEmail}
        onChecked={(value) => add.setEmailRefused(value === null)}
        error={errors.email}
      />
      {name("preferred_name", "Preferred name", false)}
      <span aria-hidden />
      <PhoneField
        kind="mobile"
        label="Mobile"
        data-field="mobile"
        value={form.mobile}
        onChange={(value) => set("mobile", value)}
        error={errors.mobile}
      />
      <PhoneField
        kind="phone"
        label="Phone"
        data-field="phone"
        value={form.phone}
        onChange={(value) => set("phone", value)}
        error={errors.phone}
      />
    </div>
  );
}

export function AccessStep({ add, me }: { add: AddUser; me: Me }) {
  return (
    <>
      <RoleCards
        detailed
        roles={add.form.roles}
        give={me.can.give_roles}
        onChange={(roles) => add.set("roles", roles)}
        error={add.errors.roles}
      />
      {add.form.roles.includes("practice_admin") && (
        <Note tone="care">
          A practice admin can do everything here, including taking your access away. Two or three are enough.
        </Note>
      )}
    </>
  );
}

export function WorkStep({ add }: { add: AddUser }) {
  const { form, set, errors } = add;
  const called = calledName(form);
  return (
    <div className={classes.fields}>
      <TextInput
        label="Job title"
        data-field="job_title"
        autoComplete="off"
        maxLength={200}
        value={form.job_title}
        onChange={(event) => set("job_title", event.currentTarget.value)}
        error={errors.job_title}
      />
      <PersonSelect
        label="Reports to"
        value={form.reports_to}
        name={form.reports_to_name}
        notUnder={null}
        onChange={(id, name) => {
          set("reports_to", id);
          set("reports_to_name", name);
        }}
        error={errors.reports_to}
      />
      <TimeZoneSelect
        label="Time zone"
        value={form.time_zone}
        onChange={(zone) => set("time_zone", zone)}
        error={errors.time_zone}
      />
      <NativeSelect
        label="Date format"
        data={dateFormatChoices}
        value={form.date_format}
        onChange={(event) => set("date_format", event.currentTarget.value as DateFormat)}
        error={errors.date_format}
      />
      <BirthdayField
        label="Birthday"
        value={form.birthday}
        onChange={(day) => set("birthday", day)}
        error={errors.birthday}
      />
      <GenderField
        label="Gender"
        value={form.gender}
        onChange={(value) => set("gender", value)}
        error={errors.gender}
      />
      <Textarea
        className={classes.wide}
        label="Notes for administrators"
        description={`${called} doesn’t see these.`}
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={form.notes}
        onChange={(event) => set("notes", event.currentTarget.value)}
        error={errors.notes}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={4000}
      />
    </div>
  );
}

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
      <Note icon={IconInfoCircle} title="Two ways to add">
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
