// Sends a server requests that nobody honest would send, in rounds, and looks whether it stays as it was. Limits: no
// crash, no status 5xx but 503 of a full queue, nothing for a foreign origin, no file from outside, and no growth of
// memory from round to round: the first one warms up.
// usage: node bench/run.mjs hostile    [--requests 10000 (a round)] [--rounds 3] [--seed 1]
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { hostileRequests } from "./hostile-requests.mjs";
import { corpusOf, load, openAssistant, post, questionsFor, startServer } from "./serving.mjs";

const AT_ONCE = 16;
/** Until then a server in use has grown to its size. */
const ORDINARY_SECONDS = 150;
/** Rests before the memory is read, and how often: the least counts, garbage is collected when it suits. */
const SETTLE_MS = 2_000;
const READINGS = 5;
const GIVE_UP_MS = 5_000;
const KEPT_CHARACTERS = 2_000;
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    requests: { type: "string", default: "10000" },
    rounds: { type: "string", default: "3" },
    seed: { type: "string", default: "1" },
  },
});
const { assistant, index } = await openAssistant(corpusOf(undefined), undefined);
const questions = await questionsFor(index, undefined, 50);
await assistant.close();
// A small heap has to be collected often, so that what stays on it is what is held.
process.env.NODE_OPTIONS ??= "--max-old-space-size=128";
// As the image and the unit do.
process.env.MALLOC_ARENA_MAX ??= "2";
const server = await startServer(index);
const { hostname, port, host } = new URL(server.url);
const random = mulberry32(Number(values.seed));
const next = hostileRequests(random, host);
const faults = [];
const statuses = new Map();

console.log(`${values.rounds} rounds of ${values.requests} hostile requests, seed ${values.seed}`);
await askHonestly();
report("at the start", await memory());
// What a server in use holds: that is where its memory has to be again.
const used = performance.now() + ORDINARY_SECONDS * 1000;
await load(server.url, questions, AT_ONCE, () => performance.now() > used);
report(`after ${ORDINARY_SECONDS} s of questions`, await memory());
for (let round = 1; round <= Number(values.rounds); round++) {
  const started = performance.now();
  await attack(Number(values.requests));
  await askHonestly();
  report(`after round ${round}`, await memory(), `${((performance.now() - started) / 1000).toFixed(0)} s`);
}
await server.stop();

console.log("\nby kind and status (cut: no answer to what is no HTTP, or was left alone)");
for (const [kind, counts] of [...statuses].sort()) {
  const cells = [...counts].sort(([a], [b]) => String(a).localeCompare(String(b))).map(([s, n]) => `${s}: ${n}`);
  console.log(`  ${kind.padEnd(15)} ${cells.join(", ")}`);
}
console.log(faults.length === 0 ? "no fault, and honest questions are answered" : faults.slice(0, 20).join("\n"));
process.exitCode = faults.length === 0 ? 0 : 1;

async function attack(requests) {
  let sent = 0;
  const attacker = async () => {
    while (sent++ < requests) {
      const request = next();
      const { status, answer } = await send(request);
      const counts = statuses.get(request.kind) ?? new Map();
      statuses.set(request.kind, counts.set(status, (counts.get(status) ?? 0) + 1));
      const fault = faultOf(request, status, answer);
      if (fault) faults.push(`${fault}: ${JSON.stringify(request.text.slice(0, 300))}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, attacker));
}

function faultOf({ isForeign }, status, answer) {
  if (status === 503 && /^retry-after: \d/imu.test(answer)) return null;
  if (status >= 500) return `${status}`;
  if (isForeign && status < 400) return `${status} for a foreign origin`;
  if (/root:x:0|"private": true/u.test(answer)) return "a file from outside";
  return null;
}

async function askHonestly() {
  for (const question of questions) {
    const { status } = await post(server.url, question);
    if (status !== 200) faults.push(`${status} for an honest question`);
  }
}

/** Of the server's process, in MB, as it says itself. */
async function memory() {
  const readings = [];
  for (let i = 0; i < READINGS; i++) {
    await delay(SETTLE_MS);
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const megabytes = (name) => Number(new RegExp(`^${name} (\\S+)`, "mu").exec(text)?.[1]) / 2 ** 20;
    readings.push({
      resident: megabytes("process_resident_memory_bytes"),
      heap: megabytes("nodejs_heap_size_used_bytes"),
      external: megabytes("nodejs_external_memory_bytes"),
    });
  }
  const least = (name) => Math.min(...readings.map((reading) => reading[name]));
  return { resident: least("resident"), heap: least("heap"), external: least("external") };
}

function report(when, megabytes, ...more) {
  const cells = Object.entries(megabytes).map(([name, value]) => `${name} ${value.toFixed(1)} MB`);
  console.log(`  ${when.padEnd(24)} ${[...cells, ...more].join(", ")}`);
}

/** @returns the status, or "cut" where none came, and the beginning of the answer */
function send({ text, pace }) {
  return new Promise((done) => {
    const socket = connect(Number(port), hostname.replace(/^\[|\]$/gu, ""));
    let answer = "";
    let drip;
    const finish = () => {
      clearInterval(drip);
      socket.destroy();
      const status = /^HTTP\/1\.1 (\d{3})/u.exec(answer)?.[1];
      done({ status: status ? Number(status) : "cut", answer });
    };
    socket.setTimeout(GIVE_UP_MS, finish);
    socket.on("connect", () => {
      if (pace === "drip") {
        const pieces = text.match(/[\s\S]{1,40}/gu) ?? [];
        drip = setInterval(() => (pieces.length > 0 ? socket.write(pieces.shift()) : clearInterval(drip)), 20);
      } else socket.write(text, "utf8");
      // Gone before the answer, or in the middle of its request.
      if (pace === "left") setTimeout(finish, random() * 200);
      if (pace === "unread") {
        socket.pause();
        setTimeout(finish, 500);
      }
    });
    socket.on("data", (chunk) => {
      if (answer.length < KEPT_CHARACTERS) answer += chunk.toString("latin1", 0, KEPT_CHARACTERS);
    });
    socket.on("error", finish);
    socket.on("close", finish);
  });
}

function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
