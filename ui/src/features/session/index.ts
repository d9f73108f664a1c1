export { IdleWatch } from "./idle-watch";
export { LockScreen } from "./lock-screen";
export { ProveDialog, ProveDialog } from "./prove-dialog";
