import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_PASSAGE_CHARACTERS } from "../../../src/contract/limits.js";
import { markdownReader } from "../../../src/index/readers/markdown-reader.js";
import { textReader } from "../../../src/index/readers/text/text-reader.js";
import { type Passage, splitPassages } from "../../../src/index/split/passages.js";
import { splitSentences } from "../../../src/index/split/sentences.js";
import { anyText, paragraph, type Read, readCorpus, readWith } from "../../helpers/read-text.js";
import { WordTokenizer } from "../../helpers/word-tokenizer.js";

const tokensOf = ({ sentences }: Passage) => sentences.reduce((sum, { tokens }) => sum + tokens.length, 0);
const split = (read: Pick<Read, "text" | "blocks">, maxTokens: number, overlapTokens: number) => [
  ...splitPassages(read, new WordTokenizer(), { maxTokens, overlapTokens }),
];

async function expectInvariants(read: Read, maxTokens: number, overlapTokens: number): Promise<void> {
  const passages = split(read, maxTokens, overlapTokens);
  const headings = new Set(read.blocks.filter(({ kind }) => kind === "heading").map(({ start }) => start));
  let covered = 0;
  let held = "";
  for (const [index, passage] of passages.entries()) {
    const { sentences } = passage;
    expect(passage.start).toBe(sentences[0]!.start);
    expect(passage.end).toBe(sentences.at(-1)!.end);
    expect(passage.end - passage.start).toBeLessThanOrEqual(MAX_PASSAGE_CHARACTERS);
    expect(tokensOf(passage)).toBeLessThanOrEqual(maxTokens);
    const fresh = sentences.filter(({ start }) => start >= covered);
    expect(fresh.length).toBeGreaterThan(0);
    const repeated = sentences.filter(({ start }) => start < covered);
    expect(repeated.reduce((sum, { tokens }) => sum + tokens.length, 0)).toBeLessThanOrEqual(overlapTokens);
    expect(repeated.some(({ kind }) => kind === "heading")).toBe(false);
    const body = sentences.findIndex(({ kind }) => kind !== "heading");
    if (body >= 0) expect(sentences.slice(body).some(({ start }) => headings.has(start))).toBe(false);
    const fullOfHeadings =
      body < 0 && tokensOf(passage) + (passages[index + 1]?.sentences[0]?.tokens.length ?? 0) > maxTokens;
    if (index < passages.length - 1) expect(body >= 0 || fullOfHeadings).toBe(true);
    for (const { start, end, tokens } of sentences) {
      const text = read.text.slice(start, end);
      expect(text).not.toMatch(/\p{Cs}/u);
      expect(tokens).toHaveLength(new WordTokenizer().tokenize(text).length);
    }
    held += fresh.map(({ start, end }) => read.text.slice(start, end)).join("");
    covered = passage.end;
  }
  const said = splitSentences(read).map(({ start, end }) => read.text.slice(start, end));
  expect(held.replace(/\s/g, "")).toBe(said.join("").replace(/\s/g, ""));
}

describe("passages", () => {
  it("hold every sentence, within the budget, each with something new", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyText,
        fc.constantFrom(textReader, markdownReader),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 30 }),
        async (text, reader, maxTokens, overlapTokens) =>
          expectInvariants(await readWith(reader, text), maxTokens, overlapTokens),
      ),
      { numRuns: 500 },
    );
  });

  it.each(["000_309c6c9cf8134383.txt", "001_667eb3beee58e5a3.txt", "004_0bf4399a0d973e27.txt"])(
    "of the shipped %s keep to the rules",
    async (path) => {
      await expectInvariants(await readCorpus(path), 200, 64);
      await expectInvariants(await readCorpus(path), 30, 10);
    },
  );

  it("are the same each time, and no sentence is tokenised twice", async () => {
    const read = await readCorpus("001_667eb3beee58e5a3.txt");
    const tokenizer = new WordTokenizer();
    const passages = [...splitPassages(read, tokenizer, { maxTokens: 200, overlapTokens: 64 })];
    expect([...splitPassages(read, new WordTokenizer(), { maxTokens: 200, overlapTokens: 64 })]).toEqual(passages);
    expect(tokenizer.seen).toHaveLength(splitSentences(read).length);
  });

  it("start at a heading, and go back over none", async () => {
    const read = await readWith(
      markdownReader,
      "# A\n\nOne two.\n\nThree four.\n\n## B\n\nFive six.\n\n## C\n\n### D\n\nSeven.",
    );
    const texts = split(read, 12, 6).map(({ start, end, section }) => [read.text.slice(start, end), section]);
    expect(texts).toEqual([
      ["A\n\nOne two.\n\nThree four.", ["A"]],
      ["B\n\nFive six.", ["A", "B"]],
      ["C\n\n### D\n\nSeven.", ["A", "C", "D"]],
    ]);
  });

  it("say whole sentences of the one before again", () => {
    const document = paragraph("One one one. Two two two. Three three three. Four four four.");
    const texts = split(document, 12, 5).map(({ start, end }) => document.text.slice(start, end));
    expect(texts).toEqual(["One one one. Two two two. Three three three.", "Three three three. Four four four."]);
  });

  it("cut a table row between cells and other text between words", async () => {
    const read = await readWith(textReader, "x\n\nalpha beta | gamma delta | epsilon zeta\none | two | three\n");
    const cut = split(read, 4, 0).flatMap(({ sentences }) =>
      sentences.map(({ start, end }) => read.text.slice(start, end)),
    );
    expect(cut).toEqual(["x", "alpha beta |", "gamma delta |", "epsilon zeta", "one | two |", "three"]);
  });

  it("cut a sentence rather than part it from its heading", async () => {
    const read = await readWith(markdownReader, "# A heading\n\nOne two three four five six seven eight nine.");
    const passages = split(read, 10, 0);
    expect(passages[0]!.sentences.length).toBeGreaterThan(1);
    expect(passages.every((passage) => tokensOf(passage) <= 10)).toBe(true);
  });

  it("never cut inside a surrogate pair, however long a text without spaces is", () => {
    const document = paragraph("😀".repeat(4001));
    for (const { start, end } of split(document, 200, 64)) {
      expect(document.text.slice(start, end)).not.toMatch(/\p{Cs}/u);
      expect(end - start).toBeLessThanOrEqual(MAX_PASSAGE_CHARACTERS);
    }
  });

  it("hold nothing that the tokenizer reads as nothing, which would fill no budget", async () => {
    const words = new WordTokenizer();
    const tokenizer = { tokenize: (text: string) => words.tokenize(text.replaceAll("\u200b", "")) };
    const read = await readWith(textReader, `One two.\n\n${"\u200b\n\n".repeat(5000)}Three four.`);
    const passages = [...splitPassages(read, tokenizer, { maxTokens: 200, overlapTokens: 64 })];
    expect(passages.flatMap(({ sentences }) => sentences.map(({ start, end }) => read.text.slice(start, end)))).toEqual(
      ["One two.", "Three four."],
    );
  });

  it("carry the page and row of their first block", () => {
    const { text, blocks } = paragraph("A row of a file.");
    const [passage] = split(
      { text, blocks: [{ ...blocks[0]!, page: 7, pageLabel: "v", row: 3, column: "note" }] },
      9,
      0,
    );
    expect(passage).toMatchObject({ page: 7, pageLabel: "v", row: 3, column: "note" });
  });
});
