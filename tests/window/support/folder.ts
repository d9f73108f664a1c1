import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that nobody else uses. */
export function temporaryFolder(what: string): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), `firmkeep-${what}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}
