import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { DateFormat, Me } from "~/api";
import { CheckedInput, dateFormatChoices, Note, PhoneField, TimeZoneSelect } from "~/shared";
import { BirthdayField } from "../birthday-field";
import { GenderField } from "../gender-field";
import { PersonSelect } from "../person-select";
import { RoleCards } from "../role-cards";
import { calledName } from "../user-form";
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
      maxLength={80}
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
        maxLength={80}
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
        data-field="birthday"
        onWrong={add.setBirthdayWrong}
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
