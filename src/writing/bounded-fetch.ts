import type { WriterAddress } from "./writer-address.js";

/** Of a reply, and of one line of it. Forty passages are answered in some 10 kB. */
const MAX_REPLY_BYTES = 4 << 20;
const MAX_LINE_BYTES = 256 << 10;

/** A reply that is not read to its end. */
export class ReplyTooLong extends Error {
  constructor() {
    super("it goes on and on");
  }
}

/** A reply that sends on to another address, where nothing is sent unasked. */
export class Redirected extends Error {
  constructor(readonly target: string) {
    super(`it sends on to ${target}`);
  }
}

/** What a login, a proxy or another program answers with instead of the API. */
export class WebPage extends Error {
  constructor(readonly status: number) {
    super("it is a web page");
  }
}

/** Whether it may go better the next time, whoever says so: the status tells that, the page nothing. */
function isForLater(status: number): boolean {
  return status === 429 || status >= 500;
}

/**
 * `fetch` as the client of the model's server may use it: for that server alone, with no header but those that the call
 * needs, following no redirection, and reading no reply without an end.
 */
export function boundedFetch({ base }: WriterAddress, key: string): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(`${base}/`)) throw new Error(`${url} is not of ${base}`);
    const { method = "GET", body = null, signal = null } = init ?? {};
    const headers = {
      accept: "application/json, text/event-stream",
      ...(body !== null && { "content-type": "application/json" }),
      ...(key !== "" && { authorization: `Bearer ${key}` }),
    };
    const response = await fetch(url, { method, body, signal, headers, redirect: "manual" });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new Redirected(response.headers.get("location") ?? "nowhere");
    }
    const { status, statusText } = response;
    if (/\bhtml\b/iu.test(response.headers.get("content-type") ?? "")) {
      await response.body?.cancel();
      if (!isForLater(status)) throw new WebPage(status);
      return new Response(null, { status, statusText, headers: response.headers });
    }
    if (!response.body) return response;
    return new Response(response.body.pipeThrough(bounded()), { status, statusText, headers: response.headers });
  };
}

function bounded(): TransformStream<Uint8Array, Uint8Array> {
  let total = 0;
  let line = 0;
  return new TransformStream({
    transform(piece, controller) {
      total += piece.byteLength;
      const last = piece.lastIndexOf(10);
      line = last < 0 ? line + piece.byteLength : piece.byteLength - last - 1;
      if (total > MAX_REPLY_BYTES || line > MAX_LINE_BYTES) controller.error(new ReplyTooLong());
      else controller.enqueue(piece);
    },
  });
}
