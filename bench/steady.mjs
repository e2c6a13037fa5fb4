// Asks a server at a steady pace for a long time and looks at its memory. Limit: no growth after the first two minutes.
// usage: node bench/run.mjs steady <folder of documents>    [corpus/]
//        --minutes <n>  [20]   --rate <questions a second>  [20]   --questions, --index: as for `http`
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { corpusOf, openAssistant, post, quantile, questionsFor, startServer, usageOf } from "./serving.mjs";

const SETTLED_MINUTES = 2;
const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: {
    questions: { type: "string" },
    index: { type: "string" },
    minutes: { type: "string", default: "20" },
    rate: { type: "string", default: "20" },
  },
});
const corpus = corpusOf(positionals[0]);
const { assistant, index } = await openAssistant(corpus, values.index);
const questions = await questionsFor(index, values.questions, 1000);
await assistant.close();
const server = await startServer(index);

const minutes = Number(values.minutes);
const interval = 1000 / Number(values.rate);
const rows = [];
let [times, failed] = [[], 0];
let asked = 0;
const started = performance.now();
for (let minute = 1; minute <= minutes; minute++) {
  const memory = [];
  const running = [];
  while (performance.now() - started < minute * 60_000) {
    running.push(
      post(server.url, questions[asked % questions.length]).then(({ status, ms }) => {
        times.push(ms);
        if (status !== 200) failed++;
      }),
    );
    asked++;
    if (asked % 50 === 0) memory.push(usageOf(server.pid).megabytes);
    await delay(Math.max(0, started + asked * interval - performance.now()));
  }
  await Promise.all(running);
  rows.push({ minute, memory: quantile(memory, 0.5), p50: quantile(times, 0.5), p99: quantile(times, 0.99) });
  const { memory: megabytes, p50, p99 } = rows.at(-1);
  console.log(
    `minute ${String(minute).padStart(3)}: ${megabytes.toFixed(0)} MB (median), p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ${times.length} answers`,
  );
  times = [];
}
await server.stop();
const settled = rows.filter(({ minute }) => minute > SETTLED_MINUTES);
const half = settled.length >> 1;
const mean = (some) => some.reduce((sum, { memory }) => sum + memory, 0) / some.length;
if (half > 0) {
  const [first, last] = [mean(settled.slice(0, half)), mean(settled.slice(-half))];
  console.log(
    `\n${asked} questions, ${failed} failed. Memory after minute ${SETTLED_MINUTES}: first half ${first.toFixed(1)} MB, second half ${last.toFixed(1)} MB`,
  );
}
