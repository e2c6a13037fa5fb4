// Holds the main text that is found in web pages against what is known of it. A set is a folder of pages; a page is a
// folder with `source.html` and one of
//   expected.txt, expected.html   the whole main text; measured by words, as a multiset, in lower case
//   expected.json                 { "with": [], "without": [] }, pieces of text that belong to it and that do not
// Other finders are measured beside ours where they are installed in the folder that --beside names:
// @mozilla/readability with linkedom or jsdom, defuddle with linkedom.
// usage: node bench/run.mjs main-text SET [SET...]    [--beside FOLDER] [--pages: a row a page, as tab-separated values]
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseDocument } from "htmlparser2";
import { declaredCharset, decodeText } from "../dist/index/readers/decode-text.js";
import { htmlReader } from "../dist/index/readers/html/html-reader.js";

/** A page of whose main text less than this is found is lost. */
const LOST_BELOW = 0.5;
/** Pages read before the clock starts. */
const WARM_UP = 10;
/** Scripts that put no space between words count by the character. */
const WORD =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]|[\p{L}\p{M}\p{N}]+/gu;
const UNSHOWN = new Set(["script", "style", "template", "noscript"]);
const INLINE = /^(?:a|abbr|b|bdi|cite|code|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|tt|u|var|wbr)$/;

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: { beside: { type: "string" }, pages: { type: "boolean", default: false } },
});
if (positionals.length === 0) throw new Error("name a folder of pages, or several");

const finders = { ours, ...(values.beside ? besides(resolve(values.beside)) : {}) };
for (const set of positionals) await measure(set);

async function measure(set) {
  const pages = readdirSync(set)
    .sort()
    .filter((name) => existsSync(join(set, name, "source.html")))
    .map((name) => ({ name, bytes: readFileSync(join(set, name, "source.html")), known: knownOf(join(set, name)) }));
  console.log(`\n${basename(set)}: ${pages.length} pages`);
  console.log(row("", ["precision", "recall", "F1", "lost", "failed", "ms a page", "ratio"]));
  let baseline;
  for (const [finder, find] of Object.entries(finders)) {
    for (const { bytes } of pages.slice(0, WARM_UP)) await attempt(find, bytes);
    const scores = [];
    let ms = 0;
    for (const { name, bytes, known } of pages) {
      const started = performance.now();
      const text = await attempt(find, bytes);
      ms += performance.now() - started;
      const score = { ...known(text ?? ""), failed: text === undefined };
      scores.push(score);
      if (values.pages) console.log([finder, name, score.precision, score.recall, score.f1].join("\t"));
    }
    baseline ??= ms;
    const mean = (of) => (scores.reduce((sum, score) => sum + of(score), 0) / scores.length) * 100;
    const count = (of) => String(scores.filter(of).length);
    console.log(
      row(finder, [
        mean(({ precision }) => precision).toFixed(1),
        mean(({ recall }) => recall).toFixed(1),
        mean(({ f1 }) => f1).toFixed(1),
        count(({ recall }) => recall < LOST_BELOW),
        count(({ failed }) => failed),
        (ms / pages.length).toFixed(1),
        (ms / baseline).toFixed(2),
      ]),
    );
  }
}

async function attempt(find, bytes) {
  try {
    return await find(bytes);
  } catch {
    return undefined;
  }
}

async function ours(bytes) {
  const result = await htmlReader.read({ path: "page.html", bytes });
  return result.status === "read" ? result.text : undefined;
}

/** The finders whose packages are in a folder's `node_modules`. */
function besides(folder) {
  const require = createRequire(join(folder, "package.json"));
  const has = (name) => existsSync(join(folder, "node_modules", name));
  const found = {};
  if (has("@mozilla/readability")) {
    const { Readability } = require("@mozilla/readability");
    const read = (document) => {
      const content = new Readability(document).parse()?.content;
      return content ? textOf(content) : undefined;
    };
    if (has("linkedom")) {
      const { parseHTML } = require("linkedom");
      found["readability, linkedom"] = async (bytes) => read(parseHTML(await sourceOf(bytes)).document);
    }
    if (has("jsdom")) {
      const { JSDOM, VirtualConsole } = require("jsdom");
      const options = { virtualConsole: new VirtualConsole(), url: "https://example.org/page.html" };
      found["readability, jsdom"] = async (bytes) => {
        const { window } = new JSDOM(await sourceOf(bytes), options);
        const text = read(window.document);
        window.close();
        return text;
      };
    }
  }
  if (has("defuddle") && has("linkedom")) {
    const { Defuddle } = require(join(folder, "node_modules/defuddle/dist/node.js"));
    found["defuddle, linkedom"] = async (bytes) => {
      const { content } = await Defuddle(await sourceOf(bytes), "https://example.org/page.html", { useAsync: false });
      return content ? textOf(content) : undefined;
    };
  }
  return found;
}

async function sourceOf(bytes) {
  return (await decodeText(bytes, declaredCharset(bytes))).text;
}

/** All text of some HTML that is not code, whether it would be shown or not. */
function textOf(html) {
  const parts = [];
  const stack = [...parseDocument(html).children].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (typeof node === "string") parts.push(node);
    else if (node.type === "text") parts.push(node.data);
    else if (node.children && !UNSHOWN.has(node.name)) {
      const apart = node.name !== undefined && !INLINE.test(node.name);
      if (apart) stack.push("\n");
      for (const child of node.children.toReversed()) stack.push(child);
      if (apart) parts.push("\n");
    }
  }
  return parts.join("");
}

/** What holds a text against what is known of a page's main text. */
function knownOf(folder) {
  const read = (name) => {
    const file = join(folder, name);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  const pieces = read("expected.json");
  if (pieces !== undefined) return (text) => byPieces(JSON.parse(pieces), text);
  const html = read("expected.html");
  const words = wordsOf(html === undefined ? read("expected.txt") : textOf(html));
  return (text) => byWords(words, wordsOf(text));
}

function byPieces(known, text) {
  const bare = (piece) => piece.replace(/\s+/g, "");
  const all = bare(text);
  const found = (pieces) => pieces.filter((piece) => all.includes(bare(piece))).length;
  return scoreOf(found(known.with), found(known.with) + found(known.without), known.with.length);
}

function byWords(known, words) {
  let shared = 0;
  for (const [word, times] of known) shared += Math.min(times, words.get(word) ?? 0);
  const total = (counts) => [...counts.values()].reduce((sum, times) => sum + times, 0);
  return scoreOf(shared, total(words), total(known));
}

function scoreOf(right, given, wanted) {
  const precision = given === 0 ? 0 : right / given;
  const recall = wanted === 0 ? 1 : right / wanted;
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function wordsOf(text) {
  const counts = new Map();
  for (const word of text.toLowerCase().match(WORD) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function row(name, cells) {
  return `${name.padEnd(24)}${cells.map((cell) => cell.padStart(11)).join("")}`;
}
