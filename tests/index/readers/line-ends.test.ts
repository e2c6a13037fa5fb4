import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type FormatName, formatOfPath } from "../../../src/index/readers/formats.js";
import { readBytes } from "../../helpers/fixtures.js";
import type { Read } from "../../helpers/read-text.js";
import { ROOT } from "../../helpers/shipped.js";

const FIXTURES = "tests/fixtures/formats";
const FILES = [
  ...["tour.srt", "talk.vtt", "committee.ics", "loans.ipynb", "libreoffice-semicolon.csv", "notes.rtf", "pandoc.html"],
  ...["offer.eml", "village-library.jats.xml", "source/notes.md", "source/letter.txt", "source/workbook.py"],
].map((name) => `${FIXTURES}/${name}`);
const MORE = [
  ".github/workflows/ci.yml",
  "tsconfig.json",
  "src/core/text.ts",
  "docs/man/footnote.1",
  "Dockerfile",
  "deploy/Caddyfile",
];

async function readAs(path: string, text: string): Promise<Read> {
  const result = await readBytes(formatOfPath(path) ?? ("text" as FormatName), Buffer.from(text, "latin1"), path);
  if (result.status !== "read") throw new Error(`${path} ${result.reason}`);
  return result;
}

const unix = (text: string) => text.replaceAll("\r\n", "\n");

test.each([...FILES, ...MORE])("%s says the same with the line ends of Windows", async (path) => {
  // Byte by byte, whatever the encoding is.
  const text = unix(readFileSync(join(ROOT, path), "latin1"));
  const [there, here] = [await readAs(path, text), await readAs(path, text.replaceAll("\n", "\r\n"))];
  const blocksOf = ({ blocks, text: whole }: Read) =>
    blocks.map(({ kind, section, start, end }) => [kind, section, unix(whole.slice(start, end))]);
  expect(blocksOf(here)).toEqual(blocksOf(there));
  expect(here.title).toBe(there.title);
  expect(there.blocks.length).toBeGreaterThan(0);
});
