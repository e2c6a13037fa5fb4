// Builds an index in this process and prints a line of JSON whenever a terminal would draw its progress, and one at the
// end: what bench/build-eta.mjs runs. The base of its memory is what it has taken when the first passage is embedded:
// the model is loaded by then.
import { paced } from "../dist/core/paced.js";
import { modelSettings } from "../dist/embedding/model-settings.js";
import { buildIndex } from "../dist/index/build/build-index.js";
import { OramaStore } from "../dist/store/orama/orama-store.js";
import { buildOptions, defaults } from "./defaults.mjs";

const REDRAW_MS = 80;
const [corpus, indexFolder] = process.argv.slice(2);
let base = 0;
const seconds = () => performance.now() / 1000;
const show = paced(REDRAW_MS, ({ eta_seconds }) => console.log(JSON.stringify({ at: seconds(), left: eta_seconds })));
const { passages, documents } = await buildIndex({
  corpus,
  indexFolder,
  store: new OramaStore(indexFolder),
  model: modelSettings(defaults, "/"),
  ...buildOptions,
  onProgress: (progress) => {
    if (base === 0 && progress.passages_done > 0) base = process.resourceUsage().maxRSS;
    show(progress);
  },
});
const peak = process.resourceUsage().maxRSS;
const [baseMegabytes, peakMegabytes] = [base, peak].map((kilobytes) => kilobytes / 1024);
console.log(JSON.stringify({ at: seconds(), documents, passages, baseMegabytes, peakMegabytes }));
process.exit();
