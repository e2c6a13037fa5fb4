// Fails where a tag, the package, the lockfile and CHANGELOG.md don't agree on what is released.
// usage: node scripts/release/check-version.mjs v0.2.0
import { disagreements, readChangelog } from "./changelog.mjs";
import { readJson } from "./parts.mjs";

const [tag = ""] = process.argv.slice(2);
const problems = disagreements(tag, {
  manifest: readJson("package.json"),
  lock: readJson("package-lock.json"),
  changelog: readChangelog(),
});
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
