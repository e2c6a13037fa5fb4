// Trains the evidence gate and writes src/search/gate/gate-weights.ts, from the committed features alone.
//
//   node scripts/gate/train.mjs            train, print the figures, write the weights
//   node scripts/gate/train.mjs --check    train and compare; ends with 1 if the committed weights are others
//   node scripts/gate/train.mjs --figures  print the figures of every choice of training sets, write nothing
//
// After a change of the features (src/search/gate/evidence-features.ts) or of anything before them, make it all anew:
//   node scripts/gate/refresh.mjs SET_FOLDER_OF_CHROMA
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readFeatures } from "./features-file.mjs";
import { fitLogistic } from "./logistic-regression.mjs";
import { printFigures } from "./print-figures.mjs";
import { weightsFile } from "./weights-file.mjs";

/** What the shipped weights are trained on. */
const SETS = ["chroma"];
const CASES = new Set(["answerable", "unanswerable", "document_removed"]);

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const target = path("../../src/search/gate/gate-weights.ts");
const [mode] = process.argv.slice(2);

const { names, cases: chroma } = readFeatures(path("features/chroma.csv"), "chroma");
const articles = readFeatures(path("features/articles.csv"), "articles");
if (String(articles.names) !== String(names)) throw new Error("The sets have different features: run refresh.mjs.");
const cases = [...chroma, ...articles.cases].map((one) => ({ ...one, y: one.kind === "answerable" ? 1 : 0 }));

if (mode === "--figures") {
  for (const sets of [["chroma"], ["articles"], ["chroma", "articles"]]) {
    for (const paragraphs of [false, true]) {
      const kinds = new Set(paragraphs ? [...CASES, "paragraph_removed"] : CASES);
      printFigures(cases, names, { sets, kinds });
    }
  }
} else {
  const rows = cases.filter(({ set, kind }) => SETS.includes(set) && CASES.has(kind));
  const made = weightsFile(names, fitLogistic(rows));
  if (mode === "--check") {
    if (made !== readFileSync(target, "utf8")) {
      console.error(
        "src/search/gate/gate-weights.ts is not what the committed features give: run scripts/gate/train.mjs",
      );
      process.exitCode = 1;
    }
  } else {
    printFigures(cases, names, { sets: SETS, kinds: CASES });
    writeFileSync(target, made);
  }
}
