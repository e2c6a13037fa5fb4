import { createHash, randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readFile } from "../../../src/index/readers/read-document.js";
import { splitSentences } from "../../../src/index/split/sentences.js";
import { CORPUS, ROOT } from "../../helpers/shipped.js";
import { type Files, tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const PROSE = "The boiler is checked every year. Its certificate hangs beside the door.";
const BYTES = Buffer.concat(Array.from({ length: 200 }, (_, i) => createHash("sha256").update(`${i}`).digest()));
const lines = (text: string, width: number) => text.match(new RegExp(`.{1,${width}}`, "g"))!.join("\n");
const BASE64 = lines(BYTES.toString("base64"), 76);
const DUMP = Array.from({ length: 40 }, (_, i) => {
  const row = BYTES.subarray(i * 16, i * 16 + 16);
  const shown = row.toString("latin1").replace(/[^ -~]/g, ".");
  return `${(i * 16).toString(16).padStart(8, "0")}: ${row.toString("hex").match(/.{4}/g)!.join(" ")}  ${shown}`;
}).join("\n");
const UU_LINE = (bytes: Buffer) =>
  `M${Array.from({ length: 15 }, (_, i) => {
    const three = bytes.readUIntBE(i * 3, 3);
    return [18, 12, 6, 0].map((shift) => String.fromCharCode(((three >> shift) & 63) + 32)).join("");
  }).join("")}`;
const UUENCODED = Array.from({ length: 90 }, (_, i) => UU_LINE(BYTES.subarray(i * 45, i * 45 + 45))).join("\n");
const BASE85 = lines(
  Array.from({ length: BYTES.length / 4 }, (_, i) => {
    const four = BYTES.readUInt32BE(i * 4);
    return [4, 3, 2, 1, 0].map((power) => String.fromCharCode((Math.floor(four / 85 ** power) % 85) + 33)).join("");
  }).join(""),
  75,
);
const RECORDS = Array.from({ length: 40 }, (_, i) =>
  `S113${(i * 16).toString(16).padStart(4, "0")}${BYTES.subarray(i * 16, i * 16 + 17).toString("hex")}`.toUpperCase(),
).join("\n");
const DRAWING = `M${Array.from({ length: 900 }, (_, i) => `${(i * 1.7).toFixed(2)},${(i * 2.3).toFixed(2)}`).join(" ")}Z`;
const NUMBERS = Array.from({ length: 600 }, (_, i) => `${i} ${(i * 1.37).toFixed(3)} ${-i} 1e-${i % 9}`).join("\n");
const MINIFIED = "var a=b(c,d);if(e){f[g]=function(h){return h?i(j):k}}".repeat(40);

async function readOne(name: string, content: string | Uint8Array) {
  const folder = await tempFolder();
  await writeFiles(folder, { [name]: content } as Files);
  return readFile(folder, { path: name });
}

it.each([
  ["base64", BASE64, /^\d+ lines of base64$/],
  ["uuencoded bytes", UUENCODED, /^\d+ lines of encoded bytes$/],
  ["bytes in base 85", BASE85, /^\d+ lines of encoded bytes$/],
  ["a hex dump", DUMP, /^40 lines of a hex dump$/],
  ["records for a programmer of chips", RECORDS, /^40 lines of a hex dump$/],
  ["a drawing's path", DRAWING, /^1 line of bare numbers$/],
  ["long runs of bare numbers", NUMBERS, /^600 lines of bare numbers$/],
  ["minified code", MINIFIED, /^1 line of minified code or data$/],
])("%s is left out of the passages, and said not to be read", async (_, machine, words) => {
  const result = await readOne("notes.txt", `${PROSE}\n\n${machine}\n\n${PROSE}\n`);
  if (result.status === "skipped") throw new Error(result.reason);
  const [document] = result.documents;
  expect(document!.unread).toEqual([expect.stringMatching(words)]);
  const said = splitSentences(document!).map(({ start, end }) => document!.text.slice(start, end));
  expect(said.join(" ")).toBe(`${PROSE} ${PROSE}`);
});

it.each([
  [
    "a program's usage",
    "tool \\fINAME\\fR",
    (n: number) => ` [\\fB\\-\\-option\\-number\\-${n}\\fR=\\fIA_VALUE_${n}\\fR\\ |\\ \\fB\\-\\-other\\fR]`,
  ],
  ["a list of names", "L<Compress::Zlib>", (n: number) => `, L<IO::Compress::Part${n}>, L<IO::Uncompress::Part${n}>`],
])("%s in one long line is read", async (_, start, part) => {
  const line = start + Array.from({ length: 40 }, (_, n) => part(n)).join("");
  const result = await readOne("notes.txt", `${PROSE}\n\n${line}\n`);
  if (result.status === "skipped") throw new Error(result.reason);
  expect(result.documents[0]!.unread).toEqual([]);
});

it("a file of nothing else is set aside with the reason", async () => {
  expect(await readOne("key.txt", BASE64)).toMatchObject({
    status: "skipped",
    reason: expect.stringMatching(/^holds nothing but \d+ lines of base64, which no person wrote$/),
  });
});

it.each([
  [
    "a picture of astronomy",
    Buffer.concat([Buffer.from("SIMPLE  =                    T".padEnd(2880)), BYTES]),
    "FITS",
  ],
  ["a program for printers", "%!PS-Adobe-3.0\n/Times-Roman findfont\n(Hello) show\n", "PostScript"],
  [
    "bytes that a one-byte encoding has letters for",
    BYTES.map((byte) => (byte % 2 ? 192 : 224) + (byte % 32)),
    "binary",
  ],
  ["characters that can't be seen", "\u200b\f\u00ad\n\n\ufffd", "seen"],
  ["random bytes", randomBytes(5000), "binary"],
])("%s is set aside whatever its ending says", async (_, content, word) => {
  for (const name of ["a.txt", "a.log", "a.csv", "a.json", "a.md", "a.py"]) {
    expect(await readOne(name, content)).toMatchObject({ status: "skipped", reason: expect.stringContaining(word) });
  }
});

it("nothing of what people wrote is taken for such: the corpus, the guides, the code, the notes of packages", async () => {
  const packages = readdirSync(join(ROOT, "node_modules"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("@") && !entry.name.startsWith("."))
    .map(({ name }) => `node_modules/${name}/README.md`);
  const own = [CORPUS, join(ROOT, "docs"), join(ROOT, "src")].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length)),
  );
  const wrong: string[] = [];
  for (const path of [...own, ...packages]) {
    const result = await readFile(ROOT, { path });
    const told = result.status === "read" ? result.documents.flatMap(({ unread }) => unread) : [result.reason];
    if (told.some((words) => /lines? of|no person|binary/.test(words))) wrong.push(`${path}: ${told}`);
  }
  expect(wrong).toEqual([]);
}, 120_000);

it("tables of figures, lists of paths and checksums stay", async () => {
  const years = `Rainfall\n\n${Array.from({ length: 40 }, (_, i) => `${1980 + i} 1204 1388 0997 1100 1250 1301 1299 1190`).join("\n")}`;
  const sums = Array.from({ length: 40 }, (_, i) => `${BYTES.subarray(i, i + 32).toString("hex")}  disc-${i}.iso`).join(
    "\n",
  );
  const paths = Array.from(
    { length: 40 },
    (_, i) => `/srv/archive/2019/minutes/of-the-${i}th-general-assembly.txt`,
  ).join(" ");
  const csv = `station,year,mm\n${Array.from({ length: 900 }, (_, i) => `${i},${1900 + (i % 90)},${i * 3}`).join("\n")}`;
  for (const [name, text] of Object.entries({
    "years.txt": years,
    "sums.txt": sums,
    "commits.txt": sums.replace(/^(.{40}).*$/gm, "$1"),
    "paths.txt": paths,
    "rain.csv": csv,
  })) {
    const result = await readOne(name, text);
    expect(result).toMatchObject({ status: "read", documents: [{ unread: [] }] });
  }
});

it("a key of a few lines stays", async () => {
  const key = lines(BYTES.toString("base64").slice(0, 200), 76);
  expect(await readOne("key.txt", `${PROSE}\n\n${key}\n`)).toMatchObject({ documents: [{ unread: [] }] });
});
