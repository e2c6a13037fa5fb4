// Builds an index in a process of its own, and says what that took: a part of `growth.mjs`.
// Input: JSON with `corpus` and `index` (folders), `vectors` (what they are drawn from; else the model embeds).
// FOOTNOTE_BENCH_TRACE prints the memory every few seconds.
import { readFileSync } from "node:fs";
import { modelSettings } from "../../dist/embedding/model-settings.js";
import { buildIndex } from "../../dist/index/build/build-index.js";
import { OramaStore } from "../../dist/store/orama/orama-store.js";
import { buildOptions, defaults } from "../defaults.mjs";

const TRACE_MS = 5000;

const { corpus, index, vectors } = JSON.parse(readFileSync(0, "utf8"));
const pool = vectors ? { workerUrl: new URL("./drawn-vectors.mjs", import.meta.url) } : {};
if (vectors) process.env.FOOTNOTE_BENCH_VECTORS = vectors;
const started = performance.now();
let done = 0;
let peak = 0;
const sampling = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 100);
if (process.env.FOOTNOTE_BENCH_TRACE) setInterval(trace, TRACE_MS).unref();
const { passages, embedded } = await buildIndex({
  ...buildOptions,
  corpus,
  indexFolder: index,
  store: new OramaStore(index),
  model: modelSettings(defaults, "/"),
  pool,
  onProgress: ({ passages_done }) => {
    done = passages_done;
  },
});
clearInterval(sampling);
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({
    passages,
    embedded,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }),
);

function trace() {
  const megabytes = Object.entries(process.memoryUsage()).map(
    ([name, bytes]) => `${name} ${Math.round(bytes / 2 ** 20)}`,
  );
  const seconds = Math.round((performance.now() - started) / 1000);
  console.error(
    `${seconds} s, ${done} passages, MB: ${megabytes.join(", ")}, CPU ${(process.cpuUsage().user / 1e6).toFixed(0)} s`,
  );
}
