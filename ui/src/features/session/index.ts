export { IdleWatch } from "./idle-watch";
export { LockScreen } from "./lock-screen";
export { ProveDialog } from "./prove-dialog";
