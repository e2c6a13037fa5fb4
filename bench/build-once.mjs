// Builds an index in this process and prints its peak memory: what bench/memory.mjs runs.
import { modelSettings } from "../dist/embedding/model-settings.js";
import { buildIndex } from "../dist/index/build/build-index.js";
import { OramaStore } from "../dist/store/orama/orama-store.js";
import { buildOptions, defaults } from "./defaults.mjs";

const [corpus, indexFolder] = process.argv.slice(2);
const store = new OramaStore(indexFolder);
const { passages } = await buildIndex({
  corpus,
  indexFolder,
  store,
  model: modelSettings(defaults, "/"),
  ...buildOptions,
});
console.log(JSON.stringify({ passages, megabytes: process.resourceUsage().maxRSS / 1024 }));
