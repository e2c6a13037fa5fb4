// Makes the gates anew, from the sets to the weights: builds, extracts the features of every set, trains.
//
//   node scripts/gate/refresh.mjs FOLDER_OF_SETS [NAME...]
//
// The folder holds a folder a set, `corpus/` and `questions.jsonl` in it; its name up to a dash is the kind that is left
// out whole. Only the shipped articles are part of the repository. collections.py makes sets of reading data (whole
// articles that the reader was not trained on); docs/measurements/evidence-gate.md says which sets the committed
// features are of. Without the sets train.mjs works from these features. With names, only these sets are extracted.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Questions of a set with an answer, and of those without. */
const MOST = 200;

const [folder, ...only] = process.argv.slice(2);
if (!folder) throw new Error("Give the folder that holds the sets.");
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const run = (script, ...args) => execFileSync(process.execPath, [path(script), ...args], { stdio: "inherit" });
const extract = (set, from, ...args) =>
  run("extract.mjs", from, path(`features/${set}.csv`), "--index", path(`../../.footnote/gate/${set}`), ...args);

run("../build.mjs");
const sets = readdirSync(folder).filter((set) => only.length === 0 || only.includes(set));
for (const set of sets) extract(set, join(folder, set), "--most", String(MOST));
if (only.length === 0 || only.includes("articles")) {
  extract("articles", path("../../tests/evals/articles"), "--corpus", path("../../corpus"));
}
run("train.mjs");
