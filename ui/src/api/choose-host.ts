import { isTauri } from "@tauri-apps/api/core";
import { setHost } from "./host";
import { tauriHost } from "./tauri-host";

declare global {
  interface Window {
    /** The in-memory host, when the page runs in a plain browser: for trying states out by hand. */
    fake?: unknown;
  }
}

/**
 * In the window: the shell. In a plain browser (`npm run dev`): an in-memory practice, with its state chosen in the
 * address: `?state=no_practice`, `?as=priya@hvale.example`, `?as=` (signed out), `?kind=local`, `?keychain=no`,
 * `?offline`, `?empty`, `?support`, `?support=in`, `?optional` (MFA), `?latency=800`, `?problem=database.damaged`.
 */
export async function chooseHost() {
  if (isTauri()) {
    setHost(tauriHost);
    return;
  }
  if (import.meta.env.PROD && import.meta.env.MODE !== "fake") {
    throw new Error("Firmkeep runs in its own window");
  }
  const { createFakeHost } = await import("./fake");
  const query = new URLSearchParams(window.location.search);
  const problem = query.get("problem");
  const state = (query.get("state") ?? (problem ? "failed" : "ready")) as "ready";
  const fake = createFakeHost({
    state,
    signedIn: state === "ready" ? (query.get("as") ?? "helen@hvale.example") : undefined,
    kind: query.get("kind") === "local" ? "local" : "office",
    support: query.has("support") ? (query.get("support") === "in" ? "in" : "on") : undefined,
    keychain: query.get("keychain") !== "no",
    empty: query.has("empty"),
    latency: Number(query.get("latency") ?? 60),
    problem: problem
      ? { code: problem, message: "The database could not be opened.", field: null, details: null }
      : undefined,
  });
  if (query.has("offline")) fake.world.answering = false;
  if (query.has("optional")) fake.world.policy.mfa_required = false;
  if (query.has("locked")) fake.world.locked = true;
  window.fake = fake;
  setHost(fake);
}
