// What of the text of PDF files is read, against poppler's pdftotext (which must be installed) in its own reading order:
// the share of its words that ours has, and of its pairs of neighbouring words. Running headers and page numbers, which
// are left out on purpose, are counted apart: the second figure of each kind is without them.
// usage: npm run bench -- pdf-text FOLDER [--lost] [--json]     --lost: the words and pairs that are lost most often
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = process.env.PDF_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
const { ReadingThread, READING_LIMITS } = await import(`${dist}/index/readers/reading-thread.js`);

const [folder, ...flags] = process.argv.slice(2).filter((each) => each !== "pdf-text");
const files = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => /\.pdf$/i.test(name) && statSync(join(folder, name)).isFile())
  .sort();

const thread = new ReadingThread(READING_LIMITS);
const measured = [];
for (const name of files) {
  const path = join(folder, name);
  const producer = producerOf(path);
  const pages = pagesOf(path);
  const all = wordsOf(pages.join("\n"));
  const body = wordsOf(withoutRunningLines(pages).join("\n"));
  const started = performance.now();
  const bytes = new Uint8Array(readFileSync(path));
  const result = await thread.read("pdf", { path: name, bytes });
  const ms = performance.now() - started;
  const ours = result.status === "read" ? wordsOf(result.text) : [];
  const row = { name, producer, pages: pages.length, ms: Math.round(ms), count: all.length };
  if (result.status !== "read") row.reason = result.reason;
  Object.assign(row, { all: compare(all, ours), body: compare(body, ours) });
  measured.push(row);
  if (!flags.includes("--json")) console.log(line(row));
  if (flags.includes("--lost")) console.log(lost(body, ours));
}
await thread.close();

const read = measured.filter(({ reason, count }) => reason === undefined && count > 0);
if (flags.includes("--json")) console.log(JSON.stringify(measured));
const share = (rows, which, what) => mean(rows.map((row) => row[which][what]));
const producers = Map.groupBy?.(read, ({ producer }) => producer) ?? grouped(read);
console.log("\nproducer                      files   words  without running lines   pairs  without running lines");
for (const [producer, rows] of [...producers].sort((a, b) => b[1].length - a[1].length))
  console.log(summary(producer, rows));
console.log(summary("all", read));

function summary(name, rows) {
  const figure = (which, what) => percent(share(rows, which, what));
  return `${name.padEnd(30)}${String(rows.length).padStart(5)}  ${figure("all", "words")}  ${figure("body", "words")}                 ${figure("all", "pairs")}  ${figure("body", "pairs")}`;
}

function line({ name, pages, ms, count, all, body, reason }) {
  const figures = `${percent(all.words)} ${percent(body.words)}  ${percent(all.pairs)} ${percent(body.pairs)}`;
  return `${figures}  ${String(pages).padStart(4)} pages ${String(ms).padStart(6)} ms ${String(count).padStart(7)} words  ${name}${reason ? `: ${reason}` : ""}`;
}

function percent(value) {
  return `${(value * 100).toFixed(1).padStart(5)} %`;
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function grouped(rows) {
  const groups = new Map();
  for (const row of rows) groups.set(row.producer, [...(groups.get(row.producer) ?? []), row]);
  return groups;
}

function pagesOf(path) {
  try {
    const text = execFileSync("pdftotext", [path, "-"], { maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] });
    return text.toString().split("\f").slice(0, -1);
  } catch {
    return [];
  }
}

function producerOf(path) {
  try {
    const info = execFileSync("pdfinfo", [path], { stdio: ["ignore", "pipe", "ignore"] }).toString();
    const name = /^Producer: *(.*)$/m.exec(info)?.[1] || /^Creator: *(.*)$/m.exec(info)?.[1] || "unknown";
    return (
      name
        .replace(/[\d.,;(/].*$/, "")
        .trim()
        .slice(0, 28) || "unknown"
    );
  } catch {
    return "unknown";
  }
}

function wordsOf(text) {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/** The pages without lines at their edges that stand on three of them, but for their numbers. */
function withoutRunningLines(pages) {
  const edges = pages.map((page) => {
    const lines = page.split("\n").filter((each) => each.trim() !== "");
    return new Set([...lines.slice(0, 3), ...lines.slice(-3)]);
  });
  const signature = (each) =>
    each
      .trim()
      .replace(/\d+/g, "#")
      .replace(/^[ivxlcdm]+$/i, "#");
  const seen = new Map();
  for (const each of edges)
    for (const key of new Set([...each].map(signature))) seen.set(key, (seen.get(key) ?? 0) + 1);
  const needed = Math.max(2, Math.min(3, pages.length));
  return pages.map((page, index) =>
    page
      .split("\n")
      .filter((each) => !edges[index].has(each) || (seen.get(signature(each)) ?? 0) < needed)
      .join("\n"),
  );
}

function compare(theirs, ours) {
  return { words: shared(theirs, ours), pairs: shared(pairs(theirs), pairs(ours)) };
}

function pairs(words) {
  return words.slice(1).map((word, index) => `${words[index]} ${word}`);
}

/** The share of one bag that is in the other. */
function shared(wanted, had) {
  if (wanted.length === 0) return 1;
  const { size } = { size: missing(wanted, had).length };
  return 1 - size / wanted.length;
}

function missing(wanted, had) {
  const counts = new Map();
  for (const each of had) counts.set(each, (counts.get(each) ?? 0) + 1);
  return wanted.filter((each) => {
    const left = counts.get(each) ?? 0;
    counts.set(each, left - 1);
    return left <= 0;
  });
}

function lost(theirs, ours) {
  const most = (list) => {
    const counts = new Map();
    for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
    return [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 25)
      .map(([each, count]) => (count > 1 ? `${each} (${count})` : each))
      .join(" · ");
  };
  const extra = most(missing(ours, theirs));
  return `  lost: ${most(missing(theirs, ours))}\n  ours: ${extra}\n  pairs: ${most(missing(pairs(theirs), pairs(ours)))}`;
}
