import type { Readable } from "node:stream";
import { FootnoteError } from "../core/errors.js";

/** More than any question has; keeps a wrong file on stdin from filling the memory. */
const MAX_STDIN_BYTES = 1 << 20;

/** The question of the arguments; `-` reads standard input to its end. @throws FootnoteError question_not_text */
export async function readQuestion(words: readonly string[], stdin: Readable): Promise<string> {
  if (words.length === 1 && words[0] === "-") return decodeQuestion(await readAll(stdin));
  const question = words.join(" ");
  // Node decodes the arguments and puts U+FFFD in place of what is not UTF-8.
  if (question.includes("\uFFFD")) throw new FootnoteError("question_not_text", {});
  return question;
}

/** @throws FootnoteError question_not_text */
export function decodeQuestion(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch (cause) {
    throw new FootnoteError("question_not_text", {}, { cause });
  }
}

async function readAll(stdin: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > MAX_STDIN_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/** Each line of a stream as it comes, decoded; an invalid one gives the error in its place. */
export async function* readLines(stdin: Readable): AsyncGenerator<string | FootnoteError> {
  let rest = Buffer.alloc(0);
  const decode = (line: Uint8Array): string | FootnoteError => {
    try {
      return decodeQuestion(line);
    } catch (error) {
      return error as FootnoteError;
    }
  };
  for await (const chunk of stdin) {
    rest = Buffer.concat([rest, Buffer.from(chunk)]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield decode(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
    }
  }
  if (rest.length > 0) yield decode(rest);
}
