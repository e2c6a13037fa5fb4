// Measures the server: what HTTP costs a question, how much 16 clients at once get out of it, and whether questions fail
// while the index is swapped under them. Limits: p50 at most 3 ms above embedding and search; throughput at least 0.7 of
// what two cores allow for the CPU time of embedding and search; no failed request during ten swaps.
// usage: node bench/run.mjs http <folder of documents>    [corpus/]
//        --questions <file>  JSON lines with a "question" each [first words of passages]
//        --index <folder>    where the index is, and stays [a temporary one]
//        --seconds <n>       of load [20]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { corpusOf, load, openAssistant, post, quantile, questionsFor, startServer, usageOf } from "./serving.mjs";

const CLIENTS = 16;
const CORES = 2;
const SWAPS = 10;
const QUESTIONS = 200;
/** Questions one after another to the same process. */
const BLOCK = 20;

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: { questions: { type: "string" }, index: { type: "string" }, seconds: { type: "string", default: "20" } },
});
const corpus = corpusOf(positionals[0]);
const { assistant, index } = await openAssistant(corpus, values.index);
const questions = await questionsFor(index, values.questions, QUESTIONS);
const server = await startServer(index);

for (const question of questions.slice(0, 20)) {
  await assistant.ask({ question });
  await post(server.url, question);
}

const own = { times: [], cpu: 0 };
const http = { times: [], within: [] };
// In turns, as the machine's speed changes; by blocks, as a process that has just slept while another computed is slow.
for (let from = 0; from < questions.length; from += BLOCK) {
  const block = questions.slice(from, from + BLOCK);
  for (const question of block) {
    const [cpu, started] = [process.cpuUsage(), performance.now()];
    await assistant.ask({ question });
    own.times.push(performance.now() - started);
    const { user, system } = process.cpuUsage(cpu);
    own.cpu += (user + system) / 1000;
  }
  for (const question of block) {
    const { ms, answer } = await post(server.url, question);
    const { timings_ms: timings } = answer();
    http.times.push(ms);
    http.within.push(timings.embed + timings.search);
  }
}
const cpuMs = own.cpu / questions.length;
console.log(`\nOne question at a time, ${questions.length} questions, p50`);
print("asked in this process", `${quantile(own.times, 0.5).toFixed(1)} ms, ${cpuMs.toFixed(1)} ms of CPU`);
print("embedding and search within the server", `${quantile(http.within, 0.5).toFixed(1)} ms`);
print("over HTTP", `${quantile(http.times, 0.5).toFixed(1)} ms`);
const added = quantile(http.times, 0.5) - quantile(own.times, 0.5);
print("added to asking in this process (at most 3)", `${added.toFixed(1)} ms`);
print(
  "added to embedding and search within the server",
  `${(quantile(http.times, 0.5) - quantile(http.within, 0.5)).toFixed(1)} ms`,
);
await assistant.close();

const seconds = Number(values.seconds);
const [before, generator] = [usageOf(server.pid), process.cpuUsage()];
const end = performance.now() + seconds * 1000;
const { times, statuses } = await load(server.url, questions, CLIENTS, () => performance.now() > end);
const after = usageOf(server.pid);
const { user, system } = process.cpuUsage(generator);
const perSecond = times.length / seconds;
const possible = (CORES * 1000) / cpuMs;
console.log(`\n${CLIENTS} clients for ${seconds} s`);
print("answers a second", `${perSecond.toFixed(1)}; ${JSON.stringify(Object.fromEntries(statuses))}`);
print(`possible with ${CORES} cores and ${cpuMs.toFixed(1)} ms a question`, possible.toFixed(1));
print("ratio (at least 0.7)", (perSecond / possible).toFixed(2));
print("p50, p99", `${quantile(times, 0.5).toFixed(0)} ms, ${quantile(times, 0.99).toFixed(0)} ms`);
print("CPU of the server", `${((after.cpuSeconds - before.cpuSeconds) / seconds).toFixed(2)} cores`);
print("CPU of the load generator", `${((user + system) / 1e6 / seconds).toFixed(2)} cores`);
await server.stop();

const together = await askInProcesses(CORES, seconds);
console.log(`\n${CORES} processes that ask without HTTP, for ${seconds} s`);
print("answers a second", together.toFixed(1));
print("the server's share of that", (perSecond / together).toFixed(2));

const documents = join(mkdtempSync(join(tmpdir(), "footnote-bench-")), "documents");
cpSync(corpusOf(undefined), documents, { recursive: true });
const small = await openAssistant(documents, undefined);
const swapping = await startServer(small.index);
const generations = new Set();
let isSwapped = false;
const swaps = (async () => {
  for (let i = 0; i < SWAPS; i++) {
    writeFileSync(join(documents, "note.txt"), `Swap ${i} of the index.\n`);
    await small.assistant.sync();
    generations.add((await small.assistant.status()).generation);
  }
  isSwapped = true;
})();
const during = await load(swapping.url, questions, CLIENTS, () => isSwapped);
await swaps;
await swapping.stop();
await small.assistant.close();
console.log(`\n${generations.size} swaps of the index under ${CLIENTS} clients`);
print("answers by status", JSON.stringify(Object.fromEntries(during.statuses)));

/** Answers a second of processes that embed and search at the same time, each with a core to itself. */
async function askInProcesses(count, seconds) {
  const script = fileURLToPath(new URL("./ask-meanwhile.mjs", import.meta.url));
  const args = [script, index, String(seconds), JSON.stringify(questions)];
  const processes = Array.from({ length: count }, () =>
    spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] }),
  );
  await Promise.all(processes.map(({ stdout }) => once(stdout, "data")));
  for (const { stdin } of processes) stdin.write("go\n");
  const answered = await Promise.all(processes.map(({ stdout }) => once(stdout, "data")));
  return answered.reduce((sum, [count]) => sum + Number(count), 0) / seconds;
}

function print(name, value) {
  console.log(`${name.padEnd(52)}${value}`);
}
