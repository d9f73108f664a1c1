import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Where `cargo xtask` puts things; it names them in the environment, and these are its own usual places. */
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "firmkeep");
const target = process.env.CARGO_TARGET_DIR || join(cache, "target");
export const root = resolve(import.meta.dirname, "../../..");

const named = (variable: string, usual: string) => process.env[variable] || usual;

export const application = () => named("FIRMKEEP_APPLICATION", join(target, "debug/firmkeep"));
export const tauriDriver = () => named("FIRMKEEP_TAURI_DRIVER", join(cache, "tools/bin/tauri-driver"));
export const emptyWindow = () => named("FIRMKEEP_EMPTY_WINDOW", join(target, "debug/examples/empty_window"));
export const postgresProgram = () => named("FIRMKEEP_POSTGRES", join(target, "debug/examples/postgres"));
export const manyUsers = () => named("FIRMKEEP_MANY_USERS", join(target, "debug/examples/many_users"));
export const reports = () => named("FIRMKEEP_REPORTS", join(root, "target"));
