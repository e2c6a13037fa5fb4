import { createHash } from "node:crypto";
import type { ScoreExplanation } from "../../src/contract/explanation.js";
import { asDocumentId, codePointOffset, type DocumentId } from "../../src/contract/ids.js";
import { type Span, sliceSpan, span } from "../../src/core/spans.js";

/** Plain text with sections. */
export const WARRANTY = `Warranty terms

1 Scope

These terms hold for every lamp sold after the first of March.

2 Limits

The warranty lasts 24 months from the day of delivery. It covers faults of
material and of workmanship. Wear of the switch is not covered.

Batteries are covered for 12 months only, whatever the lamp they came with.

3 Returns

Send the lamp to the workshop in Łódź with the receipt. The workshop answers
within ten working days.
`;

/** Wide characters, emoji, tabs, and sequences that would disturb a terminal. */
export const CARE = `Care of the lamp 💡

Clean the glass with a dry cloth. Never use solvents: they cloud the glass.

\u65e5\u672c\u8a9e: \u96fb\u6c60\u306f\u4e00\u5e74\u3054\u3068\u306b\u4ea4\u63db\u3057\u3066\u304f\u3060\u3055\u3044\u3002 Change the batteries once a year. \u001b[31mred\u001b[0m \u202etxet\u202c

\tStore\tit dry.
`;

const STOP_WORDS = new Set("a an and are does for how i in is it long of once the to what when who".split(" "));

export function idOf(path: string): DocumentId {
  return asDocumentId(`doc:${path}`);
}

export function hashOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

export function wordsOf(question: string): string[] {
  return (question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !STOP_WORDS.has(word));
}

export function bestSentenceIn(text: string, words: readonly string[]): Span[] {
  const sentences = Array.from(text.matchAll(/[^.。]+[.。]?/gu), (match) => {
    const lead = match[0].length - match[0].trimStart().length;
    return { at: span(match.index + lead, match.index + match[0].trimEnd().length), text: match[0].toLowerCase() };
  });
  const scored = sentences.map(({ at, text }) => ({ at, score: words.filter((word) => text.includes(word)).length }));
  const best = scored.sort((a, b) => b.score - a.score)[0];
  return best === undefined || best.score === 0 ? [] : [best.at];
}

/** As if words alone counted: the share of the question's words that the passage holds. */
export function explanationOf(text: string, words: readonly string[]): ScoreExplanation {
  const terms = words.map((word) => ({ word, idf: 1, score: text.toLowerCase().includes(word) ? 1 : 0 }));
  const bm25 = terms.reduce((sum, { score }) => sum + score, 0);
  const [best] = bestSentenceIn(text, words);
  const nothing = { scaled: 0, weight: 0, contribution: 0 };
  return {
    passage: { cosine: 0.8, ...nothing },
    sentence: {
      cosine: 0.81,
      words: 0,
      text: best ? sliceSpan(text, best) : text,
      start: codePointOffset(0),
      end: codePointOffset(0),
      ...nothing,
    },
    keywords: { bm25, terms, scaled: bm25 / words.length, weight: 1, contribution: bm25 / words.length },
    proximity: nothing,
    reader: nothing,
  };
}
