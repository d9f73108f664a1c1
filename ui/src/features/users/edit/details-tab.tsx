import { NativeSelect, Textarea, TextInput, UnstyledButton } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { DateFormat } from "~/api";
import { dateFormatChoices, FormSection, PhoneField, TimeZoneSelect, Wide } from "~/shared";
import { BirthdayField } from "../birthday-field";
import { GenderField } from "../gender-field";
import { PersonSelect } from "../person-select";
import { calledName } from "../user-form";
import { ChangedField } from "./changed-field";
import classes from "./details-tab.module.css";
import type { UserEditor } from "./use-user-form";

type DetailsTabProps = { editor: UserEditor; onChangeEmail: (() => void) | null };

export function DetailsTab({ editor, onChangeEmail }: DetailsTabProps) {
  const { form, set, errors, base } = editor;
  const called = calledName(base.row);
  const text = (field: "first_name" | "last_name" | "preferred_name" | "job_title", label: string) => (
    <ChangedField editor={editor} field={field}>
      <TextInput
        label={label}
        value={form[field]}
        onChange={(event) => set(field, event.currentTarget.value)}
        error={errors[field]}
        autoComplete="off"
        maxLength={80}
      />
    </ChangedField>
  );
  return (
    <>
      <FormSection
        title={`About ${called}`}
        description="Shown across the practice, in lists and in the history."
      >
        {text("first_name", "First name")}
        {text("last_name", "Last name")}
        {text("preferred_name", "Preferred name (optional)")}
        {text("job_title", "Job title (optional)")}
        <ChangedField editor={editor} field="reports_to">
          <PersonSelect
            label="Reports to (optional)"
            value={form.reports_to}
            name={form.reports_to_name}
            notUnder={base.row.id}
            onChange={(id, name) => {
              set("reports_to", id);
              set("reports_to_name", name);
            }}
            error={errors.reports_to}
          />
        </ChangedField>
      </FormSection>

      <FormSection title="Contact and sign-in" description={`The email is also ${called}’s sign-in name.`}>
        <TextInput
          label="Email"
          value={base.row.email}
          readOnly
          className={classes.locked}
          leftSection={<IconLock size={16} stroke={1.7} aria-hidden />}
          rightSectionWidth="5.5rem"
          rightSection={
            onChangeEmail && (
              <UnstyledButton
                className={classes.change}
                aria-label="Change sign-in email"
                onClick={onChangeEmail}
              >
                Change…
              </UnstyledButton>
            )
          }
        />
        <p className={classes.beside}>
          Locked so the history always points to the right person.{" "}
          {onChangeEmail
            ? "Changing it asks for a reason."
            : "Only people who may edit this user can change it."}
        </p>
        <ChangedField editor={editor} field="mobile">
          <PhoneField
            kind="mobile"
            label="Mobile (optional)"
            value={form.mobile}
            onChange={(value) => set("mobile", value)}
            error={errors.mobile}
          />
        </ChangedField>
        <ChangedField editor={editor} field="phone">
          <PhoneField
            kind="phone"
            label="Phone (optional)"
            value={form.phone}
            onChange={(value) => set("phone", value)}
            error={errors.phone}
          />
        </ChangedField>
      </FormSection>

      <FormSection
        title="Personal"
        description={`Optional. Birthday and gender show only to ${called} and to people who may edit them.`}
      >
        <ChangedField editor={editor} field="birthday">
          <BirthdayField
            label="Birthday (optional)"
            value={form.birthday}
            onChange={(day) => set("birthday", day)}
            error={errors.birthday}
          />
        </ChangedField>
        <ChangedField editor={editor} field="gender">
          <GenderField
            label="Gender (optional)"
            value={form.gender}
            onChange={(value) => set("gender", value)}
            error={errors.gender}
          />
        </ChangedField>
        <ChangedField editor={editor} field="time_zone">
          <TimeZoneSelect
            label="Time zone"
            value={form.time_zone}
            onChange={(zone) => set("time_zone", zone)}
            error={errors.time_zone}
          />
        </ChangedField>
        <ChangedField editor={editor} field="date_format">
          <NativeSelect
            label="Date format"
            data={dateFormatChoices}
            value={form.date_format}
            onChange={(event) => set("date_format", event.currentTarget.value as DateFormat)}
            error={errors.date_format}
          />
        </ChangedField>
      </FormSection>

      {!base.row.you && (
        <FormSection
          title="Notes"
          description={`${called} doesn’t see these. They are for people who may edit ${called}.`}
        >
          <Wide>
            <ChangedField editor={editor} field="notes">
              <Textarea
                label="Notes for administrators (optional)"
                value={form.notes}
                onChange={(event) => set("notes", event.currentTarget.value)}
                error={errors.notes}
                autosize
                minRows={3}
                maxRows={10}
                maxLength={4000}
              />
            </ChangedField>
          </Wide>
        </FormSection>
      )}
    </>
  );
}
