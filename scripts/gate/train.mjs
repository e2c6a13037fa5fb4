// Trains the evidence gates and writes src/search/gate/gate-weights.ts, from the committed features alone.
//
//   node scripts/gate/train.mjs            train, print the figures, write the weights
//   node scripts/gate/train.mjs --check    train and compare; ends with 1 if the committed weights are others
//   node scripts/gate/train.mjs --figures  print the figures, write nothing
//
// After a change of the features (src/search/gate/evidence-features.ts) or of anything before them, or with another
// reader, make it all anew: node scripts/gate/refresh.mjs FOLDER_OF_SETS
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readFeatures } from "./features-file.mjs";
import { chooseThresholds, leaveKindsOut, printFigures, trainOn } from "./left-out.mjs";
import { weightsFile } from "./weights-file.mjs";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const target = path("../../src/search/gate/gate-weights.ts");
const checksumOf = (model) => {
  const line = readFileSync(path(`../../models/${model}/SHA256SUMS`), "utf8").match(/^(\w+) .*model_quantized\.onnx$/m);
  return line[1];
};
const EMBEDDER = checksumOf("Xenova/e5-small-v2");
const READER = checksumOf("footnote-reader");

const VECTORS = ["sentence_cosine", "sentence_gap"];
const WORDS = ["sentence_share", "terms_found", "proximity", "keywords_share", "rarest_missing"];
const READING = ["reader_answers", "reader_lead", "reader_second", "reader_first", "reader_mean", "reader_nearness"];

/** The gates that ship: with both models; without the reader; with another embedding model. */
const GATES = [
  { name: "embedder and reader", embedder: EMBEDDER, reader: READER, features: [...VECTORS, ...WORDS, ...READING] },
  { name: "embedder alone", embedder: EMBEDDER, reader: null, features: [...VECTORS, ...WORDS] },
  {
    name: "reader alone",
    embedder: null,
    reader: READER,
    features: [...WORDS, ...READING.filter((name) => name !== "reader_nearness")],
  },
];

const [mode] = process.argv.slice(2);
const cases = readFeatures(path("features"));
const gates = GATES.map((gate) => {
  const judged = leaveKindsOut(cases, gate.features);
  const answeredFrom = chooseThresholds(judged);
  if (mode !== "--check") printFigures(gate.name, judged, answeredFrom);
  return { ...gate, answeredFrom, weights: trainOn(cases, gate.features) };
});
const made = weightsFile(gates);
if (mode === "--check") {
  if (made !== readFileSync(target, "utf8")) {
    console.error(
      "src/search/gate/gate-weights.ts is not what the committed features give: run scripts/gate/train.mjs",
    );
    process.exitCode = 1;
  }
} else if (mode !== "--figures") writeFileSync(target, made);
