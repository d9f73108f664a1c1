export { OpenDatabase } from "./open-database";
export { SetupWizard } from "./setup-wizard";
