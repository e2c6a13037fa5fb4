import { FootnoteError } from "../core/errors/errors.js";
import { isLoopback } from "../core/loopback.js";
import type { Settings } from "../core/settings.js";

/** Where a model's server is. */
export interface WriterAddress {
  /** With `/v1`, without a slash at its end: what the paths of the API stand behind. */
  readonly base: string;
  /** As people know it, with the port where it isn't the scheme's own: `api.openai.com`, `127.0.0.1:11434`. */
  readonly host: string;
  readonly isLoopback: boolean;
}

const VERSION = /\/v\d+(?:beta|alpha)?(?:\/.*)?$/u;

/** `/v1` is added where the address names no version. @throws FootnoteError setting_invalid, writer_unset */
export function writerAddress(llmUrl: string): WriterAddress {
  if (llmUrl === "") throw new FootnoteError("writer_unset", {});
  const invalid = (problem: string) =>
    new FootnoteError("setting_invalid", { setting: "llmUrl", source: "address", problem });
  if (!URL.canParse(llmUrl)) throw invalid("it takes an address like http://127.0.0.1:11434");
  const url = new URL(llmUrl);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw invalid("it takes http:// or https://");
  if (url.username !== "" || url.password !== "") throw invalid("a key belongs into FOOTNOTE_LLM_KEY");
  const path = url.pathname.replace(/\/+$/u, "");
  const base = `${url.origin}${VERSION.test(path) ? path : `${path}/v1`}`;
  return { base, host: url.host, isLoopback: isLoopback(url.hostname) };
}

/**
 * Whether the settings let anything be sent there.
 * @throws FootnoteError writer_offline, writer_consent
 */
export function assertAllowed(
  { base: server, host, isLoopback }: WriterAddress,
  { offline, llmConsent }: Pick<Settings, "offline" | "llmConsent">,
): void {
  if (offline) throw new FootnoteError("writer_offline", { server });
  if (!isLoopback && !llmConsent.includes(host)) throw new FootnoteError("writer_consent", { host });
}
