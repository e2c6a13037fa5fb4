// Reads and splits one file as a build does, and prints what became of it: what bench/foreign.mjs runs. Nothing is
// embedded: that takes as long as the passages are many, whatever the file is.
import { CORPUS_LIMITS } from "../dist/core/corpus-limits.js";
import { openModel } from "../dist/embedding/model.js";
import { modelSettings } from "../dist/embedding/model-settings.js";
import { preparePassages } from "../dist/index/build/passage-record.js";
import { readFile } from "../dist/index/readers/read-document.js";
import { DEFAULT_SPLITTER } from "../dist/index/split/passages.js";
import { defaults } from "./defaults.mjs";

const [folder, path] = process.argv.slice(2);
const model = await openModel(modelSettings(defaults, "/"));
const base = process.resourceUsage().maxRSS;
const started = performance.now();
const { passagesPerFile } = CORPUS_LIMITS;
const result = await readFile(folder, { path }, { passagesPerFile });
let reason = result.status === "skipped" ? result.reason : null;
let passages = 0;
for (const document of result.documents ?? []) {
  passages += (await preparePassages(document, model, DEFAULT_SPLITTER, undefined, passagesPerFile)).length;
  if (passages > passagesPerFile) reason = `makes more than ${passagesPerFile} passages`;
}
const seconds = (performance.now() - started) / 1000;
const unread = (result.documents ?? []).flatMap((document) => document.unread);
const megabytes = Math.max(0, process.resourceUsage().maxRSS - base) / 1024;
const characters = (result.documents ?? []).reduce((sum, { text }) => sum + text.length, 0);
console.log(JSON.stringify({ reason, passages, characters, unread, seconds, megabytes }));
process.exit(0);
