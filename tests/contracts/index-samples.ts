import { createHash } from "node:crypto";
import { asDocumentId, asPassageId, type DocumentId } from "../../src/contract/ids.js";
import type { PageLayout, WordBox } from "../../src/core/page-layout.js";
import { span } from "../../src/core/spans.js";
import type { DocumentContent, IndexStore, PassageRecord, StoredDocument } from "../../src/store/index-store.js";

export const DIMENSIONS = 24;

export const SETTINGS = {
  corpus: '/tmp/corpus of "quotes"\n\u{1F600}',
  fingerprint: {
    model: 'local/../model\\with "anything"',
    weights: "ab".repeat(32),
    pooling: "mean",
    queryPrefix: "query: ",
    passagePrefix: "passage: ",
    dimensions: DIMENSIONS,
  },
  splitter: { version: 1, maxTokens: 200, overlapTokens: 64 },
  limits: { maxDepth: 32, maxFiles: 100_000, maxFileMb: 64, secondsPerFile: 60, passagesPerFile: 20_000 },
} as const;

export interface SampleDocument {
  readonly document: StoredDocument;
  readonly text: string;
  readonly content: DocumentContent;
  readonly passages: readonly PassageRecord[];
}

/** A unit vector that depends on the seed alone. */
export function unitVector(seed: string, dimensions = DIMENSIONS): Float32Array {
  const vector = new Float32Array(dimensions);
  for (let at = 0; at < dimensions; at++) {
    vector[at] = createHash("sha256").update(`${seed} ${at}`).digest().readInt16LE(0);
  }
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

/** A document of one passage a line; a passage's sentences end at full stops. */
export function sampleDocument(name: string, text: string): SampleDocument {
  const id = asDocumentId(name);
  const passages = [...text.matchAll(/[^\n]+/g)].map((line, ordinal): PassageRecord => {
    const place = {
      page: ordinal % 3 === 0 ? null : ordinal,
      pageLabel: ordinal % 3 === 0 ? null : "iv",
      row: ordinal % 2 === 0 ? null : ordinal,
      column: ordinal % 2 === 0 ? null : "amount",
      part: ordinal % 2 === 0 ? null : ({ kind: "cells", sheet: name, range: `A${ordinal}:C${ordinal}` } as const),
      ocr: ordinal % 2 === 0 ? null : 0.875,
    };
    // Of some sentences, and not the same one everywhere.
    const header = span(0, Math.min(text.length, 5 + ordinal));
    const sentences = [...line[0].matchAll(/[^.]+\.?/g)].map((sentence, at) => {
      const start = line.index + sentence.index;
      const there = at === 0 ? place : { ...place, page: (place.page ?? 0) + at, pageLabel: `v${at}`, row: at };
      return {
        ...span(start, start + sentence[0].length),
        kind: "paragraph" as const,
        header: at === 1 ? header : null,
        ...there,
      };
    });
    const seed = `${name} ${line[0]}`;
    const passage = {
      ...span(line.index, line.index + line[0].length),
      id: asPassageId(`${name}#${ordinal}`),
      documentId: id,
      ordinal,
      sentences,
      section: ordinal % 2 === 0 ? [] : ["1 Limits", `Part ${ordinal}`],
      ...place,
      inputHash: createHash("sha256").update(seed).digest("hex"),
    };
    const sentenceVectors = new Float32Array(sentences.length * DIMENSIONS);
    sentences.forEach((_, at) => {
      sentenceVectors.set(unitVector(`${seed} ${at}`), at * DIMENSIONS);
    });
    return { passage, titles: "", vector: unitVector(seed), sentenceVectors };
  });
  const document = {
    id,
    path: `${name}.txt`,
    file: `${name}.txt`,
    title: name,
    names: [{ source: "title" as const, text: name }],
    fields: {},
    unread: [],
    contentHash: `sha256:${createHash("sha256").update(text).digest("hex")}`,
    size: text.length,
    modified: 1_700_000_000_000.5,
    passages: passages.length,
  };
  return { document, text, content: { text, layout: layoutOf(text) }, passages };
}

/** Each word beside the one before it, on one page a line; of a text without a line end, nothing. */
function layoutOf(text: string): PageLayout | null {
  const lines = text.split("\n");
  if (lines.length === 1) return null;
  const words = [...text.matchAll(/\S+/g)].map((word): WordBox => {
    const page = text.slice(0, word.index).split("\n").length;
    const left = (word.index % 70) * 7.5;
    const box = { left, top: 20.25, right: left + word[0].length * 7.5, bottom: 31.5 };
    return { ...span(word.index, word.index + word[0].length), page, ...box };
  });
  return { pages: lines.map(() => ({ unit: "points", width: 595.25, height: 842 })), words };
}

export const SAMPLES: readonly SampleDocument[] = [
  sampleDocument("agenda", "The council met on 2017-04-28. It adopted resolution 2375.\nThe budget is 13,687 dollars."),
  sampleDocument("empty", ""),
  sampleDocument(
    'naïve \u{1F4C4} "path"\n',
    "Emoji \u{1F600} come before the naïve quote.\nЭто предложение. 東京に住んでいます。\n\n\r\nThe council has a budget.",
  ),
  sampleDocument("single", "To be, or not to be: that is the question."),
];

export async function writeSamples(store: IndexStore, samples = SAMPLES, indexedAt = "2026-01-01T00:00:00Z") {
  const writer = await store.begin(SETTINGS);
  for (const { document, content, passages } of samples) await writer.addDocument(document, content, passages);
  return writer.commit(
    [{ path: "bad.pdf", file: "bad.pdf", reason: 'It is "broken".', size: 3, modified: 1 }],
    indexedAt,
  );
}

export const ids = (...names: string[]): Set<DocumentId> => new Set(names.map(asDocumentId));
