import { type DateFormat, type TimeZoneChoice, useCall } from "~/api";
import { dateFormatChoices, formatDay, roleList, useClock, zoneWords } from "~/shared";
import type { FormField, UserForm } from "./user-form";

/** A field's value as a person reads it: for "Was …" and for choosing between two versions. */
export function fieldWords(
  field: FormField,
  form: UserForm,
  shown: { format: DateFormat; zones: TimeZoneChoice[] },
): string {
  switch (field) {
    case "roles":
      return roleList(form.roles) || "None";
    case "reports_to":
      return form.reports_to === null ? "Nobody" : form.reports_to_name;
    case "birthday":
      return form.birthday === null ? "Empty" : formatDay(form.birthday, shown.format);
    case "date_format":
      return dateFormatChoices.find((choice) => choice.value === form.date_format)?.label ?? form.date_format;
    case "time_zone": {
      const zone = shown.zones.find((each) => each.id === form.time_zone);
      return zone ? zoneWords(zone) : form.time_zone;
    }
    default:
      return form[field].trim() === "" ? "Empty" : form[field];
  }
}

export function useFieldWords(): (field: FormField, form: UserForm) => string {
  const { date_format } = useClock();
  const { data: zones = [] } = useCall("lookups.time_zones", {}, { staleTime: Number.POSITIVE_INFINITY });
  return (field, form) => fieldWords(field, form, { format: date_format, zones });
}
