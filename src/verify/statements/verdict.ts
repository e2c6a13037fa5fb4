import type { Contradiction, Uncovered, Verdict, VerifiedSentence } from "../../contract/verification.js";
import { TextMap } from "../../core/offsets.js";
import { span, utf16Index } from "../../core/spans.js";
import { SLIGHT_WORDS } from "../../language/en/lexicon.js";
import { isTitle } from "../../language/en/names.js";
import { cite } from "../../search/answer/cite.js";
import type { Sentence } from "./alignment.js";
import type { Assessment, Evidence, Lack } from "./assess.js";
import type { Anchor, EvidenceReader } from "./evidence-reader.js";
import type { WordVectors } from "./word-vectors.js";

/** A sentence counts as said from this share of its words on, and as said in part from a smaller one. */
const SUPPORTED_FROM = 0.42;
const PARTIAL_FROM = 0.3;
/** Names and figures alone say nothing: this share of the other words has to be there too. */
const CONTENT_FROM = 0.24;
/** In quite other words: less will do where the vectors are as near as this (cosine), which those of other matters seldom are. */
const CONTENT_FROM_IF_NEAR = 0.12;
const NEAR_COSINE = 0.8;
const CONTRADICTED_FROM = 0.42;
/** Evidence that says much less of the sentence than the best does is about something else, whatever its numbers are. */
const BEHIND_BEST = 0.06;
const LACK_COST = 0.15;
/** Cosine with some word of the evidence, from which on a word is said there in another one's place. */
const SAID_FROM = 0.4;

/** A sentence of the documents, held against a stated one. */
export interface Judged {
  readonly anchor: Anchor;
  readonly held: Evidence;
  readonly assessment: Assessment;
  /** 0 to 1: words and vector together. */
  readonly closeness: number;
  /** The same of the judged sentence alone. */
  readonly own: number;
  readonly members: Awaited<ReturnType<EvidenceReader["around"]>>["members"];
}

export type Conclusion = Omit<VerifiedSentence, "sentence" | "start" | "end">;

/** The verdict that the evidence which says most of a sentence gives. */
export async function conclude(
  stated: Sentence,
  judged: readonly Judged[],
  wordVectors: WordVectors,
): Promise<Conclusion> {
  const closest = judged.reduce<Judged | null>((a, b) => (a && a.own >= b.own ? a : b), null);
  if (!closest) return { verdict: "unsupported", strength: 0, passages: [], uncovered: [], contradictions: [] };
  const near = judged.filter(({ own }) => own >= closest.own - BEHIND_BEST);
  const best = near.reduce((a, b) => (worth(b) > worth(a) ? b : a));
  const unsaid = await unsaidWords(stated, best, wordVectors);
  const verdict = verdictOf(stated, best, unsaid);
  const { text } = stated.facts;
  const map = new TextMap(text);
  const { lacks, clashes } = best.assessment;
  const isExplained = verdict === "supported" || unsaid.length + clashes.length + lacks.filter(isCritical).length > 0;
  const uncovered = (isExplained ? [...lacks.filter(isCritical), ...unsaid] : lacks)
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start)
    .map(
      ({ kind, start, end }): Uncovered => ({
        kind,
        text: text.slice(start, end),
        start: map.toCodePoint(utf16Index(start)),
        end: map.toCodePoint(utf16Index(end)),
      }),
    );
  const contradictions: readonly Contradiction[] = verdict === "unsupported" ? [] : clashes;
  return { verdict, strength: round(strengthOf(best)), passages: quote(best), uncovered, contradictions };
}

/** Words that stand neither in the evidence nor mean there what another word means. */
async function unsaidWords(
  { facts }: Sentence,
  { assessment: { lacks, used }, held: { window } }: Judged,
  wordVectors: WordVectors,
): Promise<readonly Lack[]> {
  const missing = lacks.filter((lack) => {
    const text = facts.text.slice(lack.start, lack.end);
    return !isCritical(lack) && !SLIGHT_WORDS.has(text.toLowerCase()) && !isTitle(text);
  });
  if (missing.length === 0) return [];
  const texts = [...used].map((i) => window[i]!.facts.text);
  const nearest = await wordVectors.nearest(
    facts.text,
    missing.map(({ start }) => start),
    texts,
  );
  return missing.filter(({ start }) => !((nearest.get(start) ?? 0) >= SAID_FROM));
}

function isCritical({ kind }: Pick<Lack, "kind">): boolean {
  return kind !== "word";
}

function verdictOf({ facts }: Sentence, judged: Judged, unsaid: readonly Lack[]): Verdict {
  const { anchor, closeness, assessment } = judged;
  const { lacks, clashes, content, isAbout } = assessment;
  const enough = anchor.cosine >= NEAR_COSINE ? CONTENT_FROM_IF_NEAR : CONTENT_FROM;
  const isWhole = !lacks.some(isCritical) && unsaid.length === 0 && clashes.length === 0;
  if (isWhole && closeness >= SUPPORTED_FROM && isAbout && content >= enough) return "supported";
  if (clashes.length > 0 && closeness >= CONTRADICTED_FROM) return "contradicted";
  // Names and figures alone say nothing.
  const saysNothing = unsaid.length > 0 && unsaid.length === facts.content.length;
  return closeness >= PARTIAL_FROM && !saysNothing ? "partial" : "unsupported";
}
/** Evidence that lacks nothing comes before evidence that shares more words. */
function worth({ closeness, assessment: { lacks, clashes, isAbout } }: Judged): number {
  const critical = lacks.filter(isCritical).length;
  return closeness - LACK_COST * (critical + clashes.length + (isAbout ? 0 : 1));
}

function strengthOf(judged: Judged): number {
  return Math.max(0, Math.min(1, worth(judged)));
}

export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The sentences that it rests on: the one that was judged, then its neighbours, the nearest first. */
export function quote({ anchor, assessment: { used }, members }: Judged) {
  const quoted = [...used].sort((a, b) => a - b).map((i) => members[i]!);
  return quoted.map(({ sentence, passage }, i) =>
    cite(`c${i + 1}`, anchor.source, passage, span(sentence.start, sentence.end)),
  );
}
