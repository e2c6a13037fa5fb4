// Runs after `npm pack` and `npm publish`: package.json is that of the clone again.
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** package.json of the clone, while the published one is in its place. */
export const SAVED = join(root, ".package.json.clone");

/** Also after a `npm pack` that was ended in between. A package.json that was put back by other means since is kept. */
export function restoreManifest() {
  if (!existsSync(SAVED)) return;
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  if (scripts?.build === undefined) renameSync(SAVED, join(root, "package.json"));
  else rmSync(SAVED);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) restoreManifest();
