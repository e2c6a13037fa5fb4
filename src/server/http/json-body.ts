import type { HonoRequest, MiddlewareHandler } from "hono";
import { FootnoteError } from "../../core/errors/errors.js";

export const MAX_BODY_BYTES = 256 * 1024;

/**
 * Reads a JSON body for the validator behind it: no more than `MAX_BODY_BYTES`, declared or sent in chunks, and decoded
 * strictly, because `Request.text()` would put U+FFFD for bytes that are not UTF-8 and search for something else.
 * @throws request_media_type, request_too_large, question_not_text, request_not_json
 */
export const jsonBody = jsonBodyUpTo(MAX_BODY_BYTES);

/** The same for other sizes. */
export function jsonBodyUpTo(limit: number): MiddlewareHandler {
  return async (c, next) => {
    checkMediaType(c.req);
    const text = decode(await readBytes(c.req, limit));
    checkJson(text);
    // Where Hono looks before it reads a body; it keeps promises there, whatever its types say.
    Object.assign(c.req.bodyCache, { text: Promise.resolve(text) });
    await next();
  };
}

/** As `jsonBody`; a request without a body, whatever its content type, counts as `{}`. */
export const optionalJsonBody: MiddlewareHandler = async (c, next) => {
  const bytes = await readBytes(c.req);
  if (bytes.byteLength > 0) checkMediaType(c.req);
  const text = bytes.byteLength > 0 ? decode(bytes) : "{}";
  checkJson(text);
  c.req.raw = withBody(c.req.raw, text);
  await next();
};

/** The validator looks at the type before it looks for a body, so another body needs another request. */
function withBody({ method, headers, signal, url }: Request, body: string): Request {
  const sent = { ...Object.fromEntries(headers), "content-type": "application/json" };
  return new Request(url, { method, headers: sent, signal, body });
}

function checkMediaType(request: HonoRequest): void {
  const type = request.header("content-type") ?? "";
  const encoding = request.header("content-encoding") ?? "identity";
  if (!/^application\/json(;\s*charset="?utf-8"?)?$/i.test(type)) {
    throw new FootnoteError("request_media_type", { type: type === "" ? "no content type" : type });
  }
  if (encoding.toLowerCase() !== "identity") {
    throw new FootnoteError("request_media_type", { type: `${type}, ${encoding}` });
  }
}

async function readBytes(request: HonoRequest, limit = MAX_BODY_BYTES): Promise<Uint8Array> {
  const declared = Number(request.header("content-length") ?? Number.NaN);
  if (declared > limit) throw tooLarge(limit);
  // Node holds a body to the length that it declares; without a stream around it, it is read sooner.
  if (declared >= 0) return new Uint8Array(await request.raw.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = (request.raw.body as ReadableStream<Uint8Array> | null)?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > limit) {
      if (reader) void discard(reader);
      throw tooLarge(limit);
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads what is left of a body while the refusal is on its way: cancelling would cut the connection before the client
 * sees why. The HTTP adapter hangs up on a client that goes on for half a second after that.
 */
async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // The connection broke off, which ends it as well.
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FootnoteError("question_not_text", {}, { cause });
  }
}

function checkJson(text: string): void {
  if (text === "") throw new FootnoteError("request_not_json", { problem: "it is empty" });
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new FootnoteError("request_not_json", { problem: (cause as SyntaxError).message }, { cause });
  }
}

function tooLarge(limit: number): FootnoteError {
  return new FootnoteError("request_too_large", { limit });
}
