export { IdleWatch } from "./idle-watch";
export { LockScreen } from "./lock-screen";
