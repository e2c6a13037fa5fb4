// Measures a full build against the raw ceiling (the same token sequences through the same pool, nothing around it),
// then what an addition and an unchanged run cost beside the cold floor.
// usage: node bench/run.mjs build <folder of documents>    [corpus/; a larger folder tells more]
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { EmbeddingPool } from "../dist/embedding/embedding-pool.js";
import { openModel } from "../dist/embedding/model.js";
import { modelSettings } from "../dist/embedding/model-settings.js";
import { buildIndex } from "../dist/index/build/build-index.js";
import { preparePassages } from "../dist/index/build/passage-record.js";
import { discover } from "../dist/index/folder/discover.js";
import { readDocument } from "../dist/index/readers/read-document.js";
import { OramaStore } from "../dist/store/orama/orama-store.js";
import { buildOptions, defaults } from "./defaults.mjs";
import { inTurns, median, printTable, timeNode } from "./measure.mjs";

const ROUNDS = 3;
const corpus = resolve(process.argv[3] ?? fileURLToPath(new URL("../corpus", import.meta.url)));
const model = modelSettings(defaults, process.cwd());

const inputs = await inputsOf(corpus);
const tokens = inputs.reduce((sum, { ids }) => sum + ids.length, 0);
const ceilings = [];
const builds = [];
for (let round = 0; round < ROUNDS; round++) {
  ceilings.push(await timeCeiling());
  builds.push(await timeBuild());
}
const ratio = median(ceilings) / median(builds);
console.log(
  `\nFull build of ${corpus.split("/").slice(-2).join("/")}: ${inputs.length} different passages, ${tokens} tokens`,
);
for (const [name, times] of Object.entries({ "raw ceiling": ceilings, "full build": builds })) {
  const ms = median(times);
  console.log(
    `${name.padEnd(20)}${(ms / 1000).toFixed(2).padStart(8)} s  ${((1000 * tokens) / ms).toFixed(0).padStart(8)} tokens/s`,
  );
}
console.log(`full build / raw ceiling: ${ratio.toFixed(3)} (at least 0.900)`);

await timeChanges();

async function inputsOf(folder) {
  const opened = await openModel(model);
  const { files } = await discover(folder);
  const all = [];
  for (const file of files) {
    const result = await readDocument(folder, file);
    if (result.status === "read") all.push(...(await preparePassages(result.document, opened, buildOptions.splitter)));
  }
  // A build embeds what several passages say alike once.
  return [
    ...new Map(all.map(({ stored, input }) => [stored.inputHash, opened.tokenizer.passageSequence(input)])).values(),
  ];
}

async function timeCeiling() {
  const pool = new EmbeddingPool(model);
  await pool.ready();
  const started = performance.now();
  await Promise.all(inputs.map((input) => pool.embed(input)));
  const ms = performance.now() - started;
  await pool.close();
  return ms;
}

async function timeBuild() {
  const indexFolder = mkdtempSync(join(tmpdir(), "footnote-bench-"));
  const started = performance.now();
  await buildIndex({ corpus, indexFolder, store: new OramaStore(indexFolder), model, ...buildOptions });
  const ms = performance.now() - started;
  rmSync(indexFolder, { recursive: true });
  return ms;
}

async function timeChanges() {
  const folder = mkdtempSync(join(tmpdir(), "footnote-bench-"));
  const documents = join(folder, "documents");
  const index = join(folder, "index");
  const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
  cpSync(corpus, documents, { recursive: true });
  timeNode([main, "index", documents, "--index", index]);
  let added = 0;
  const times = inTurns(
    {
      "cold floor (import, load, embed once)": () =>
        timeNode([fileURLToPath(new URL("cold-floor.mjs", import.meta.url))]),
      "nothing changed": () => timeNode([main, "index", "--index", index]),
      "one 10 KB document added": () => {
        writeFileSync(join(documents, `added-${added++}.txt`), tenKilobytes(added));
        return timeNode([main, "index", "--index", index]);
      },
    },
    5,
  );
  rmSync(folder, { recursive: true });
  printTable("Changes to that index", times);
  const [floor, unchanged, addition] = Object.values(times).map(median);
  const allowed = floor + 0.02 * median(builds);
  console.log(`addition: ${(addition / allowed).toFixed(2)} of cold floor + 2 % of the full build (at most 1.00)`);
  console.log(`nothing changed: ${unchanged.toFixed(0)} ms (at most 1000), cold floor ${floor.toFixed(0)} ms`);
}

/** Prose that no other run has embedded. */
function tenKilobytes(seed) {
  const words =
    "the river carried grain and timber past old mills where clerks kept careful ledgers of every toll".split(" ");
  let state = seed;
  let text = "";
  while (text.length < 10_240) {
    const sentence = Array.from({ length: 14 }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return words[state % words.length];
    });
    text += `${sentence.join(" ")}. `;
    if (state % 5 === 0) text += "\n\n";
  }
  return text;
}
