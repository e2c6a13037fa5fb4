import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { markdownReader } from "../../../src/index/readers/markdown-reader.js";
import { textReader } from "../../../src/index/readers/text/text-reader.js";
import { splitPassages } from "../../../src/index/split/passages.js";
import { readWith } from "../../helpers/read-text.js";
import { ROOT, TEXTS } from "../../helpers/shipped.js";
import { WordTokenizer } from "../../helpers/word-tokenizer.js";

const DOCUMENTS = [
  ...TEXTS,
  ...["README.md", "docs/security.md"].map((path) => [path, readFileSync(join(ROOT, path), "utf8")] as const),
];
const unix = (text: string) => text.replaceAll("\r\n", "\n");

/** The sentences of each passage, and where each stands. */
async function sentencesOf(path: string, text: string) {
  const read = await readWith(path.endsWith(".md") ? markdownReader : textReader, text, path);
  const passages = [...splitPassages(read, new WordTokenizer(), { maxTokens: 200, overlapTokens: 64 })];
  return { text: read.text, passages: passages.map(({ sentences }) => sentences) };
}

test.each(DOCUMENTS)(
  "%s has the same sentences with the line ends of Windows, each in its own place",
  async (path, text) => {
    expect(text).not.toContain("\r");
    const there = await sentencesOf(path, text);
    const here = await sentencesOf(path, text.replaceAll("\n", "\r\n"));
    const quotes = ({ text: whole, passages }: typeof there) =>
      passages.map((sentences) => sentences.map(({ start, end }) => unix(whole.slice(start, end))));
    expect(quotes(here)).toEqual(quotes(there));
    // As many characters further on as there are line ends before.
    const moved = (offset: number) => offset + (there.text.slice(0, offset).match(/\n/g)?.length ?? 0);
    const places = here.passages.flat().map(({ start }) => start);
    expect(places).toEqual(there.passages.flat().map(({ start }) => moved(start)));
  },
);
