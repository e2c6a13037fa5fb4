import { describe, expect, it } from "vitest";
import { type Passage, splitPassages } from "../../../src/index/split/passages.js";
import { readBytes } from "../../helpers/fixtures.js";
import type { Read } from "../../helpers/read-text.js";
import { WordTokenizer } from "../../helpers/word-tokenizer.js";

const HEADER = "Plant,Height in metres,Colour of the flower";
const rows = [...Array(40).keys()].map((number) => `Plant number ${number},${number},blue`);
const tokenizer = new WordTokenizer();
const settings = { maxTokens: 60, overlapTokens: 10 };

async function read(table: string): Promise<Read> {
  return (await readBytes("csv", new TextEncoder().encode(table), "plants.csv")) as Read;
}

const sizeOf = ({ context, sentences }: Passage) =>
  context.length + sentences.reduce((sum, { tokens }) => sum + tokens.length, 0);

describe("passages of a table", () => {
  it("have its header for the model, but for the one that holds it, and fit the budget with it", async () => {
    const passages = [...splitPassages(await read([HEADER, ...rows].join("\n")), tokenizer, settings)];
    const header = tokenizer.tokenize("Plant | Height in metres | Colour of the flower");
    expect(passages.length).toBeGreaterThan(3);
    for (const [index, passage] of passages.entries()) {
      expect(passage.context).toEqual(index === 0 ? [] : header);
      expect(sizeOf(passage)).toBeLessThanOrEqual(settings.maxTokens);
    }
  });

  it("say of every sentence in which row it stands", async () => {
    const table = await read([HEADER, ...rows].join("\n"));
    for (const { sentences } of splitPassages(table, tokenizer, settings)) {
      for (const { start, end, row } of sentences) {
        expect(table.text.slice(start, end)).toBe([HEADER, ...rows][row! - 1]);
      }
    }
  });

  it("cut a header that would leave no room for the rows", async () => {
    const wide = [...Array(200).keys()].map((number) => `column ${number}`).join(",");
    const passages = [...splitPassages(await read(`${wide}\na,b\nc,d\n`), tokenizer, settings)];
    for (const passage of passages) expect(sizeOf(passage)).toBeLessThanOrEqual(settings.maxTokens);
    expect(passages.at(-1)!.sentences.at(-1)!.row).toBe(3);
  });

  it.each([
    ["csv", "name;tons\nTern;12\nKite;7", ["name;tons", "name;tons", "name;tons"]],
    ["csv", "Tern;12\nKite;7", [null, null]],
    ["markdown", "> | name | tons |\n> | --- | --: |\n> | Tern | 12 |", ["| name | tons |", "| name | tons |"]],
    ["markdown", "| | 2019 |\n|-|-|\n| Tern | 12 |", [null, "| | 2019 |"]],
    ["text", "name | tons\n-----|-----\nTern | 12\nKite | 7", ["name | tons", "name | tons", "name | tons"]],
    ["text", "name | tons\nTern | 12\nKite | 7", ["name | tons", null, null]],
    ["html", "<table><tr><th>name<th>tons<tr><td>Tern<td>12</table>", ["name | tons", "name | tons"]],
    ["html", "<table><tr><td>name<td>tons<tr><td>Tern<td>12</table>", ["name | tons", null]],
    ["json", '{"name": "Tern", "tons": 12}', [null, null]],
  ] as const)("say of every row which one names its columns, if one does: %s %j", async (format, table, headers) => {
    const { text, blocks } = (await readBytes(format, new TextEncoder().encode(table), `fleet.${format}`)) as Read;
    const sentences = [...splitPassages({ text, blocks }, tokenizer, settings)].flatMap((passage) => passage.sentences);
    expect(sentences.map(({ header }) => header && text.slice(header.start, header.end))).toEqual(headers);
  });

  it("name the same header for both pieces of a row that was cut", async () => {
    const long = Array.from({ length: 90 }, (_, i) => `cell ${i}`).join(",");
    const names = Array.from({ length: 90 }, (_, i) => `c${i}`).join(",");
    const { text, blocks } = await read(`${names}\n${long}`);
    const cut = [...splitPassages({ text, blocks }, tokenizer, settings)]
      .flatMap((passage) => passage.sentences)
      .filter(({ row }) => row === 2);
    expect(cut.length).toBeGreaterThan(1);
    for (const { header } of cut) expect(header && text.slice(header.start, header.end)).toBe(names);
  });
});
