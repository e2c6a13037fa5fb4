// Runs after `npm pack` and `npm publish`: package.json is that of the clone again.
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** package.json of the clone, while the published one is in its place. */
export const SAVED = join(root, ".package.json.clone");

/** Also after a `npm pack` that was ended in between. */
export function restoreManifest() {
  if (existsSync(SAVED)) renameSync(SAVED, join(root, "package.json"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) restoreManifest();
