// What words mean, for the check of written sentences: node scripts/written/wordnet.mjs FOLDER
// FOLDER holds WordNet 3.0's data.*, index.* and *.exc (Debian's wordnet-base: /usr/share/wordnet).
// Writes models/wordnet/words.txt.br; src/language/en/wordnet.ts says how it is to be read.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const [from] = process.argv.slice(2);
if (!from) throw new Error("usage: node scripts/written/wordnet.mjs FOLDER");
const lines = (name) =>
  readFileSync(join(from, name), "latin1")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith(" "));

const PARTS = { noun: "n", verb: "v", adj: "a", adv: "r" };
/** Senses of a word, the commonest first, that count. */
const SENSES = 4;
const LEMMA = /^[a-z]{2,}(?:-[a-z]+)*$/;
const PHRASE = /^[a-z]+_[a-z]+$/;

/** By part of speech and offset: its words, and where its pointers lead. */
const synsets = new Map();
for (const [file, part] of Object.entries(PARTS)) {
  for (const line of lines(`data.${file}`)) {
    const fields = line.split(" | ")[0].trim().split(" ");
    const count = Number.parseInt(fields[3], 16);
    const words = Array.from({ length: count }, (_, i) => fields[4 + 2 * i].replace(/\(.*\)/, ""));
    const at = 4 + 2 * count;
    const pointers = Array.from({ length: Number(fields[at]) }, (_, i) => {
      const [kind, offset, pos, ends] = fields.slice(at + 1 + 4 * i, at + 5 + 4 * i);
      return {
        kind,
        to: `${pos}${offset}`,
        own: Number.parseInt(ends.slice(0, 2), 16),
        other: Number.parseInt(ends.slice(2), 16),
      };
    });
    synsets.set(`${part}${fields[0]}`, { words, pointers });
  }
}

/** lemma → its synsets, as many of each part of speech as count */
const senses = new Map();
for (const [file, part] of Object.entries(PARTS)) {
  for (const line of lines(`index.${file}`)) {
    const fields = line.trim().split(" ");
    const lemma = fields[0];
    if (!LEMMA.test(lemma) && !(part === "v" && PHRASE.test(lemma))) continue;
    const offsets = fields.slice(-Number(fields[2])).slice(0, SENSES);
    senses.set(lemma, [...(senses.get(lemma) ?? []), ...offsets.map((offset) => `${part}${offset}`)]);
  }
}
// A name's own line has small letters, too: "turkey" stays, "paris" does not.
for (const [lemma, own] of senses) {
  const common = own.filter((id) => synsets.get(id).words.includes(lemma));
  if (common.length > 0) senses.set(lemma, common);
  else senses.delete(lemma);
}

const follow = (id, kinds) =>
  synsets
    .get(id)
    .pointers.filter(({ kind }) => kinds.includes(kind))
    .map(({ to }) => to);
const parentsOf = (id) => follow(id, id.startsWith("a") ? ["&"] : ["@", "$"]);
const oppositesOf = (id) => {
  const own = follow(id, ["!"]);
  return own.length > 0 || !id.startsWith("a") ? own : follow(id, ["&"]).flatMap((head) => follow(head, ["!"]));
};
/** Words that another sort of word is made of: "decide", "decision". */
function derivedOf(lemma) {
  const found = senses.get(lemma).flatMap((id) => {
    const { words, pointers } = synsets.get(id);
    return pointers.flatMap(({ kind, to, own, other }) => {
      if (!["+", "\\", "<"].includes(kind) || words[own - 1] !== lemma) return [];
      return synsets.get(to).words[other - 1] ?? [];
    });
  });
  return [...new Set(found)].filter((word) => senses.has(word));
}

const numbers = new Map();
const wanted = [...new Set([...senses.values()].flat())];
for (const id of wanted) numbers.set(id, numbers.size);
for (let level = 0, some = wanted; level < 2; level++) {
  some = [...new Set(some.flatMap(parentsOf))].filter((id) => !numbers.has(id));
  for (const id of some) numbers.set(id, numbers.size);
}
const write = (ids) => ids.flatMap((id) => (numbers.has(id) ? numbers.get(id).toString(36) : [])).join(" ");
const out = [];
for (const id of numbers.keys()) out.push(`${write(parentsOf(id))}\t${write(oppositesOf(id))}`.trimEnd());
out.push("=");
for (const [lemma, own] of [...senses].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const kinds = own.map((id) => id[0] + numbers.get(id).toString(36)).join(" ");
  out.push(`${lemma.replaceAll("_", " ")}\t${kinds}\t${derivedOf(lemma).join(" ")}`.trimEnd());
}
out.push("=");
for (const [file, part] of Object.entries(PARTS)) {
  for (const line of lines(`${file}.exc`)) {
    const [form, ...bases] = line.split(" ");
    const known = bases.filter((base) => senses.has(base));
    if (LEMMA.test(form) && known.length > 0) out.push(`${part} ${form}\t${known.join(" ")}`);
  }
}
const target = fileURLToPath(new URL("../../models/wordnet/words.txt.br", import.meta.url));
const text = Buffer.from(out.join("\n"));
const packed = brotliCompressSync(text, {
  params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
});
writeFileSync(target, packed);
console.log(`${senses.size} words, ${numbers.size} meanings, ${packed.length} bytes`);
