import { type AnyOrama, create, insert, load, remove, save, search } from "@orama/orama";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createComponents, passageSchema } from "../../../src/store/orama/orama-components.js";

const WORDS = ["council", "budget", "limit", "treaty", "harbour", "river", "the", "of", "naïve", "2375", "東京"];
/** How the analyser writes each word. */
const TERMS = ["council", "budget", "limit", "treati", "harbour", "river", "the", "of", "naiv", "2375", "東京"];
const STOPPED = new Set(["the", "of"]);

interface Row {
  readonly words: readonly number[];
  readonly document: string;
  readonly vector: readonly number[];
}

const DIMENSIONS = 5;
/** Half a level of 127 in each number of a row, and next to nothing of the query's. */
const CODE_ERROR = (0.51 / 127) * Math.sqrt(DIMENSIONS);
const unit = fc
  .array(fc.integer({ min: -50, max: 50 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .map((values) => {
    const norm = Math.hypot(...values) || 1;
    return norm === 1 ? [1, 0, 0, 0, 0] : values.map((value) => Math.fround(value / norm));
  });
const word = fc.nat(WORDS.length - 1);
const row: fc.Arbitrary<Row> = fc.record({
  words: fc.array(word, { maxLength: 12 }),
  document: fc.constantFrom("a", "b", "c"),
  vector: unit,
});
/** Rows to insert; which to remove after; which of those to insert again with other content. */
const history = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 12 }),
  removed: fc.array(fc.nat(11), { maxLength: 6 }),
  again: fc.array(row, { maxLength: 3 }),
});
const question = fc.uniqueArray(word, { minLength: 1, maxLength: 5 });

function empty(): AnyOrama {
  const components = createComponents(DIMENSIONS, { value: Number.POSITIVE_INFINITY });
  return create({ schema: passageSchema(DIMENSIONS), components, sort: { enabled: false } });
}

function insertRow(orama: AnyOrama, id: string, { words, document, vector }: Row): void {
  insert(orama, { id, text: words.map((at) => WORDS[at]).join(" "), document_id: document, vector: [...vector] });
}

/** Lives the history through Orama's public functions, and says which rows should be there. */
function live({ rows, removed, again }: { rows: Row[]; removed: number[]; again: Row[] }) {
  const orama = empty();
  const expected = new Map<string, Row>();
  rows.forEach((content, at) => {
    insertRow(orama, `p${at}`, content);
    expected.set(`p${at}`, content);
  });
  search(orama, { term: "council" });
  for (const at of removed) {
    remove(orama, `p${at}`);
    expected.delete(`p${at}`);
  }
  const free = [...new Set(removed)].filter((at) => at < rows.length);
  again.slice(0, free.length).forEach((content, at) => {
    insertRow(orama, `p${free[at]}`, content);
    expected.set(`p${free[at]}`, content);
  });
  return { orama, expected };
}

/** Textbook BM25, written plainly. */
function textbook(rows: Map<string, Row>, asked: readonly number[]): Map<string, number> {
  const content = asked.filter((at) => !STOPPED.has(WORDS[at]!));
  const terms = content.length > 0 ? content : asked;
  const lengthOf = ({ words }: Row) => words.filter((at) => !STOPPED.has(WORDS[at]!)).length;
  const n = rows.size;
  const average = [...rows.values()].reduce((total, one) => total + lengthOf(one), 0) / n;
  const scores = new Map<string, number>();
  for (const [id, one] of rows) {
    let score = 0;
    for (const term of terms) {
      const frequency = one.words.filter((at) => at === term).length;
      const holders = [...rows.values()].filter(({ words }) => words.includes(term)).length;
      const idf = Math.log(1 + (n - holders + 0.5) / (holders + 0.5));
      const length = average === 0 ? 1 : lengthOf(one) / average;
      score += (idf * frequency * (1.2 + 1)) / (frequency + 1.2 * (1 - 0.75 + 0.75 * length));
    }
    if (score > 0) scores.set(id, score);
  }
  return scores;
}

function hitsOf(found: unknown): { id: string; score: number }[] {
  return (found as { hits: { id: string; score: number }[] }).hits.map(({ id, score }) => ({ id, score }));
}

function fulltext(orama: AnyOrama, asked: readonly number[], where?: object) {
  const term = asked.map((at) => WORDS[at]!.toUpperCase()).join(", ");
  return hitsOf(search(orama, { term, limit: 100, ...(where ? { where } : {}) }));
}

function nearest(orama: AnyOrama, value: number[], where?: object) {
  const vector = { value, property: "vector" };
  return hitsOf(search(orama, { mode: "vector", vector, similarity: -2, limit: 100, ...(where ? { where } : {}) }));
}

/** @param error how far a score may be off */
function expectScores(hits: { id: string; score: number }[], expected: Map<string, number>, error = 1e-9): void {
  expect(hits.map(({ id }) => id).sort()).toEqual([...expected.keys()].sort());
  for (const { id, score } of hits) expect(Math.abs(score - expected.get(id)!)).toBeLessThan(error);
  for (const [at, { score }] of hits.entries()) {
    if (at > 0) expect(score).toBeLessThanOrEqual(hits[at - 1]!.score);
  }
}

function loaded(orama: AnyOrama): AnyOrama {
  const other = empty();
  load(other, structuredClone(save(orama)));
  return other;
}

describe("Orama's full-text search", () => {
  it("scores as textbook BM25 does after insertion, removal, re-insertion, save and load", () => {
    fc.assert(
      fc.property(history, question, (past, asked) => {
        const { orama, expected } = live(past);
        const scores = textbook(expected, asked);
        expectScores(fulltext(orama, asked), scores);
        expectScores(fulltext(loaded(orama), asked), scores);
      }),
      { numRuns: 300 },
    );
  });

  it("goes on exactly after loading", () => {
    fc.assert(
      fc.property(history, row, question, (past, added, asked) => {
        const { orama, expected } = live(past);
        const other = loaded(orama);
        insertRow(other, "new", added);
        expected.set("new", added);
        const [first] = expected.keys();
        remove(other, first!);
        expected.delete(first!);
        expectScores(fulltext(other, asked), textbook(expected, asked));
      }),
    );
  });

  it("analyses each word to one term", () => {
    const { tokenizer } = createComponents(DIMENSIONS, { value: 1 });
    expect(WORDS.flatMap((one) => tokenizer.tokenize(one))).toEqual(TERMS);
  });
});

describe("Orama's vector search", () => {
  it("gives the rows and cosines of a naive scan, as exactly as 8-bit codes tell them", () => {
    fc.assert(
      fc.property(history, unit, (past, query) => {
        const { orama, expected } = live(past);
        const scores = new Map(
          [...expected].map(([id, { vector }]) => [id, vector.reduce((sum, x, at) => sum + x * query[at]!, 0)]),
        );
        expectScores(nearest(orama, query), scores, CODE_ERROR);
        expectScores(nearest(loaded(orama), query), scores, CODE_ERROR);
      }),
    );
  });

  it("drops what is less similar than asked for", () => {
    const orama = empty();
    insertRow(orama, "same", { words: [0], document: "a", vector: [1, 0, 0, 0, 0] });
    insertRow(orama, "opposite", { words: [0], document: "a", vector: [-1, 0, 0, 0, 0] });
    const vector = { value: [1, 0, 0, 0, 0], property: "vector" };
    expect(hitsOf(search(orama, { mode: "vector", vector, similarity: 0.5 }))).toEqual([{ id: "same", score: 1 }]);
  });
});

describe("a filter by document", () => {
  it("leaves out other documents' rows and changes no score, in both modes", () => {
    const documents = fc.subarray(["a", "b", "c", "nowhere"]);
    fc.assert(
      fc.property(history, question, unit, documents, (past, asked, query, wanted) => {
        const { orama, expected } = live(past);
        const isWanted = ({ id }: { id: string }) => wanted.includes(expected.get(id)!.document);
        const where = { document_id: { in: wanted } };
        expect(fulltext(orama, asked, where)).toEqual(fulltext(orama, asked).filter(isWanted));
        expect(nearest(orama, query, where)).toEqual(nearest(orama, query).filter(isWanted));
      }),
    );
  });

  it("refuses fields and operators that it doesn't know", () => {
    expect(() => fulltext(empty(), [0], { document_id: { nin: ["a"] } })).toThrow(RangeError);
    expect(() => fulltext(empty(), [0], { text: "council" })).toThrow(RangeError);
  });
});

describe("a limit", () => {
  it("gives the first of all results, whatever the ties", () => {
    fc.assert(
      fc.property(history, question, unit, fc.integer({ min: 1, max: 5 }), (past, asked, query, limit) => {
        const { orama } = live(past);
        const all = { words: fulltext(orama, asked), vectors: nearest(orama, query) };
        const capped = createComponents(DIMENSIONS, { value: limit });
        const other = create({ schema: passageSchema(DIMENSIONS), components: capped, sort: { enabled: false } });
        load(other, save(orama));
        expect(fulltext(other, asked)).toEqual(all.words.slice(0, limit));
        expect(nearest(other, query)).toEqual(all.vectors.slice(0, limit));
      }),
    );
  });
});
