/** A conversation as it is given away: blocks in their order, whose sentences carry the numbers of notes. */
import type { Answer, Citation, Location, RankedPassage } from "../contract/answer.js";
import type { KeptTurn } from "../contract/conversation.js";
import { numberedSentences, quotedDocuments } from "../core/answer-walk.js";
import { type Changes, citationKey, SINCE_WORDS } from "../core/conversation/recheck.js";
import { howRead } from "../core/past-turns.js";
import { emptyWords, QUOTED_ONLY, relationHeading, reportParts, reportTitle, unprovenIn } from "../core/report-walk.js";
import { printableLine, shorten, singleSpaced, upperFirst } from "../core/text.js";
import {
  confidenceWords,
  heading,
  madeOfWords,
  moment,
  place,
  titleOf,
  unprovenWords,
  writtenByWords,
} from "../core/wording.js";

/** A piece of text, with the numbers of the notes that prove it. */
export interface Sentence {
  readonly text: string;
  readonly notes: readonly number[];
}

export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly text: string }
  /** What a document or a model says, a sentence a line. */
  | { readonly kind: "said"; readonly sentences: readonly Sentence[] }
  /** What Footnote says of it. */
  | { readonly kind: "remark"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Sentence[] };

/** What a number stands for: counted through the whole from 1. */
export interface Note {
  readonly number: number;
  /** `Lease › Notice, lease.txt:3-5 (page 2)` */
  readonly where: string;
  /** What has become of it since, where it isn't as it was; empty where it is. */
  readonly since: string;
  /** Exactly what the document says. */
  readonly quote: string;
}

export interface ExportDocument {
  readonly title: string;
  /** As it is said beneath the title. */
  readonly asked: string;
  readonly blocks: readonly Block[];
  readonly notes: readonly Note[];
}

const NEAREST_CHARACTERS = 120;

/** @param changes what has become of the citations since, where that is known [nothing] */
export function exportDocument(title: string, turns: readonly KeptTurn[], changes: Changes = {}): ExportDocument {
  const notes = new Notes(changes);
  const blocks = turns.flatMap((turn) => new TurnBlocks(turn, notes).blocks());
  const times = turns.map(({ at }) => moment(at));
  const [first = "", last = ""] = [times[0], times.at(-1)];
  const asked = `Asked with Footnote, ${first}${last === first ? "" : ` to ${last}`}`;
  return { title: singleSpaced(title), asked, blocks, notes: notes.all };
}

/** Numbers what is cited, each place once. */
class Notes {
  readonly all: Note[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(private readonly changes: Changes) {}

  of(citation: Citation): number {
    const since = this.changes[citationKey(citation)];
    return this.at(citation, citation.quote, since === undefined ? "" : SINCE_WORDS[since]);
  }

  at(location: Location, quote: string, since = ""): number {
    const key = JSON.stringify([location.path, location.start, location.end, quote]);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.all.length + 1;
    this.#numbers.set(key, number);
    this.all.push({ number, where: `${heading(location)}, ${place(location, true)}`, since, quote });
    return number;
  }
}

class TurnBlocks {
  constructor(
    private readonly turn: KeptTurn,
    private readonly notes: Notes,
  ) {}

  blocks(): Block[] {
    const { filter, question } = this.turn;
    const only = filter === undefined ? [] : [remark(`Only asked: ${filter.line}`)];
    return [{ kind: "heading", level: 2, text: singleSpaced(question) }, ...only, ...this.#outcome()];
  }

  #outcome(): Block[] {
    const { outcome } = this.turn;
    switch (outcome.kind) {
      case "answer":
        return [...this.#answer(outcome.answer), ...this.#words(outcome.answer)];
      case "verified": {
        const items = numberedSentences(outcome.verification).map(({ sentence: { sentence, verdict, passages } }) => {
          return { text: `${upperFirst(verdict)}: ${sentence}`, notes: passages.map((one) => this.notes.of(one)) };
        });
        return [{ kind: "list", items }];
      }
      case "found":
        return this.#passages(outcome.results.passages, "No passages.");
      case "missed":
        return [remark(outcome.miss.reason)];
      case "report":
        return this.#report(outcome.report);
    }
  }

  #answer(answer: Answer): Block[] {
    const { confidence, coverage, not_found } = answer;
    const { as, of } = howRead(answer);
    const reading = [
      ...(as === null ? [] : [remark(`Read as: ${as}`)]),
      ...(of === null ? [] : [remark(`Asked of: ${of}`)]),
    ];
    if (answer.answer === null) {
      const reason = remark(`Not found in these documents. ${not_found?.reason ?? ""}`.trim());
      const nearest = (not_found?.nearest ?? []).map(nearestItem);
      return [...reading, reason, ...(nearest.length === 0 ? [] : [remark("Nearest passages:"), list(nearest)])];
    }
    const said = quotedDocuments(answer).flatMap(({ name, sentences }): Block[] => {
      const lines = sentences.map(({ text, context, citations }): Sentence => {
        const stop = answer.kind === "content" ? "" : ":";
        const before = context === null ? "" : `${singleSpaced(context)}${stop} `;
        return { text: `${before}${text}`, notes: citations.map((one) => this.notes.of(one)) };
      });
      return [...(name === null ? [] : [remark(`${singleSpaced(name)}:`)]), { kind: "said", sentences: lines }];
    });
    const sure = answer.kind === "content" ? confidenceWords(confidence) : madeOfWords(answer);
    const isStale = coverage.stale !== null && coverage.stale.length > 0;
    const basis = sure === null ? [] : [remark(`${upperFirst(sure)}.`)];
    return [
      ...reading,
      ...said,
      ...basis,
      ...(isStale ? [remark("The index was out of date when this was asked.")] : []),
    ];
  }

  /** What a model wrote of it, as far as it is proven. */
  #words({ written }: Answer): Block[] {
    const { sentences, citations } = written ?? this.turn.stopped ?? { sentences: [], citations: [] };
    const shown = sentences.filter(({ verdict }) => verdict !== "left_out");
    if (sentences.length === 0) return [];
    const said = shown.map(({ verdict, text, citations: ids }): Sentence => {
      const cited = ids.flatMap((id) => citations.find((one) => one.id === id) ?? []);
      return {
        text: `${verdict === "replaced" ? "Quoted: " : ""}${text}`,
        notes: cited.map((one) => this.notes.of(one)),
      };
    });
    const end = [
      ...unprovenWords(sentences),
      ...(written?.problem ? [written.problem.detail] : []),
      ...(written ? [writtenByWords(written)] : ["The writing was stopped here"]),
    ];
    return [{ kind: "heading", level: 3, text: "In words" }, { kind: "said", sentences: said }, remark(stopped(end))];
  }

  #report(report: Parameters<typeof reportParts>[0]): Block[] {
    const parts = reportParts(report);
    const cited = (numbers: readonly number[]) =>
      numbers.flatMap((number) => report.citations.find(({ id }) => id.replace(/^\D+/u, "") === String(number)) ?? []);
    const subject = report.documents.map(({ path, title }, of) => {
      const side = report.task === "comparison" ? `${"AB"[of]}: ` : "";
      return { text: `${side}${singleSpaced(titleOf({ path, title }))} (${printableLine(path)})`, notes: [] };
    });
    const said = parts.flatMap(({ heading: words, relation, sides }, i): Block[] => {
      const isNew = relation !== null && parts[i - 1]?.relation !== relation;
      const above = relation === null ? words.join(" › ") : isNew ? relationHeading(parts, relation) : "";
      const items = sides.flatMap(({ of, sentences }) =>
        sentences.map(({ text, verdict, numbers }): Sentence => {
          const side = relation === null ? "" : `${"AB"[of]}: `;
          const before = verdict === "replaced" ? "Quoted: " : "";
          return { text: `${side}${before}${text}`, notes: cited(numbers).map((one) => this.notes.of(one)) };
        }),
      );
      return [
        ...(above === "" ? [] : [{ kind: "heading", level: 3, text: singleSpaced(above) } as const]),
        list(items),
      ];
    });
    const { written } = report;
    const end = [
      ...unprovenIn({ report, at: null, sentences: [] }),
      ...(written?.problem ? [written.problem.detail] : []),
      written === null ? QUOTED_ONLY : writtenByWords(written),
    ];
    return [
      remark(`${reportTitle(report)}.`),
      list(subject),
      ...(report.about === null ? [] : [remark(`About: ${report.about}`)]),
      ...(parts.length === 0 ? [remark(`${emptyWords(report)}.`)] : said),
      remark(stopped(end)),
    ];
  }

  #passages(passages: readonly RankedPassage[], none: string): Block[] {
    if (passages.length === 0) return [remark(none)];
    return [list(passages.map((one) => ({ text: heading(one), notes: [this.notes.at(one, one.text)] })))];
  }
}

/** Where something near stands, with its first line: it is no answer, and only to be found again. */
function nearestItem({ text, ...location }: RankedPassage): Sentence {
  const first = text.trimStart().split(/\r?\n/, 1)[0] ?? "";
  const where = `${heading(location)}, ${place(location, true)}`;
  return { text: `${where}: “${shorten(singleSpaced(first), NEAREST_CHARACTERS)}”`, notes: [] };
}

function remark(text: string): Block {
  return { kind: "remark", text };
}

function list(items: readonly Sentence[]): Block {
  return { kind: "list", items };
}

function stopped(sentences: readonly string[]): string {
  return sentences.map((words) => (/[.!?]$/u.test(words) ? words : `${words}.`)).join(" ");
}
