// Makes the gate anew, from the sets to the weights: builds, extracts the features of both sets, trains.
//
//   node scripts/gate/refresh.mjs SET_FOLDER_OF_CHROMA
//
// That set is not part of the repository (general evaluation of "Evaluating Chunking Strategies for Retrieval",
// Chroma, 2024, as questions.jsonl and corpus/). Without it train.mjs works from the committed features.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const [chroma] = process.argv.slice(2);
if (!chroma) throw new Error("Give the folder that holds the set's questions.jsonl and corpus/.");
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const run = (script, ...args) => execFileSync(process.execPath, [path(script), ...args], { stdio: "inherit" });
const index = (set) => ["--index", path(`../../.footnote/gate/${set}`)];

run("../build.mjs");
run("extract.mjs", chroma, path("features/chroma.csv"), ...index("chroma"));
const articles = path("../../tests/evals/articles");
run("extract.mjs", articles, path("features/articles.csv"), "--corpus", path("../../corpus"), ...index("articles"));
run("train.mjs");
