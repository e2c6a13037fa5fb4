import { addAbortSignal, type Readable } from "node:stream";
import { MAX_QUESTION_CHARACTERS } from "../../contract/limits.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { NumberedLine } from "./answer-each.js";

/** What standard input is called where a line of it has failed. */
export const STANDARD_INPUT = "Standard input";
/** More than any question has; keeps a wrong file on stdin from filling the memory. */
const MAX_QUESTION_BYTES = 1 << 21;
const MAX_CODE_POINT_BYTES = 4;
const LINE_FEED = 10;

/**
 * The question of the arguments; `-` reads standard input to its end.
 * @throws FootnoteError question_not_text, question_too_long
 */
export async function readQuestion(words: readonly string[], stdin: Readable, signal: AbortSignal): Promise<string> {
  if (words.length === 1 && words[0] === "-") return decodeQuestion(await readAll(addAbortSignal(signal, stdin)));
  const question = words.join(" ");
  // Node decodes the arguments and puts U+FFFD in place of what is not UTF-8.
  if (question.includes("\uFFFD")) throw new FootnoteError("question_not_text", {});
  return question;
}

async function readAll(stdin: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > MAX_QUESTION_BYTES) throw tooLong();
  }
  return Buffer.concat(chunks);
}

/** Each line of a stream as it comes, decoded; one that can't be a question gives the error in its place. */
async function* readLines(stdin: Readable, signal: AbortSignal): AsyncGenerator<string | FootnoteError> {
  let line = new Line();
  for await (const chunk of addAbortSignal(signal, stdin)) {
    let rest = Buffer.from(chunk);
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED)) {
      line.add(rest.subarray(0, end));
      yield line.read();
      line = new Line();
      rest = rest.subarray(end + 1);
    }
    line.add(rest);
  }
  if (line.size > 0) yield line.read();
}

/** The lines that aren't blank, with their numbers from 1. */
export async function* numberedLines(stdin: Readable, signal: AbortSignal): AsyncGenerator<NumberedLine> {
  let line = 0;
  for await (const text of readLines(stdin, signal)) {
    line += 1;
    if (text !== "") yield { text, line };
  }
}

class Line {
  size = 0;
  #parts: Uint8Array[] = [];

  /** Keeps no more than a question may have. */
  add(part: Uint8Array): void {
    this.size += part.length;
    if (this.size <= MAX_QUESTION_BYTES) this.#parts.push(part);
    else this.#parts = [];
  }

  read(): string | FootnoteError {
    if (this.size > MAX_QUESTION_BYTES) return tooLong();
    try {
      return decodeQuestion(Buffer.concat(this.#parts));
    } catch (error) {
      return error as FootnoteError;
    }
  }
}

/** @throws FootnoteError question_not_text */
function decodeQuestion(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch (cause) {
    throw new FootnoteError("question_not_text", {}, { cause });
  }
}

function tooLong(): FootnoteError {
  const length = `more than ${MAX_QUESTION_BYTES / MAX_CODE_POINT_BYTES}`;
  return new FootnoteError("question_too_long", { length, limit: MAX_QUESTION_CHARACTERS });
}
