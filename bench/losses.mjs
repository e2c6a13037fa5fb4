// Kills each node of a cluster in turn, its manager too, while clients ask two servers and an indexer writes: the whole
// programs, each in a process of its own. Counts what was answered, wrong, or failed, and how soon both servers answered
// from what the indexer had written. Needs what `scripts/opensearch/nodes.mjs` needs; takes five minutes.
// usage: node bench/run.mjs losses [folder of documents]    [corpus/]
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { corpusOf, MAIN, startServer } from "./serving.mjs";

const run = promisify(execFile);
const NODES_SCRIPT = fileURLToPath(new URL("../scripts/opensearch/nodes.mjs", import.meta.url));
const NODES = [1, 2, 3];
const CLIENTS = 8;
const PAUSE_MS = 100;
const POLL_MS = 50;
/** Answered by the shipped articles; what the indexer adds says nothing of them. */
const QUESTIONS = [
  "Which countries expelled North Korea's ambassador?",
  "Who met with the North Koreans for seven hours in Beijing?",
  "To how many did Kuwait reduce the size of its embassy staff?",
];

const folder = mkdtempSync(join(tmpdir(), "footnote-losses-"));
const documents = join(folder, "documents");
cpSync(corpusOf(process.argv[3]), documents, { recursive: true });
/** Beside it: the nodes run as another user where this one is root. */
const nodes = (verb, ...args) => run(process.execPath, [NODES_SCRIPT, verb, `${folder}-nodes`, ...args]);
const urls = (await nodes("start")).stdout.trim();
const env = {
  ...process.env,
  FOOTNOTE_STORE: "opensearch",
  FOOTNOTE_OPENSEARCH_URL: urls,
  FOOTNOTE_OPENSEARCH_NAME: "footnote-losses",
  FOOTNOTE_OPENSEARCH_USER: "footnote",
  FOOTNOTE_OPENSEARCH_PASSWORD_FILE: join(`${folder}-nodes`, "password"),
  FOOTNOTE_OPENSEARCH_CA_FILE: join(`${folder}-nodes`, "ca.pem"),
};
Object.assign(process.env, env);
const index = join(folder, "index");
const footnote = (...args) => run(process.execPath, [MAIN, ...args, "--index", index], { env });
const servers = [];

const count = { asked: 0, wrong: 0, failed: 0, written: 0 };
const seenAfter = [];
let over = false;
try {
  await footnote("index", documents);
  for (let at = 0; at < 2; at++) servers.push(await startServer(index));
  const right = await Promise.all(QUESTIONS.map(async (question) => quotesOf(await query(servers[0], question))));
  const work = [...Array.from({ length: CLIENTS }, (_, at) => askOn(servers[at % 2], right)), writeOn()];
  await Promise.race([killEach(), ...work]).finally(() => {
    over = true;
  });
  await Promise.all(work);
  const { documents: found } = await get(servers[1], "/v1/documents");
  console.log({
    ...count,
    "documents there should be": 3 + count.written,
    "documents there are": found.length,
    "seen by both servers after, ms": seenAfter.sort((a, b) => a - b).map(Math.round),
  });
} finally {
  over = true;
  for (const server of servers) await server.stop();
  await nodes("stop");
}

async function askOn(server, right) {
  while (!over) {
    const at = count.asked++ % QUESTIONS.length;
    try {
      if (quotesOf(await query(server, QUESTIONS[at])) !== right[at]) count.wrong++;
    } catch (error) {
      count.failed++;
      console.error(String(error));
    }
    await sleep(PAUSE_MS);
  }
}

/** One more document at a time; then both servers are asked until they tell of it. */
async function writeOn() {
  while (!over) {
    const word = `Zw${count.written}quist`;
    writeFileSync(join(documents, `${word}.txt`), `The ferry ${word} carries ${count.written + 100} passengers.`);
    await footnote("index", documents);
    count.written++;
    const swapped = performance.now();
    await Promise.all(servers.map((server) => untilListed(server, `${word}.txt`)));
    seenAfter.push(performance.now() - swapped);
  }
}

async function untilListed(server, path) {
  while (!(await get(server, "/v1/documents")).documents.some((document) => document.path === path))
    await sleep(POLL_MS);
}

async function killEach() {
  for (const k of NODES) {
    const before = { ...count };
    await nodes("kill", String(k));
    while (count.asked < before.asked + 3 * CLIENTS || count.written < before.written + 2) await sleep(POLL_MS);
    await nodes("node", String(k));
    // All copies of all shards are there again: until then, the loss of another node would be the loss of two.
    await nodes("ready");
    console.log(`node ${k} lost and back:`, count);
  }
}

async function query({ url }, question) {
  const body = JSON.stringify({ question });
  const response = await fetch(`${url}/v1/query`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
}

async function get({ url }, path) {
  const response = await fetch(`${url}${path}`);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
}

function quotesOf({ status, citations }) {
  return JSON.stringify([status, citations.map(({ path, quote }) => [path, quote])]);
}
