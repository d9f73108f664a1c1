export {
  type AppActions,
  AppActionsProvider,
  type TextSize,
  type ThemeChoice,
  useAppActions,
} from "./app-actions";
export { Avatar, colourOf, initialsOf } from "./avatar";
export { ChoiceCard } from "./choice-card";
export { ConfirmDialog } from "./confirm-dialog";
export { type DatabaseView, databaseName, useAppStatus, useDatabase } from "./database/database";
export { DatabaseSign, databaseWords } from "./database/database-sign";
export { DoubleRule } from "./double-rule";
export { Footer, type Hint, Key, KeyHint } from "./footer";
export { CheckedInput, PhoneField } from "./form/checked-input";
export { FormSection, Wide } from "./form/form-section";
export { Mark } from "./mark";
export { Note } from "./note";
export { PageHeader } from "./page-header";
export { NewPasswordField } from "./password/new-password-field";
export { PasswordField } from "./password/password-field";
export { BlockedPill, MfaMark, mfaWords, Pill, StatusPill, statusWords } from "./pill";
export { PracticeFace } from "./practice-face";
export { rememberEmail, rememberedEmail } from "./remembered-email";
export { roleList, roleWords } from "./roles";
export { SaveBar } from "./save-bar";
export * from "./shortcuts";
export { EmptyState, ErrorState } from "./states";
export { TableSkeleton } from "./table-skeleton";
export { type TabItem, Tabs } from "./tabs";
export * from "./time/format";
export { TimeText, useClock } from "./time/time-text";
export { TimeZoneSelect, zoneWords } from "./time/time-zone-select";
export { toast } from "./toast";
export { whatIsUnsaved } from "./unsaved";
export { UnsavedGuard } from "./unsaved-guard";
