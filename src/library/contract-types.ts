// The shapes of the contract as plain types, for whoever imports the library: they need no package of ours to be read.
// Made by scripts/library/contract-types.mjs from the schemas, the settings and the error codes: npm run docs

export interface Answer {
  readonly schema: 1;
  /** What was asked for. `content`: what the documents say. `documents`: which documents there are; the answer lists them, without citations. `outline`: what documents are about; the answer quotes the most central sentence of each section. `comparison`: how two documents differ; under each heading it quotes what either says and the other doesn't. `assistant`: a greeting or a question to Footnote itself; the answer says what Footnote does, without citations. All but `content` are always `answered`, and nothing of them was judged */
  readonly kind: "content" | "documents" | "outline" | "comparison" | "assistant";
  readonly status: "answered" | "not_found";
  readonly question: string;
  /** The question as it was searched, without a greeting before it */
  readonly interpreted_question: string;
  /** null where it was asked of all documents that the filters let through */
  readonly asked_of: AskedOf | null;
  /** null when nothing was found */
  readonly answer: AnswerText | null;
  readonly citations: readonly Citation[];
  readonly passages: readonly RankedPassage[];
  readonly confidence: Confidence;
  /** null when answered */
  readonly not_found: NotFound | null;
  readonly coverage: Coverage;
  readonly timings_ms: Timings;
  readonly explanation?: AnswerExplanation | undefined;
  readonly written?: Written | undefined;
}

export interface AnswerDelta {
  /** All of them, one after another, are `answer.text` */
  readonly text: string;
  /** Ids of the citations that prove this part */
  readonly citations: readonly string[];
}

/** The next part of the answer's text */
export interface AnswerDeltaEvent {
  readonly event: "answer.delta";
  readonly data: AnswerDelta;
}

export interface AnswerDocument {
  readonly document_id: string;
  readonly path: string;
  readonly title: string;
  /** How many of the answer's sentences are its; they follow those of the entry before */
  readonly sentences: number;
}

/** The last event: the object that is given without streaming */
export interface AnswerDoneEvent {
  readonly event: "answer.done";
  readonly data: Answer;
}

/** Where `explain` asked for it */
export interface AnswerExplanation {
  /** In quotation marks: every passage had to hold them */
  readonly phrases: readonly string[];
  /** null where nothing was judged */
  readonly gate: GateExplanation | null;
}

/** Where `write` is asked for: the whole answer in quotes, before a model is asked */
export interface AnswerQuotedEvent {
  readonly event: "answer.quoted";
  readonly data: Answer;
}

export interface AnswerSentence {
  /** Verbatim: the quote of its first citation; without one, Footnote's own words or a document's title and path */
  readonly text: string;
  /** Ids of `citations`; empty where `kind` is `documents` or `assistant`, and only there */
  readonly citations: readonly string[];
  /** What it is read with: the sentence before it, where it starts with a word that points back, or the row that names the columns of its table; in an `outline` or a `comparison`, the headings that it stands under */
  readonly context: string | null;
}

export interface AnswerStatus {
  /** What happens next */
  readonly stage: "searching" | "answering";
}

export interface AnswerText {
  readonly text: string;
  readonly sentences: readonly AnswerSentence[];
  /** Who says what, the best document first; a comparison goes by headings and comes back to each document at the next one. Sentences that are no document's stand before all others */
  readonly documents: readonly AnswerDocument[];
}

export interface AskedOf {
  /** The words of the question that name them */
  readonly names: readonly string[];
  /** The first 20 of them by path; `coverage.documents_searched` counts all */
  readonly documents: readonly {
    readonly document_id: string;
    readonly path: string;
    readonly title: string;
  }[];
  /** What was looked for in them: the question without their names */
  readonly question: string;
}

export interface CheckedCitation {
  /** As it was given; `c1`, `c2`, … where it had none */
  readonly id: string;
  readonly path: string;
  readonly quote: string;
  /** `changed`: the file is there and the quote is not; `gone`: the file is not, and no other holds the quote */
  readonly state: "valid" | "moved" | "changed" | "gone";
  /** Where the quote stands now */
  readonly place: QuotePlace | null;
  /** Why the file could not be looked at */
  readonly problem: string | null;
}

export interface CheckedSentence {
  readonly sentence: WrittenSentence;
  /** Those that are new */
  readonly citations: readonly Citation[];
}

export interface Citation {
  /** `c1`, `c2`, …: means something in its answer only */
  readonly id: string;
  readonly passage_id: string;
  readonly document_id: string;
  /** Relative to the corpus, with forward slashes */
  readonly path: string;
  readonly title: string;
  /** Titles of the sections that hold it, outermost first */
  readonly section: readonly string[];
  /** Unicode code points from the start of the document's text */
  readonly start: number;
  /** Exclusive */
  readonly end: number;
  readonly line_start: number;
  /** Inclusive */
  readonly line_end: number;
  /** Physical page; null where the format has none */
  readonly page: number | null;
  /** The page's printed label */
  readonly page_label: string | null;
  /** Row of a table or data file */
  readonly row: number | null;
  readonly column: string | null;
  /** Cells of a sheet, a slide, a time; null in other formats */
  readonly part:
    | {
        readonly kind: "cells";
        readonly sheet: string;
        /** As a spreadsheet names it: `B7`, `A7:D7` */
        readonly range: string;
      }
    | {
        readonly kind: "slide";
        readonly number: number;
        /** In the speaker's notes */
        readonly notes: boolean;
      }
    | {
        readonly kind: "time";
        /** Seconds from the start of the recording */
        readonly start: number;
        readonly end: number;
      }
    | null;
  /** How sure the recognition of the text is; null where the file itself holds it as text */
  readonly ocr: number | null;
  /** Exactly the document's text from `start` to `end` */
  readonly quote: string;
  /** Of the file's bytes when it was indexed */
  readonly content_hash: string;
  readonly selector: TextQuoteSelector;
}

/** One of the answer's `citations`, in their order */
export interface CitationEvent {
  readonly event: "citation";
  readonly data: Citation;
}

/** One of several folders that are asked as one */
export interface CollectionStatus {
  /** What the paths of its documents begin with, before a slash */
  readonly name: string;
  readonly corpus: string;
  readonly documents: number;
  readonly passages: number;
  /** ISO 8601 */
  readonly indexed_at: string;
}

export interface Confidence {
  /** `uncalibrated` with a model that the gate does not know, and where nothing was judged: `kind` is not `content` */
  readonly label: "high" | "medium" | "low" | "uncalibrated";
  /** That the corpus answers the question */
  readonly probability: number | null;
}

export interface Contradiction {
  /** `meaning`: by what it says as a whole, as the reader reads it */
  readonly kind: "number" | "date" | "negation" | "meaning";
  /** In the sentence; empty for a negation that only the passage has, and for a `meaning` */
  readonly stated: string;
  /** In the passage; empty for a negation that only the sentence has */
  readonly found: string;
}

export interface Coverage {
  readonly documents_searched: number;
  readonly skipped: readonly SkippedFile[];
  /** Files changed, added or deleted since they were indexed; null where the corpus is elsewhere */
  readonly stale: readonly StaleFile[] | null;
  /** When the folder was looked at (ISO 8601) */
  readonly checked_at: string | null;
  /** ISO 8601 */
  readonly indexed_at: string;
  /** The build of the index has not ended: `stale` also lists the files that it has still to read */
  readonly incomplete?: true | undefined;
}

export type DocumentDetails = DocumentSummary & {
  /** What questions may call it by, most telling first */
  readonly names: readonly DocumentName[];
  /** What the file says of itself in fields of its own: of a mail `from`, `to`, `date`, `subject` */
  readonly fields: { readonly [name: string]: string };
  /** What of it was not read: `2 charts` */
  readonly unread: readonly string[];
};

export interface DocumentName {
  readonly text: string;
  /** `heading` is a line of its cover, `property` one of the file's own, `label` the value of a line such as `Tenant: …` */
  readonly source: "title" | "file" | "date" | "folder" | "heading" | "property" | "label" | "party";
}

export interface DocumentSummary {
  readonly id: string;
  /** What a file holds is named behind it: `mail.eml › offer.pdf` */
  readonly path: string;
  readonly title: string;
  readonly content_hash: string;
  /** Bytes of the file */
  readonly size: number;
  /** ISO 8601 */
  readonly modified_at: string;
  readonly passages: number;
}

export interface FieldError {
  /** `filters.paths[0]` */
  readonly field: string;
  readonly problem: string;
}

/** Each list is an OR, the lists together an AND */
export interface Filters {
  /** Exact paths, folders ending in `/`, or globs with `*` */
  readonly paths?: readonly string[] | undefined;
  /** File endings without the dot */
  readonly types?: readonly string[] | undefined;
  readonly documentIds?: readonly string[] | undefined;
  /** Names of collections, where the server answers of several folders */
  readonly collections?: readonly string[] | undefined;
  /** Tags of a document's front matter or properties; `project` lets `project/alpha` through */
  readonly tags?: readonly string[] | undefined;
  /** By names of fields: parts of what a document says of itself there. Each field has to hold one */
  readonly where?: { readonly [name: string]: readonly string[] } | undefined;
  /** Of the date that a document gives itself; a day is meant as a whole */
  readonly since?: string | undefined;
  /** The same, up to and with it */
  readonly until?: string | undefined;
  /** ISO 8601 date, or time with its zone */
  readonly modifiedAfter?: string | undefined;
  /** ISO 8601 date, or time with its zone */
  readonly modifiedBefore?: string | undefined;
  /** Parts of the name or address of who sent a mail; what is attached to it counts as the mail */
  readonly from?: readonly string[] | undefined;
  /** The same of who got it, also as a copy */
  readonly to?: readonly string[] | undefined;
  /** Parts of a mail's subject */
  readonly subject?: readonly string[] | undefined;
  /** ISO 8601 date, or time with its zone */
  readonly sentAfter?: string | undefined;
  /** ISO 8601 date, or time with its zone */
  readonly sentBefore?: string | undefined;
}

export interface GateExplanation {
  readonly bias: number;
  readonly features: readonly GateFeature[];
  /** `bias` and all contributions, added up */
  readonly logit: number;
  readonly probability: number;
  /** The probability from which on a question is answered */
  readonly answered_from: number;
}

export interface GateFeature {
  readonly name: string;
  readonly value: number;
  /** To the logit */
  readonly contribution: number;
}

/** A citation of an answer; `path`, `start`, `end` and `quote` are enough */
export interface GivenCitation {
  /** Looked up in the corpus, and nowhere else */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly id?: string | undefined;
  readonly content_hash?: string | undefined;
  readonly selector?:
    | {
        readonly type: "TextQuoteSelector";
        readonly exact: string;
        readonly prefix: string;
        readonly suffix: string;
      }
    | undefined;
  readonly passage_id?: string | undefined;
  readonly document_id?: string | undefined;
  readonly title?: string | undefined;
  readonly section?: readonly string[] | undefined;
  readonly line_start?: number | undefined;
  readonly line_end?: number | undefined;
  readonly page?: number | null | undefined;
  readonly page_label?: string | null | undefined;
  readonly row?: number | null | undefined;
  readonly column?: string | null | undefined;
  readonly part?: Part | undefined;
  readonly ocr?: number | null | undefined;
}

export interface Highlight {
  /** Code points from the start of the passage's text */
  readonly start: number;
  readonly end: number;
  /** Where it stands, if not where the passage begins */
  readonly place?:
    | {
        /** Physical page; null where the format has none */
        readonly page: number | null;
        /** The page's printed label */
        readonly page_label: string | null;
        /** Cells of a sheet, a slide, a time; null in other formats */
        readonly part:
          | {
              readonly kind: "cells";
              readonly sheet: string;
              /** As a spreadsheet names it: `B7`, `A7:D7` */
              readonly range: string;
            }
          | {
              readonly kind: "slide";
              readonly number: number;
              /** In the speaker's notes */
              readonly notes: boolean;
            }
          | {
              readonly kind: "time";
              /** Seconds from the start of the recording */
              readonly start: number;
              readonly end: number;
            }
          | null;
        /** How sure the recognition of the text is; null where the file itself holds it as text */
        readonly ocr: number | null;
      }
    | undefined;
}

export interface IndexStatus {
  readonly generation: string;
  readonly corpus: string;
  readonly documents: number;
  readonly passages: number;
  readonly model: string;
  /** Documents of which a part was not read, such as a chart; the rest of them is in the index */
  readonly partly_read: readonly {
    readonly path: string;
    readonly unread: readonly string[];
  }[];
  readonly skipped: readonly SkippedFile[];
  /** Files changed, added or deleted since they were indexed; null where the corpus is elsewhere */
  readonly stale: readonly StaleFile[] | null;
  /** When the folder was looked at (ISO 8601) */
  readonly checked_at: string | null;
  /** ISO 8601 */
  readonly indexed_at: string;
  /** The build of the index has not ended: `stale` also lists the files that it has still to read */
  readonly incomplete?: true | undefined;
  /** Where several folders are asked as one: each of them; `corpus` names them all */
  readonly collections?: readonly CollectionStatus[] | undefined;
  readonly writer?: ServerWriter | undefined;
  /** Of the server; missing where it has no `/v1/conversations` */
  readonly saves_conversations?: true | undefined;
}

export interface KeywordsPart {
  readonly bm25: number;
  /** Their scores add up to `bm25` */
  readonly terms: readonly WordScore[];
  /** 0 to 1: between the worst and the best of this question's candidates */
  readonly scaled: number;
  readonly weight: number;
  /** To the score: `weight` times `scaled` */
  readonly contribution: number;
}

export interface NotFound {
  readonly reason: string;
  /** Words of the question that occur nowhere in what was searched */
  readonly missing_terms: readonly string[];
  readonly nearest: readonly RankedPassage[];
}

export type Part =
  | {
      readonly kind: "cells";
      readonly sheet: string;
      /** As a spreadsheet names it: `B7`, `A7:D7` */
      readonly range: string;
    }
  | {
      readonly kind: "slide";
      readonly number: number;
      /** In the speaker's notes */
      readonly notes: boolean;
    }
  | {
      readonly kind: "time";
      /** Seconds from the start of the recording */
      readonly start: number;
      readonly end: number;
    }
  | null;

/** One of the answer's `passages`, in their order */
export interface PassageEvent {
  readonly event: "passage";
  readonly data: RankedPassage;
}

export interface PassageInContext {
  readonly id: string;
  readonly text: string;
  /** Text of the document right before */
  readonly before: string;
  /** Text of the document right after */
  readonly after: string;
  readonly document_id: string;
  /** Relative to the corpus, with forward slashes */
  readonly path: string;
  readonly title: string;
  /** Titles of the sections that hold it, outermost first */
  readonly section: readonly string[];
  /** Unicode code points from the start of the document's text */
  readonly start: number;
  /** Exclusive */
  readonly end: number;
  readonly line_start: number;
  /** Inclusive */
  readonly line_end: number;
  /** Physical page; null where the format has none */
  readonly page: number | null;
  /** The page's printed label */
  readonly page_label: string | null;
  /** Row of a table or data file */
  readonly row: number | null;
  readonly column: string | null;
  /** Cells of a sheet, a slide, a time; null in other formats */
  readonly part:
    | {
        readonly kind: "cells";
        readonly sheet: string;
        /** As a spreadsheet names it: `B7`, `A7:D7` */
        readonly range: string;
      }
    | {
        readonly kind: "slide";
        readonly number: number;
        /** In the speaker's notes */
        readonly notes: boolean;
      }
    | {
        readonly kind: "time";
        /** Seconds from the start of the recording */
        readonly start: number;
        readonly end: number;
      }
    | null;
  /** How sure the recognition of the text is; null where the file itself holds it as text */
  readonly ocr: number | null;
}

/** RFC 9457 */
export interface Problem {
  /** Names the kind of problem: `urn:footnote:problem:` and the code */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What happened, to what */
  readonly detail: string;
  /** Stable; made for programs */
  readonly code: string;
  /** What to do now */
  readonly hint: string;
  /** Every field that is wrong, for `request_invalid` */
  readonly errors?: readonly FieldError[] | undefined;
}

export interface PromptMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export interface QuotePlace {
  readonly path: string;
  /** Unicode code points from the start of the document's text */
  readonly start: number;
  /** Unicode code points from the start of the document's text */
  readonly end: number;
  readonly line_start: number;
  readonly line_end: number;
}

export interface RankedPassage {
  /** 1 is the best */
  readonly rank: number;
  readonly id: string;
  /** 0 to 1; orders the passages of one answer and means nothing across answers */
  readonly score: number;
  /** Exactly the document's text from `start` to `end` */
  readonly text: string;
  readonly highlights: readonly Highlight[];
  readonly document_id: string;
  /** Relative to the corpus, with forward slashes */
  readonly path: string;
  readonly title: string;
  /** Titles of the sections that hold it, outermost first */
  readonly section: readonly string[];
  /** Unicode code points from the start of the document's text */
  readonly start: number;
  /** Exclusive */
  readonly end: number;
  readonly line_start: number;
  /** Inclusive */
  readonly line_end: number;
  /** Physical page; null where the format has none */
  readonly page: number | null;
  /** The page's printed label */
  readonly page_label: string | null;
  /** Row of a table or data file */
  readonly row: number | null;
  readonly column: string | null;
  /** Cells of a sheet, a slide, a time; null in other formats */
  readonly part:
    | {
        readonly kind: "cells";
        readonly sheet: string;
        /** As a spreadsheet names it: `B7`, `A7:D7` */
        readonly range: string;
      }
    | {
        readonly kind: "slide";
        readonly number: number;
        /** In the speaker's notes */
        readonly notes: boolean;
      }
    | {
        readonly kind: "time";
        /** Seconds from the start of the recording */
        readonly start: number;
        readonly end: number;
      }
    | null;
  /** How sure the recognition of the text is; null where the file itself holds it as text */
  readonly ocr: number | null;
  readonly explanation?: ScoreExplanation | undefined;
}

/** Where `explain` asked for it */
export interface ScoreExplanation {
  readonly passage: VectorPart;
  readonly sentence: SentencePart;
  readonly keywords: KeywordsPart;
  readonly proximity: ScorePart;
  readonly reader: ScorePart;
}

/** How much of the question's neighbouring words stand near each other */
export interface ScorePart {
  /** 0 to 1: between the worst and the best of this question's candidates */
  readonly scaled: number;
  readonly weight: number;
  /** To the score: `weight` times `scaled` */
  readonly contribution: number;
}

export interface SearchResults {
  readonly question: string;
  /** null where it was asked of all documents that the filters let through */
  readonly asked_of: AskedOf | null;
  readonly passages: readonly RankedPassage[];
  readonly coverage: Coverage;
}

/** The passage's sentence that is nearest to the question, by its vector and its words */
export interface SentencePart {
  /** -1 to 1 */
  readonly cosine: number;
  /** What the words that it shares with the question add to the cosine */
  readonly words: number;
  readonly text: string;
  /** Unicode code points from the start of the document's text */
  readonly start: number;
  /** Exclusive */
  readonly end: number;
  /** 0 to 1: between the worst and the best of this question's candidates */
  readonly scaled: number;
  readonly weight: number;
  /** To the score: `weight` times `scaled` */
  readonly contribution: number;
}

/** Of the server; missing where nothing may be written */
export interface ServerWriter {
  /** Where sentences of the documents are sent when `write` asks for words */
  readonly host: string;
  /** null: the first one that the host lists */
  readonly model: string | null;
}

export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

export interface StaleFile {
  readonly path: string;
  readonly change: "added" | "changed" | "deleted";
}

/** `searching` comes first of all, `answering` before the text */
export interface StatusEvent {
  readonly event: "status";
  readonly data: AnswerStatus;
}

export interface SyncProgress {
  readonly phase: "discover" | "embed" | "write";
  readonly files_done: number;
  readonly files_total: number;
  readonly passages_done: number;
  /** An estimate until the last file is split */
  readonly passages_total: number;
  /** Path being read; null between files */
  readonly current: string | null;
  /** Page of that file whose text is being recognised */
  readonly page?: number | undefined;
  /** Machine that writes the index, where this one embeds for it */
  readonly helps?: string | undefined;
  readonly passages_per_second: number;
  /** Seconds left; null while it can't be told */
  readonly eta_seconds: number | null;
}

export interface SyncResult {
  readonly generation: string;
  readonly documents: number;
  readonly passages: number;
  /** Passages that went through the model; the others kept their vectors */
  readonly embedded: number;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
  readonly skipped: readonly SkippedFile[];
  readonly seconds: number;
}

/** W3C Web Annotation: finds the quote again when offsets have moved */
export interface TextQuoteSelector {
  readonly type: "TextQuoteSelector";
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

export interface Timings {
  readonly embed: number;
  readonly search: number;
  readonly total: number;
}

/** A part of a sentence that the passages don't say */
export interface Uncovered {
  /** `ambiguous_date`: whether it is said hangs on which number is the month ("4/5/2024") */
  readonly kind: "word" | "name" | "number" | "date" | "ambiguous_date" | "negation";
  readonly text: string;
  /** Code points from the start of the sentence */
  readonly start: number;
  readonly end: number;
}

export interface VectorPart {
  /** -1 to 1 */
  readonly cosine: number;
  /** 0 to 1: between the worst and the best of this question's candidates */
  readonly scaled: number;
  readonly weight: number;
  /** To the score: `weight` times `scaled` */
  readonly contribution: number;
}

export interface Verification {
  readonly schema: 1;
  readonly statements: readonly VerifiedStatement[];
  readonly citations: readonly CheckedCitation[];
  readonly coverage: Coverage;
  readonly timings_ms: Timings;
}

export interface VerifiedSentence {
  /** Exactly the statement's text from `start` to `end` */
  readonly sentence: string;
  /** Code points from the start of the statement */
  readonly start: number;
  readonly end: number;
  /** Never `supported` where a number or date is missing or another one stands in its place */
  readonly verdict: "supported" | "partial" | "contradicted" | "unsupported";
  /** How much of the sentence the passages say; no probability */
  readonly strength: number;
  /** What comes nearest, best first */
  readonly passages: readonly Citation[];
  readonly uncovered: readonly Uncovered[];
  readonly contradictions: readonly Contradiction[];
}

export interface VerifiedStatement {
  readonly statement: string;
  readonly sentences: readonly VerifiedSentence[];
}

export interface WordScore {
  /** As the question writes it */
  readonly word: string;
  /** How rare it is among all passages */
  readonly idf: number;
  /** 0 where the passage lacks it */
  readonly score: number;
}

export interface WritingSent {
  readonly host: string;
  readonly model: string;
  /** How many sentences of the documents were sent */
  readonly sentences_sent: number;
  /** Exactly what was sent, where `show_prompt` asked for it */
  readonly prompt?: readonly PromptMessage[] | undefined;
}

/** What a language model wrote, each sentence proven by what it cites; where `write` asked for it */
export interface Written {
  /** `failed`: `problem` says why, and what came before it is kept. `refused`: the documents don't answer, or there is nothing to cite, and no model was asked. `unsent`: the prompt alone was asked for */
  readonly status: "written" | "failed" | "refused" | "unsent";
  readonly sentences: readonly WrittenSentence[];
  /** Where the sentences were sent; null where nothing was */
  readonly host: string | null;
  readonly model: string | null;
  /** How many sentences of the documents were sent */
  readonly sentences_sent: number;
  /** As the model's server counts them; null where it doesn't say */
  readonly tokens: {
    readonly prompt: number | null;
    readonly completion: number | null;
  };
  /** From the sending to the last word */
  readonly ms: number;
  readonly problem: Problem | null;
  /** Exactly what was sent, where `show_prompt` asked for it */
  readonly prompt?: readonly PromptMessage[] | undefined;
  /** `w1`, `w2`, …; each quote is exactly the document's text */
  readonly citations: readonly Citation[];
}

export interface WrittenDelta {
  /** As the model writes it, with its marks */
  readonly text: string;
  /** Nothing of it is proven: don't show it as an answer */
  readonly checked: false;
}

/** What the model has just written, unchecked */
export interface WrittenDeltaEvent {
  readonly event: "written.delta";
  readonly data: WrittenDelta;
}

/** All that was written; `answer.done` follows */
export interface WrittenDoneEvent {
  readonly event: "written.done";
  readonly data: Written;
}

/** What is sent to the model, and where: before its first word */
export interface WrittenSentEvent {
  readonly event: "written.sent";
  readonly data: WritingSent;
}

export interface WrittenSentence {
  /** `proven`: the cited sentences say it. `replaced`: they don't, and what the model cited is quoted in its place. `left_out`: nothing of it is shown */
  readonly verdict: "proven" | "replaced" | "left_out";
  /** As the model wrote it where it is `proven`, a quote where it is `replaced`; empty where it is left out */
  readonly text: string;
  /** Ids of `written.citations` that prove the text */
  readonly citations: readonly string[];
  /** Why what the model wrote isn't shown; null where it is. `uncited`: it names no source; `unknown_id`: one that it wasn't given; `fact`: a number, date, name or negation that the source doesn't say; `turned`: cause, order or comparison is turned round; `unsaid`: words that it doesn't say; `denied`: the reader reads the contrary; `beside`: it is proven and doesn't bear on the question; `repeated`: it was said before; `too_long`: more than one sentence can hold */
  readonly reason:
    | "uncited"
    | "unknown_id"
    | "fact"
    | "turned"
    | "unsaid"
    | "denied"
    | "beside"
    | "repeated"
    | "too_long"
    | null;
}

/** A sentence of the model, with its verdict */
export interface WrittenSentenceEvent {
  readonly event: "written.sentence";
  readonly data: CheckedSentence;
}

/** The settings that a folder on this machine has; docs/cli.md says more of each. */
export interface FolderSettings {
  /** Passages to show [8]. */
  readonly topK?: number | undefined;
  /** How sure an answer has to be: careful refuses more, eager less [balanced]. */
  readonly strictness?: "careful" | "balanced" | "eager" | undefined;
  /** Read the best passages before answering; off is faster, and less sure [on]. */
  readonly reader?: "on" | "off" | undefined;
  /** Threads that embed (0: one a core) [0]. */
  readonly workers?: number | undefined;
  /** Embedding model: a folder under the model path, or a hub id [Xenova/e5-small-v2]. */
  readonly model?: string | undefined;
  /** Folder that holds the model (the one that ships with Footnote). */
  readonly modelPath?: string | undefined;
  /** Download a model that is not at hand [false]. */
  readonly allowRemoteModels?: boolean | undefined;
  /** Weights to load [q8]. */
  readonly modelDtype?: "q8" | "fp32" | undefined;
  /** How token vectors become one [auto]. */
  readonly modelPooling?: "auto" | "mean" | "cls" | undefined;
  /** Text before each question (what the model's card asks for). */
  readonly queryPrefix?: string | undefined;
  /** Text before each passage (what the model's card asks for). */
  readonly passagePrefix?: string | undefined;
  /** Most tokens of a passage [200]. */
  readonly passageTokens?: number | undefined;
  /** Tokens that neighbouring passages share at most [64]. */
  readonly overlapTokens?: number | undefined;
  /** Set larger files aside (megabytes) [64]. */
  readonly maxFileMb?: number | undefined;
  /** Folders below each other to look at [32]. */
  readonly maxDepth?: number | undefined;
  /** Files to look at [100000]. */
  readonly maxFiles?: number | undefined;
  /** Set a file aside that takes longer to read [60]. */
  readonly secondsPerFile?: number | undefined;
  /** Set a file aside that makes more passages [20000]. */
  readonly passagesPerFile?: number | undefined;
  /** Recognise the text of pictures and scanned pages [on]. */
  readonly ocr?: "on" | "off" | undefined;
  /** Languages of that text, as Tesseract calls them: eng, or eng+deu [eng]. */
  readonly ocrLanguages?: string | undefined;
  /** Folder that holds the data of other languages, as deu.traineddata. */
  readonly ocrDataPath?: string | undefined;
  /** Where the index is kept [folder]. */
  readonly store?: "folder" | "opensearch" | undefined;
  /** Address of a node of the OpenSearch cluster, for the store opensearch. */
  readonly opensearchUrl?: readonly string[] | undefined;
  /** Name of the index in the OpenSearch cluster [footnote]. */
  readonly opensearchName?: string | undefined;
  /** User of the OpenSearch cluster. */
  readonly opensearchUser?: string | undefined;
  /** Password of that user. */
  readonly opensearchPassword?: string | undefined;
  /** File that holds the password, which only you may read. */
  readonly opensearchPasswordFile?: string | undefined;
  /** File of the authority that signed the certificates of the OpenSearch cluster (PEM). */
  readonly opensearchCaFile?: string | undefined;
  /** Model to write with (the first that the server lists). */
  readonly llmModel?: string | undefined;
  /** Key for the model's server. */
  readonly llmKey?: string | undefined;
  /** File that holds the key, which only you may read. */
  readonly llmKeyFile?: string | undefined;
  /** File, folder/ or glob whose text is never sent to a model. */
  readonly llmExclude?: readonly string[] | undefined;
  /** Host that sentences of the documents may be sent to. */
  readonly llmConsent?: readonly string[] | undefined;
  /** Characters of sentences that a model is given at once [12000]. */
  readonly llmCharacters?: number | undefined;
  /** Seconds that writing an answer may take [120]. */
  readonly llmSeconds?: number | undefined;
  /** Who makes a follow-up a question of its own: model sends the conversation's questions to the model of llmUrl [rules]. */
  readonly followUps?: "rules" | "model" | undefined;
  /** Open no connection to anything [false]. */
  readonly offline?: boolean | undefined;
}

/** What went wrong, for programs. Later versions may have more of them. */
export type ErrorCode =
  | "baseline_invalid"
  | "chat_model_unknown"
  | "citations_unreadable"
  | "collection_gone"
  | "collection_name_unusable"
  | "collection_unknown"
  | "collections_unreadable"
  | "conversation_too_long"
  | "conversation_unknown"
  | "conversation_unreadable"
  | "conversation_unsaved"
  | "conversations_full"
  | "conversations_off"
  | "corpus_elsewhere"
  | "corpus_empty"
  | "corpus_missing"
  | "corpus_not_folder"
  | "corpus_unnamed"
  | "corpus_unreadable"
  | "corpus_unwatched"
  | "document_unknown"
  | "document_unmatched"
  | "documents_same"
  | "export_exists"
  | "folder_closed"
  | "host_not_loopback"
  | "index_build_ended"
  | "index_corrupt"
  | "index_format"
  | "index_job_running"
  | "index_job_unknown"
  | "index_lock_lost"
  | "index_locked"
  | "index_missing"
  | "index_model"
  | "index_out_of_memory"
  | "index_splitter"
  | "index_unusable"
  | "index_unwritable"
  | "internal"
  | "interrupted"
  | "location_incomplete"
  | "location_unknown"
  | "method_not_allowed"
  | "model_damaged"
  | "model_failed"
  | "model_missing"
  | "nothing_to_verify"
  | "ocr_language_missing"
  | "original_changed"
  | "original_unknown"
  | "output_unwritable"
  | "page_unknown"
  | "passage_unknown"
  | "passage_unnamed"
  | "path_unknown"
  | "port_taken"
  | "port_unavailable"
  | "question_empty"
  | "question_not_text"
  | "question_too_long"
  | "questions_unreadable"
  | "rate_limited"
  | "request_forbidden"
  | "request_headers_too_large"
  | "request_invalid"
  | "request_malformed"
  | "request_media_type"
  | "request_not_json"
  | "request_timed_out"
  | "request_too_large"
  | "request_too_slow"
  | "route_unknown"
  | "server_asks_to_wait"
  | "server_busy"
  | "server_closing"
  | "server_cut_off"
  | "server_failed"
  | "server_not_asked"
  | "server_redirects"
  | "server_refuses"
  | "server_reply_unknown"
  | "server_silent"
  | "server_token_exposed"
  | "server_token_refused"
  | "server_unreachable"
  | "set_invalid"
  | "setting_invalid"
  | "statement_empty"
  | "statement_too_long"
  | "store_forbidden"
  | "store_login"
  | "store_offline"
  | "store_refused"
  | "store_unreachable"
  | "store_untrusted"
  | "terminal_required"
  | "token_name"
  | "token_required"
  | "token_unknown"
  | "tokens_invalid"
  | "writer_busy"
  | "writer_consent"
  | "writer_cut_off"
  | "writer_failed"
  | "writer_key_exposed"
  | "writer_model_unknown"
  | "writer_offline"
  | "writer_refused"
  | "writer_reply_unknown"
  | "writer_timeout"
  | "writer_unreachable"
  | "writer_unset"
  | "writer_web_page";
