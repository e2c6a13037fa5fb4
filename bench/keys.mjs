// Measures the chat in a pseudo-terminal, quiet and while an index is built behind it: from a key press to the bytes
// that draw it, and from Enter to a drawn answer. Limits: a key is drawn within 50 ms at p99 while an index is built, and
// questions are answered before the build has ended. Needs `script` (Debian: bsdutils, there on every system).
// usage: node bench/run.mjs keys <folder of documents that are added and indexed behind the chat>
//        --keys <n>    key presses measured in either state    [300]
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { corpusOf, MAIN, quantile } from "./serving.mjs";

const LIMIT_MS = 50;
/** About as fast as people type. */
const BETWEEN_KEYS_MS = 60;
const KEYS_A_LINE = 20;
const PATIENCE_MS = 60_000;
const QUESTIONS = [
  "Who met with the North Koreans for seven hours in Beijing?",
  "How many North Korean workers does Kuwait host?",
  "Who expelled the ambassador?",
  "What is the capital of Mongolia?",
];
/** More than two frames. */
const FRAMES_CHARACTERS = 32_768;
const CLEAR_LINE = "\u0015";
const QUIT = "\u0004";

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: { keys: { type: "string", default: "300" } },
});
if (!positionals[0]) throw new Error("Name a folder of documents that takes a minute to index.");
const keys = Number(values.keys);
const folder = mkdtempSync(join(tmpdir(), "footnote-bench-"));
cpSync(corpusOf(undefined), join(folder, "corpus"), { recursive: true });
spawnSync(process.execPath, [MAIN, "index", "corpus"], { cwd: folder });

const chat = openChat(folder);
await chat.draws("Enter asks");
for (const question of QUESTIONS) await ask(question);
const quiet = await measure(keys, () => true);
report("quiet", quiet);

cpSync(resolve(positionals[0]), join(folder, "corpus", "added"), { recursive: true });
const beganAt = performance.now();
let isBuilding = true;
const built = (async () => {
  const indexed = chat.draws(/Index up to date/u, 600_000);
  chat.press("/index\r");
  await indexed;
  isBuilding = false;
})();
await chat.draws(/Indexing .*%/u);
const busy = await measure(keys, () => isBuilding);
report(isBuilding ? "while an index is built" : "while an index is built (it ended meanwhile)", busy);
await built;
console.log(`${"the build".padEnd(44)}${((performance.now() - beganAt) / 1000).toFixed(0)} s`);
await chat.close();
rmSync(folder, { recursive: true });

/** Types lines and clears them, with a question after each, until enough is measured or `goesOn` ends. */
async function measure(count, goesOn) {
  const drawn = [];
  const answered = [];
  for (let line = 0; drawn.length < count && goesOn(); line++) {
    for (let at = 1; at <= KEYS_A_LINE && goesOn(); at++) {
      // A line like no other: what is waited for is drawn by this key alone.
      const typed = `q${line}${"abcdefghijklmnopqrst".slice(0, at)}`;
      if (at === 1) await press(typed.slice(0, -1), typed.slice(0, -1));
      drawn.push(await press(typed.at(-1), typed));
      await delay(BETWEEN_KEYS_MS);
    }
    chat.press(CLEAR_LINE);
    await delay(BETWEEN_KEYS_MS);
    if (goesOn()) answered.push(await ask(QUESTIONS[line % QUESTIONS.length]));
  }
  return { drawn, answered };
}

async function press(key, line) {
  const started = performance.now();
  const isDrawn = chat.draws(line);
  chat.press(key);
  await isDrawn;
  return performance.now() - started;
}

/** Milliseconds from Enter to the line under an answer that says how long it took. */
async function ask(question) {
  chat.press(question);
  await delay(4 * BETWEEN_KEYS_MS);
  const started = performance.now();
  const isAnswered = chat.draws(/(?:document|searched)s?.{0,40}\d m?s/u);
  chat.press("\r");
  await isAnswered;
  const ms = performance.now() - started;
  await delay(4 * BETWEEN_KEYS_MS);
  return ms;
}

function report(when, { drawn, answered }) {
  const of = (times) => [0.5, 0.99, 1].map((share) => quantile(times, share).toFixed(0).padStart(7)).join("");
  console.log(`\n${when}`.padEnd(45) + ["p50 ms", "p99", "max"].map((head) => head.padStart(7)).join(""));
  console.log(`${`${drawn.length} keys, drawn (p99 at most ${LIMIT_MS})`.padEnd(44)}${of(drawn)}`);
  console.log(`${`${answered.length} questions, answered`.padEnd(44)}${of(answered)}`);
}

/** The chat in a pseudo-terminal of 100 columns and 40 rows. */
function openChat(cwd) {
  const command = `stty cols 100 rows 40; exec "${process.execPath}" "${MAIN}" chat`;
  // Ink draws nothing where CI is set.
  const { CI: _, ...environment } = process.env;
  const terminal = spawn("script", ["-qfec", command, "/dev/null"], {
    cwd,
    env: { ...environment, TERM: "xterm-256color" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting = new Set();
  terminal.stdout.setEncoding("utf8").on("data", (text) => {
    for (const look of waiting) look(text);
  });
  return {
    press: (text) => terminal.stdin.write(text),
    /** Resolves when what is drawn from now on holds the text. */
    draws(wanted, patience = PATIENCE_MS) {
      let seen = "";
      return new Promise((done, fail) => {
        const patient = setTimeout(() => fail(new Error(`not drawn: ${wanted}\n${seen.slice(-2000)}`)), patience);
        const look = (text) => {
          // To search all that was ever drawn would take longer than what is measured.
          seen = (seen + text).slice(-FRAMES_CHARACTERS);
          const drawn = plain(seen);
          if (typeof wanted === "string" ? !drawn.includes(wanted) : !wanted.test(drawn)) return;
          clearTimeout(patient);
          waiting.delete(look);
          done();
        };
        waiting.add(look);
      });
    },
    async close() {
      terminal.stdin.write(QUIT);
      await once(terminal, "exit");
    },
  };
}

/** Without the sequences that move the cursor and colour. */
function plain(drawn) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return drawn.replace(/\u001b(?:\[[\d;?]*[A-Za-z]|\][^\u0007]*\u0007)/gu, "");
}
