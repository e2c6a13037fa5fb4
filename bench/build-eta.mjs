// Builds an index, and compares the time left that it shows with what it then takes. Prints both at 10, 25, 50, 75 and
// 90 % of the build, the worst of them from a quarter on, the largest step upwards, passages a second, peak memory, and
// when a question was first answered from what was published before the end. Limit, on a machine that has nothing else
// to do: within 20 % from a quarter on.
// usage: node bench/run.mjs build-eta <folder of documents>    [corpus/; a build of minutes tells more]
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { OramaStore } from "../dist/store/orama/orama-store.js";
import { timeNode } from "./measure.mjs";

const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9];
const FROM_SHARE = 0.25;
/** With less than that left, a second more or less is a large share. */
const LEAST_LEFT_S = 5;
const LIMIT = 0.2;
const LOOK_MS = 1000;
const corpus = resolve(process.argv[3] ?? fileURLToPath(new URL("../corpus", import.meta.url)));
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "footnote-bench-"));
const index = join(root, "index");

const started = performance.now();
const child = spawn(process.execPath, [fileURLToPath(new URL("build-eta-once.mjs", import.meta.url)), corpus, index], {
  stdio: ["ignore", "pipe", "inherit"],
});
const lines = [];
const read = (async () => {
  for await (const line of createInterface({ input: child.stdout })) lines.push(JSON.parse(line));
})();
const answered = await firstAnswer();
await read;
rmSync(root, { recursive: true, force: true });
const { at: total, documents, passages, baseMegabytes, peakMegabytes } = lines.pop();
if (passages === undefined) throw new Error("the build failed");

const shown = lines
  .filter(({ left }) => left !== null)
  .map(({ at, left }) => ({ at, left, really: total - at, error: left / (total - at) - 1 }));
const percent = (share) => `${share >= 0 ? "+" : ""}${(100 * share).toFixed(0)} %`;
console.log(
  `\n${documents} documents, ${passages} passages, ${total.toFixed(0)} s, ${(passages / total).toFixed(1)}/s`,
);
console.log(`${"of the time".padStart(11)}${"shown s".padStart(10)}${"really s".padStart(10)}${"error".padStart(9)}`);
for (const share of SHARES) {
  const { left, really, error } = shown.find(({ at }) => at >= share * total) ?? shown.at(-1);
  const cells = [left.toFixed(0).padStart(10), really.toFixed(0).padStart(10), percent(error).padStart(9)];
  console.log(`${percent(share).slice(1).padStart(11)}${cells.join("")}`);
}
const later = shown.filter(({ at, really }) => at >= FROM_SHARE * total && really >= LEAST_LEFT_S);
const worst = later.reduce((a, b) => (Math.abs(b.error) > Math.abs(a.error) ? b : a), { error: 0, at: total });
console.log(
  `worst from a quarter on: ${percent(worst.error)}, at ${percent(worst.at / total).slice(1)} (at most ${100 * LIMIT} %)`,
);
const step = later.reduce((most, { left }, i) => Math.max(most, i === 0 ? 0 : left - later[i - 1].left), 0);
console.log(`largest step upwards: ${step.toFixed(1)} s`);
console.log(
  `peak memory: ${peakMegabytes.toFixed(0)} MB, ${(peakMegabytes - baseMegabytes).toFixed(0)} above the base`,
);
console.log(
  answered === null
    ? "no question was answered before the end"
    : `first answer: ${answered.at.toFixed(0)} s after the start, from ${answered.documents} documents, in ${answered.ms.toFixed(0)} ms`,
);
process.exitCode = Math.abs(worst.error) > LIMIT ? 1 : 0;

/** Asks for the first document as soon as a generation is published; `null` if that was at the end. */
async function firstAnswer() {
  const store = new OramaStore(index);
  while (child.exitCode === null && child.signalCode === null) {
    await new Promise((done) => setTimeout(done, LOOK_MS));
    const reader = await store.open().catch(() => null);
    if (!reader) continue;
    const { documents: held } = reader.info;
    await reader.close();
    const ms = timeNode([main, "ask", `What is ${held[0].title}?`, "--index", index]);
    if (child.exitCode !== null) return null;
    return { at: (performance.now() - started) / 1000, documents: held.length, ms };
  }
  return null;
}
