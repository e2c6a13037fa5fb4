/**
 * What people read of answers, wherever they read it. Names of files are on one line and safe; other text of documents
 * stands as it is, but where a function says so, and is made safe by who shows it.
 */
import type { Answer, Confidence, Coverage, Location, Part, StaleFile, Written } from "../contract/answer.js";
import type { Problem } from "../contract/problem.js";
import type { VerifiedSentence } from "../contract/verification.js";
import type { WritingSent, WrittenReason, WrittenSentence } from "../contract/written.js";
import { oneLine, printableLine, shorten, singleSpaced, withStop } from "./text.js";

/** A number with its noun, in words for people: `1 file`, `1,204 files`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** `path:12 (page 7)`, on one line. @param isWhole names the last line too: `path:12-14 (page 7)` [false] */
export function place(location: Location, isWhole = false): string {
  const { path, line_start, line_end } = location;
  const last = isWhole && line_end !== line_start ? `-${line_end}` : "";
  const within = placeNames(location);
  const after = within.length === 0 ? "" : ` (${within.join(", ")})`;
  return `${printableLine(path)}:${line_start}${last}${after}`;
}

/** `page 7`, `Budget!B7:D7`, `slide 3`, `OCR, 87%`: what a format calls a place, without lines and rows. */
export function placeNames(location: Pick<Location, "page" | "page_label" | "part" | "ocr">): string[] {
  const { page, part, ocr } = location;
  const own = part === null ? (page === null ? [] : [pageName(location)]) : [partName(part)];
  return [...own, ...(ocr === null ? [] : [`OCR, ${percentOf(ocr)}`])];
}

/** `Budget!B7:D7`, `slide 3, notes`, `0:01:02`. */
function partName(part: Part): string {
  if (part.kind === "cells") return `${printableLine(part.sheet)}!${part.range}`;
  if (part.kind === "slide") return `slide ${part.number}${part.notes ? ", notes" : ""}`;
  return clock(part.start);
}

/** Seconds as `0:01:02`. */
function clock(seconds: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Where something stands in a file that is named beside it: `page 7, row 3, lines 12–14`. */
export function placeInFile(location: Location): string {
  const { line_start, line_end, row, part } = location;
  const lines = line_start === line_end ? `line ${line_start}` : `lines ${line_start}–${line_end}`;
  return [...placeNames(location), ...(row === null || part?.kind === "cells" ? [] : [`row ${row}`]), lines].join(", ");
}

/** `page 7`, by the name that the document gives it. */
export function pageName({ page, page_label }: Pick<Location, "page" | "page_label">): string {
  return `page ${page_label === null ? page : printableLine(page_label)}`;
}

/** A document's title, or its path where it has none, as it stands there. */
export function titleOf({ title, path }: { readonly title: string; readonly path: string }): string {
  return title === "" ? path : title;
}

/** `a, b, c and 4 more`: the first of some. */
function firstOf<Item>(all: readonly Item[], most: number, name: (item: Item) => string, separator = ", "): string {
  const more = all.length - most;
  return `${all.slice(0, most).map(name).join(separator)}${more > 0 ? ` and ${more} more` : ""}`;
}

const NAMES_SHOWN = 10;

/** `papers, contracts, minutes`, and of many how many more there are. */
export function namesListed(names: readonly string[]): string {
  return firstOf(names, NAMES_SHOWN, (name) => name);
}

const DOCUMENTS_NAMED = 3;

/** `Minutes (2025/october.md); Minutes (2025/november.md) and 4 more`, on one line and safe. */
export function documentsNamed(documents: readonly { readonly title: string; readonly path: string }[]): string {
  const name = ({ title, path }: (typeof documents)[number]) => {
    const file = printableLine(path);
    return title === "" || file.endsWith(title) ? file : `${oneLine(title)} (${file})`;
  };
  return firstOf(documents, DOCUMENTS_NAMED, name, "; ");
}

/** The sections that hold a place, the widest first, each name once and without the title's, as they stand there. */
export function sectionsOf({ title, section }: Pick<Location, "title" | "section">): string[] {
  const names = [title, ...section].map(singleSpaced);
  return names.filter((name, i) => i > 0 && name !== "" && names.indexOf(name) === i);
}

const HEADING_CHARACTERS = 100;

/** The title with the sections that hold the place: `Lease › Notice`. On one line, and safe. */
export function heading(location: Location): string {
  return shorten([titleOf(location), ...sectionsOf(location)].map(oneLine).join(" › "), HEADING_CHARACTERS);
}

/** A quote with where it stands, as one writes it down: two lines. */
export function quoteWithSource(quote: string, location: Location): string {
  return `“${quote.trim()}”\n— ${heading(location)}, ${place(location, true)}\n`;
}

const STALE_SHOWN = 3;

/** Whether an index is behind its folder. */
type Freshness = Pick<Coverage, "stale" | "incomplete">;

/**
 * `2 files differ from the index: a.md changed, b.md deleted.`; empty where none does, or none can be told. While the
 * first build goes on, what it has still to read is no change: `480 files are not in the index yet: its build has not ended.`
 * @param server whose index it is; empty for the one on this machine
 */
export function staleWords(of: Freshness, server = ""): string {
  const unbuilt = incompleteWords(of);
  return [...(unbuilt === null ? [] : [`${unbuilt}.`]), ...changedWords(changedSince(of), server)].join(" ");
}

function changedWords(stale: readonly StaleFile[], server: string): string[] {
  if (stale.length === 0) return [];
  const named = firstOf(stale, STALE_SHOWN, ({ path, change }) => `${printableLine(path)} ${change}`);
  const differ = stale.length === 1 ? "differs" : "differ";
  const index = server === "" ? "the index" : `the index of ${server}`;
  return [`${count(stale.length, "file")} ${differ} from ${index}: ${named}.`];
}

/**
 * The same with what mends it, for the command line and for programs; a server's index is mended there.
 * @param update the command that brings the index up to date
 */
export function staleLine(of: Freshness, server = "", update = "footnote index"): string {
  const words = staleWords(of, server);
  if (words === "" || server !== "") return words;
  return `${words} ${of.incomplete ? "Go on with it" : "Update it"}: ${update}`;
}

/** Of an index that is published while it is built: `480 files are not in the index yet`; `null` of any other. */
export function incompleteWords({ incomplete, stale }: Freshness): string | null {
  if (!incomplete) return null;
  const missing = stale?.filter(({ change }) => change === "added").length ?? 0;
  const files = missing === 0 ? "Files" : count(missing, "file");
  return `${files} ${missing === 1 ? "is" : "are"} not in the index yet: its build has not ended`;
}

/** What has changed in the folder, without the files that a first build has still to read. */
export function changedSince({ incomplete, stale }: Freshness): readonly StaleFile[] {
  return stale?.filter(({ change }) => !incomplete || change !== "added") ?? [];
}

/** `3 files could not be read`; `null` where all could. What a refusal has not looked at may hold the answer. */
export function unreadWords(skipped: readonly unknown[]): string | null {
  return skipped.length === 0 ? null : `${count(skipped.length, "file")} could not be read`;
}

/** `9 ms`, `1.2 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

const LONG_SECONDS = 100;

/** How long something will take, rounded up: `20 s`, `3 min`. */
export function timeLeft(seconds: number): string {
  return seconds < LONG_SECONDS ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}

/** An ISO time as `2026-01-31 14:05 UTC`, which reads the same on every machine. */
export function moment(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** `87%`; what is not certain is never said to be. */
export function percentOf(probability: number): string {
  return probability > 0.99 && probability < 1 ? "over 99%" : `${Math.round(probability * 100)}%`;
}

/**
 * What an answer was made of that was not judged: an outline or a comparison. `null` for one of content, and for one
 * that quotes nothing.
 */
export function madeOfWords({ kind, answer, coverage }: Pick<Answer, "kind" | "answer" | "coverage">): string | null {
  if (kind === "comparison") return "Side by side: sentences of either document that the other doesn't have";
  if (kind !== "outline") return null;
  const [shown, all] = [answer?.documents.length ?? 0, coverage.documents_searched];
  if (all === 1) return "Outline: the most central sentences of the document";
  return `Outline: the most central sentences of ${shown < all ? `${shown} of ` : ""}${count(all, "document")}`;
}

/** Whether there are more documents than an answer lists: then whoever shows it says where all are. */
export function isListCut({ kind, answer, coverage }: Pick<Answer, "kind" | "answer" | "coverage">): boolean {
  return kind === "documents" && (answer?.documents.length ?? 0) < coverage.documents_searched;
}

/** `high confidence (97%)`, or that it means nothing with this model. */
export function confidenceWords({ label, probability }: Confidence): string {
  if (label === "uncalibrated") return "confidence not calibrated for this model";
  return `${label} confidence${probability === null ? "" : ` (${percentOf(probability)})`}`;
}

/**
 * What there is to say of a verified sentence besides its verdict: that it is no statement, what speaks against it, and
 * what its passages lack; a line each. Parts of the statement and of documents stand in it as they are.
 */
export function remarksOn({ sentence, uncovered, contradictions }: VerifiedSentence): string[] {
  const said = contradictions.map(({ kind, stated, found }) => {
    if (kind === "meaning") return `The passage says otherwise: “${found}”`;
    if (stated === "") return `The passage denies it: “${found}”`;
    if (found === "") return `The passage does not deny it: “${stated}”`;
    return `Another ${kind}: the statement says “${stated}”, the passage “${found}”`;
  });
  const asked = isQuestion(sentence)
    ? ["This is a question, and only statements are checked: put it as one, or ask it."]
    : [];
  const missing = uncovered.map(({ kind, text }) => `${kind.replace("_", " ")} “${text}”`);
  return [...asked, ...said, ...(missing.length > 0 ? [`Not covered: ${missing.join(", ")}`] : [])];
}

function isQuestion(sentence: string): boolean {
  return /[?？؟]["'”’»)\]]*\s*$/u.test(sentence);
}

/** Of an answer in words where there was nothing to write of. */
export const NOTHING_WRITTEN = "Nothing is written: the documents don't answer, so no model was asked.";

type Judged = Pick<WrittenSentence, "verdict" | "reason">;

const NOT_SAID = ["what it cites doesn't say it", "what they cite doesn't say it"] as const;
/** Why a sentence of a model isn't shown: of one, and of more. */
const WHY_NOT_SHOWN: Readonly<Record<WrittenReason, readonly [string, string]>> = {
  uncited: ["it cites nothing", "they cite nothing"],
  unknown_id: ["it cites what was not given", "they cite what was not given"],
  fact: NOT_SAID,
  turned: NOT_SAID,
  unsaid: NOT_SAID,
  denied: NOT_SAID,
  beside: ["it doesn't bear on the question", "they don't bear on the question"],
  repeated: ["it says again what was said", "they say again what was said"],
  too_long: ["it is too long to be checked", "they are too long to be checked"],
};

const DONE = { left_out: ["left out", "left out"], replaced: ["replaced by a quote", "replaced by quotes"] } as const;

/** "1 sentence left out: it cites nothing": how many sentences of a model aren't shown as they were written, and why. */
export function unprovenWords(sentences: readonly Judged[]): string[] {
  return (["left_out", "replaced"] as const).flatMap((verdict) => {
    const counts = new Map<readonly [string, string], number>();
    for (const { reason } of sentences.filter((one) => one.verdict === verdict)) {
      const why = WHY_NOT_SHOWN[reason ?? "unsaid"];
      counts.set(why, (counts.get(why) ?? 0) + 1);
    }
    return [...counts].map(([why, number]) => {
      const at = number === 1 ? 0 : 1;
      return `${count(number, "sentence")} ${DONE[verdict][at]}: ${why[at]}`;
    });
  });
}

/** "12 sentences sent to qwen3 at 127.0.0.1:11434"; on one line, and safe. */
export function sentWords({ host, model, sentences_sent: sent }: WritingSent): string {
  return oneLine(`${count(sent, "sentence")} sent to ${model} at ${host}`);
}

/** Of an answer in words that whoever asked has stopped. @param sent `null` where nothing was */
export function stoppedWords(sent: WritingSent | null): string {
  return `The writing was stopped.${sent === null ? "" : ` ${sentWords(sent)}.`}`;
}

/** Of an answer, or of a report, whose sentences stand in its sections. */
type Writing = Pick<Written, "host" | "model" | "ms" | "sentences_sent" | "tokens"> & {
  sentences?: readonly unknown[];
};

/** Who wrote an answer in words, from how much, and what it took; on one line, and safe. */
export function writtenByWords({ host, model, ms, sentences, sentences_sent: sent, tokens }: Writing): string {
  if (host === null || model === null) return "Nothing was sent.";
  if (sentences?.length === 0) return sentWords({ host, model, sentences_sent: sent });
  const { prompt, completion } = tokens;
  const counts = prompt === null ? "" : `; ${prompt} tokens read, ${completion ?? 0} written`;
  return oneLine(
    `Written by ${model} at ${host} from ${count(sent, "sentence")}${counts}; ${(ms / 1000).toFixed(1)} s`,
  );
}

/** What went wrong, and what to do now; on one line. */
export function problemWords({ detail, hint }: Pick<Problem, "detail" | "hint">): string {
  return oneLine(`${withStop(detail)} ${hint}`);
}
