import type { Answer, Citation } from "../../contract/answer.js";
import { quotedDocuments } from "../../core/answer-walk.js";
import { howRead } from "../../core/past-turns.js";
import { oneLine, shorten } from "../../core/text.js";
import { isListCut, place, staleLine } from "../../core/wording.js";
import type { ChatCompletion } from "./chat-schemas.js";

/** What `past-turns.ts` reads out of a message again is marked with these. */
export const READ_AS = "Read as: ";
export const SOURCES = "Sources:";

const NEAREST_SHOWN = 3;
const QUOTE_CHARACTERS = 300;

/** The message in pieces of about a sentence; joined they are the text. */
export function chatPieces(answer: Answer): string[] {
  const { as, of } = howRead(answer);
  const reading = [
    ...(as === null ? [] : [`${READ_AS}${quoted(as)}\n\n`]),
    ...(of === null ? [] : [`Asked of: ${harmless(of)}\n\n`]),
  ];
  const stale = staleLine(answer.coverage);
  const said = answer.kind === "content" ? answeredPieces : aboutPieces;
  const body = answer.answer ? said(answer) : notFoundPieces(answer);
  return [...reading, ...body, ...(stale === "" ? [] : [`\n\n${stale}`])];
}

/** The sentences of one document are one paragraph. */
function answeredPieces(answer: Answer): string[] {
  const pieces: string[] = [];
  for (const { sentences } of quotedDocuments(answer)) {
    for (const [i, { text, numbers, context }] of sentences.entries()) {
      const before = context === null ? "" : `(… ${quoted(context)}) `;
      const marks = numbers.map((number) => `[${number}]`).join("");
      const paragraph = pieces.length === 0 ? "" : "\n\n";
      pieces.push(
        `${i === 0 ? paragraph : " "}${before}${before === "" ? atStart(quoted(text)) : quoted(text)} ${marks}`,
      );
    }
  }
  return [...pieces, ...sourcePieces(answer)];
}

/** Of the documents themselves: a list, an outline or a comparison, an item a line; or what Footnote is. */
function aboutPieces(answer: Answer): string[] {
  const items = quotedDocuments(answer).flatMap(({ document, name, sentences }) => [
    ...(name === null ? [] : [`\n\n${quoted(name)}:`]),
    ...sentences.map(({ text, numbers, context }) => {
      const heading = context === null ? "" : `${quoted(context)}: `;
      const marks = numbers.length === 0 ? "" : ` ${numbers.map((number) => `[${number}]`).join("")}`;
      return `${document === null ? "" : "\n- "}${heading}${quoted(text)}${marks}`;
    }),
  ]);
  const all = isListCut(answer) ? ["\n\n`GET /v1/documents` lists all of them."] : [];
  const [first = "", ...others] = items;
  return [first.trimStart(), ...others, ...all, ...(answer.citations.length > 0 ? sourcePieces(answer) : [])];
}

function sourcePieces({ citations }: Answer): string[] {
  return [`\n\n${SOURCES}`, ...citations.map(sourcePiece)];
}

/** A line of the list of sources. */
export function sourcePiece(citation: Citation, i: number): string {
  return `\n${i + 1}. ${harmless(place(citation))}: "${shortQuote(citation.quote)}"`;
}

function notFoundPieces({ not_found }: Answer): string[] {
  const { reason = "", missing_terms: missing = [], nearest = [] } = not_found ?? {};
  const shown = nearest.slice(0, NEAREST_SHOWN);
  return [
    `Not found in the documents. ${reason}`,
    ...(missing.length > 0 ? [`\n\nWords that occur nowhere in them: ${missing.map(quoted).join(", ")}`] : []),
    ...(shown.length > 0 ? ["\n\nNearest passages:"] : []),
    ...shown.map((passage, i) => `\n${i + 1}. ${harmless(place(passage))}: "${shortQuote(passage.text)}"`),
  ];
}

/** Text of a document or a model, on one line. */
export function quoted(text: string): string {
  return harmless(oneLine(text));
}

function shortQuote(text: string): string {
  return harmless(shorten(oneLine(text), QUOTE_CHARACTERS));
}

/**
 * Chat programs show messages as Markdown: a document must not make them load a picture, show a link or run HTML.
 * All other characters stay as they are, for programs that show plain text.
 */
function harmless(text: string): string {
  return text.replace(/(?<=!)\[|(?<=\])[([:]/gu, "\\$&").replace(/<(?=[a-z/!?])/giu, "&lt;");
}

/** At the start of a paragraph, what would make it a heading, a list or a block of code. */
function atStart(text: string): string {
  return text.replace(/^[#>+*`~|-]/u, "\\$&");
}

/**
 * A completion as the events of a stream: first the evidence, then the text piece by piece. All of it is known when the
 * first event is sent, so a failure is never told in the middle of a stream.
 * @param pieces the text; joined they are the completion's
 */
export function chatEvents(completion: ChatCompletion, pieces: readonly string[], includeUsage: boolean): string {
  const { kind, status, confidence, citations, usage } = completion;
  const chunks = new Chunks(completion, includeUsage);
  return [
    chunks.begin({ kind, status, confidence, citations }),
    ...pieces.map((content) => chunks.piece(content)),
    ...chunks.end(usage),
  ]
    .map((data) => `data: ${data}\n\n`)
    .join("");
}

/** The events of a stream, one by one: the data of each. */
export class Chunks {
  readonly #whole: object;

  constructor(
    { id, created, model }: Pick<ChatCompletion, "id" | "created" | "model">,
    private readonly includeUsage: boolean,
  ) {
    this.#whole = { id, object: "chat.completion.chunk", created, model };
  }

  begin(evidence: object): string {
    return JSON.stringify({ ...this.#choice({ role: "assistant", content: "" }), ...evidence });
  }

  piece(content: string): string {
    return JSON.stringify(this.#choice({ content }));
  }

  /** @param more beside the last choice */
  end(usage: ChatCompletion["usage"], more: object = {}): string[] {
    return [
      JSON.stringify({ ...this.#choice({}, "stop"), ...more }),
      ...(this.includeUsage ? [JSON.stringify({ ...this.#whole, choices: [], usage })] : []),
      "[DONE]",
    ];
  }

  #choice(delta: object, finish: "stop" | null = null): object {
    return {
      ...this.#whole,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...(this.includeUsage && { usage: null }),
    };
  }
}
