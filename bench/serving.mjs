// What the benchmarks of the server share: an index, a server in a process of its own, and questions.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { LocalAssistant } from "../dist/assistant/local/local-assistant.js";
import { OramaStore } from "../dist/store/orama/orama-store.js";
import { defaults } from "./defaults.mjs";

export const MAIN = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const QUESTION_CHARACTERS = 80;

/** The folder that an argument names, or the shipped documents. */
export function corpusOf(given) {
  return resolve(given ?? fileURLToPath(new URL("../corpus", import.meta.url)));
}

/** An assistant over an up-to-date index of the corpus, in this process. */
export async function openAssistant(corpus, given) {
  const index = resolve(given ?? mkdtempSync(join(tmpdir(), "footnote-bench-")));
  const assistant = new LocalAssistant({ ...defaults, index }, { cwd: process.cwd(), corpus });
  await assistant.sync();
  return { assistant, index };
}

/** Starts `footnote serve` on a free port of this machine; it writes its log as ever, and nobody reads it. */
export async function startServer(index, ...flags) {
  const args = [MAIN, "serve", "--index", index, "--port", "0", ...flags];
  const server = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /http:\/\/[^\s)]+/u.exec(line)?.[0];
    if (url) return { url, pid: server.pid, stop: () => stop(server) };
  }
  throw new Error("the server ended before it listened");
}

async function stop(server) {
  server.kill("SIGTERM");
  await once(server, "exit");
}

/** Questions of a file of JSON lines, or the first words of passages, asked as questions; at most `most` from everywhere. */
export async function questionsFor(index, file, most) {
  const all = file ? readQuestions(file) : await sentencesAsQuestions(index);
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(all.length, most) }, (_, i) => all[Math.floor(i * step)]);
}

function readQuestions(path) {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line).question);
}

async function sentencesAsQuestions(index) {
  const reader = await new OramaStore(index).open();
  const questions = [];
  for (const { id } of reader.info.documents) {
    const text = await reader.text(id);
    for (const { sentences } of await reader.passagesOf(id)) {
      const { start, end } = sentences[0];
      const words = text.slice(start, Math.min(end, start + QUESTION_CHARACTERS)).replace(/\s+/gu, " ");
      if (/\p{L}/u.test(words)) questions.push(`What about ${words}?`);
    }
  }
  await reader.close();
  return questions;
}

/**
 * Keeps connections open, as programs that ask more than once do; `fetch` would cost the client about 1 ms more. An idle
 * one is closed before the server does so, at 5 s: a request could be on its way just then.
 */
const agent = new Agent({ keepAlive: true, timeout: 3_000 });

/** Asks over HTTP. @returns status, milliseconds and the answer */
export async function post(url, question) {
  const started = performance.now();
  const sent = request(`${url}/v1/query`, {
    method: "POST",
    agent,
    headers: { "content-type": "application/json" },
  });
  sent.end(JSON.stringify({ question }));
  const [response] = await once(sent, "response");
  const parts = [];
  for await (const part of response) parts.push(part);
  return {
    status: response.statusCode,
    ms: performance.now() - started,
    answer: () => JSON.parse(Buffer.concat(parts).toString("utf8")),
  };
}

/** Keeps `clients` asking until `until()`; gives the milliseconds of each answer, and how many had which status. */
export async function load(url, questions, clients, until) {
  const times = [];
  const statuses = new Map();
  let next = 0;
  const client = async () => {
    while (!until()) {
      const { status, ms } = await post(url, questions[next++ % questions.length]);
      times.push(ms);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { times, statuses };
}

/** Resident memory of a process in MB, and the seconds of CPU that it has used. */
export function usageOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  const ticks = Number(stat[11]) + Number(stat[12]);
  return { megabytes: Number(/VmRSS:\s+(\d+)/u.exec(status)[1]) / 1024, cpuSeconds: ticks / 100 };
}

export function quantile(ms, share) {
  return [...ms].sort((a, b) => a - b)[Math.min(ms.length - 1, Math.floor(share * ms.length))];
}
