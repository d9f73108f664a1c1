export { PracticeSettingsScreen } from "./practice-settings-screen";
