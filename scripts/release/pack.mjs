// Packs what is published, as files of npm's: release/<package>-<version>.tgz of the program, and one for each platform's
// runtime. Neither the network nor a script of a dependency is needed.
// usage: npm run pack
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./parts.mjs";

const release = join(ROOT, "release");
const folder = mkdtempSync(join(tmpdir(), "footnote-pack-"));
rmSync(release, { recursive: true, force: true });
mkdirSync(release);
try {
  execFileSync(process.execPath, [join(ROOT, "scripts/package/runtimes.mjs"), folder], { stdio: "inherit" });
  for (const name of readdirSync(folder)) npmPack(join(folder, name));
  npmPack(ROOT);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function npmPack(cwd) {
  const args = ["pack", "--pack-destination", release];
  execFileSync("npm", args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
}
