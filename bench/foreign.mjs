// Reads and splits every file of some folders, each in a process of its own, and prints a family of files (by ending) a
// row: how many were read, set aside and read in part, crashed or took too long; the slowest and the largest. Limits: no
// crash, 1 GB above the base for any file, 10 s a megabyte of text (and 10 s for what is smaller).
// usage: node bench/run.mjs foreign <folder>... [--seconds 120 (a file)] [--most 200 (files of a family)] [--reasons]
import { spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const MAX_MEGABYTES = 1024;
const SECONDS_PER_MEGABYTE = 10;
const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "120" },
    most: { type: "string", default: "200" },
    reasons: { type: "boolean", default: false },
  },
});
const script = fileURLToPath(new URL("foreign-once.mjs", import.meta.url));
const families = new Map();
for (const folder of positionals.map((name) => resolve(name))) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const family = extname(path).toLowerCase() || "(none)";
    const files = families.get(family) ?? [];
    families.set(family, files);
    if (files.length < Number(values.most)) files.push({ folder, path: path.slice(folder.length + 1) });
  }
}

const rows = [];
for (const [name, files] of [...families].sort(([a], [b]) => a.localeCompare(b))) {
  const outcomes = [];
  for (const file of files) outcomes.push(await outcomeOf(file));
  rows.push({ name, outcomes });
}
const heads = [
  "files",
  "read",
  "in part",
  "set aside",
  "crashed",
  "over limits",
  "passages",
  "slowest s",
  "largest MB",
];
console.log(`| family | ${heads.join(" | ")} |\n| --- |${" ---: |".repeat(heads.length)}`);
for (const row of [...rows, { name: "all", outcomes: rows.flatMap(({ outcomes }) => outcomes) }]) printRow(row);
const faults = rows.flatMap(({ outcomes }) => outcomes).filter(({ crash, isOver }) => crash !== null || isOver);
console.log(faults.length === 0 ? "\nno crash, and nothing over the limits" : "\nfaults");
for (const { path, crash, seconds, megabytes } of faults) {
  console.log(`  ${path}: ${crash ?? `${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`}`);
}
if (values.reasons) printReasons();
process.exitCode = faults.length === 0 ? 0 : 1;

/** What a process makes of a file; a crash is told by its last line. */
function outcomeOf({ folder, path }) {
  const bytes = statSync(join(folder, path)).size;
  return new Promise((done) => {
    const options = {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: Number(values.seconds) * 1000,
      killSignal: "SIGKILL",
    };
    const child = spawn(process.execPath, [script, folder, path.split(sep).join("/")], options);
    let [output, errors] = ["", ""];
    child.stdout.on("data", (text) => (output += text));
    child.stderr.on("data", (text) => (errors = (errors + text).slice(-2000)));
    child.on("close", (code, signal) => {
      const none = { reason: null, passages: 0, characters: 0, unread: [], seconds: 0, megabytes: 0 };
      if (code !== 0) {
        const crash = signal === "SIGKILL" ? `no end after ${values.seconds} s, or killed` : lastLine(errors);
        return done({ path, ...none, crash, isOver: false });
      }
      const told = JSON.parse(lastLine(output));
      const allowed = SECONDS_PER_MEGABYTE * Math.max(1, told.characters / 1e6, bytes / 1e6);
      done({ path, crash: null, isOver: told.megabytes > MAX_MEGABYTES || told.seconds > allowed, ...told });
    });
  });
}

function lastLine(text) {
  return text.trimEnd().split("\n").at(-1);
}

function printRow({ name, outcomes }) {
  const most = (key) => Math.max(...outcomes.map((outcome) => outcome[key])).toFixed(1);
  const number = (test) => outcomes.filter(test).length;
  const cells = [
    outcomes.length,
    number(({ reason, crash }) => reason === null && crash === null),
    number(({ unread }) => unread.length > 0),
    number(({ reason }) => reason !== null),
    number(({ crash }) => crash !== null),
    number(({ isOver }) => isOver),
    outcomes.reduce((sum, { passages }) => sum + passages, 0),
    most("seconds"),
    most("megabytes"),
  ];
  console.log(`| ${name} | ${cells.join(" | ")} |`);
}

function printReasons() {
  const counts = new Map();
  for (const { reason, unread } of rows.flatMap(({ outcomes }) => outcomes)) {
    for (const words of [...(reason === null ? [] : [reason]), ...unread.map((part) => `in part: ${part}`)]) {
      const alike = words.replace(/\d[\d,]*/g, "N");
      counts.set(alike, (counts.get(alike) ?? 0) + 1);
    }
  }
  console.log("\n| reason | files |\n| --- | ---: |");
  for (const [reason, files] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`| ${reason} | ${files} |`);
}
