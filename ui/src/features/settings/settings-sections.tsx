import { Switch } from "@mantine/core";
import { FormSection, Wide } from "~/shared";
import { ChangedField } from "./changed-field";
import { Checked, Choice, Country, Text, Zone } from "./fields";
import { LogoField } from "./logo-field";
import classes from "./practice-settings-screen.module.css";
import type { SettingsFormState } from "./use-settings-form";

type Props = { state: SettingsFormState; disabled: boolean };

export function SettingsSections({ state, disabled }: Props) {
  const shared = { state, disabled };
  return (
    <>
      <FormSection
        title="Organisation"
        description="The name and logo are what people see when they sign in."
      >
        <Text field="name" maxLength={120} {...shared} />
        <Text field="legal_name" optional maxLength={160} {...shared} />
        <Checked
          field="abn"
          check="abn"
          optional
          help="11 digits, checked as you leave the field"
          {...shared}
        />
        <Wide>
          <LogoField
            practice={state.base}
            disabled={disabled}
            onStored={state.logoStored}
            onConflict={(reason) => void state.refused(reason)}
          />
        </Wide>
      </FormSection>
      <FormSection title="Address" description="Where the practice is.">
        <Wide>
          <Text field="address.line1" optional maxLength={120} {...shared} />
        </Wide>
        <Wide>
          <Text field="address.line2" optional maxLength={120} {...shared} />
        </Wide>
        <Text field="address.suburb" optional maxLength={80} {...shared} />
        <Text field="address.state" optional maxLength={60} {...shared} />
        <Text field="address.postcode" optional maxLength={16} {...shared} />
      </FormSection>
      <FormSection title="Contact" description="How clients and staff reach the practice.">
        <Checked field="phone" check="phone" optional {...shared} />
        <Checked
          field="website"
          check="website"
          optional
          maxLength={200}
          placeholder="example.com.au"
          {...shared}
        />
      </FormSection>
      <FormSection
        title="Regional"
        description="What new users start with. Everyone can choose their own time zone and date format."
      >
        <Country {...shared} />
        <Zone {...shared} />
        <Choice field="date_format" {...shared} />
        <Choice field="week_start" {...shared} />
      </FormSection>
      <FormSection
        title="Who sets people up"
        description="Practice admins and partners always can."
        columns={1}
      >
        <Managers {...shared} />
      </FormSection>
    </>
  );
}

function Managers({ state, disabled }: Props) {
  const on = state.form.managers_set_up_employees === "yes";
  return (
    <ChangedField field="managers_set_up_employees" state={state}>
      <Switch
        className={classes.setting}
        classNames={{ body: classes.settingBody, labelWrapper: classes.settingWords }}
        labelPosition="left"
        label={<strong>Managers may set up employees</strong>}
        description={
          on
            ? "Managers can add, edit, invite, disable and archive people who are only employees. They can’t give any other access level."
            : "Managers can’t add or change anyone. Only practice admins and partners set people up."
        }
        checked={on}
        disabled={disabled}
        onChange={(event) =>
          state.set("managers_set_up_employees", event.currentTarget.checked ? "yes" : "no")
        }
      />
    </ChangedField>
  );
}
