import type { AskRequest } from "../assistant/assistant.js";
import type { Finding } from "../assistant/diagnose.js";
import type { WhyNot } from "../assistant/why-not.js";

/** What the chat can do beside what every assistant can. */
export interface Desk {
  /** @throws FootnoteError server_not_asked, where the documents are a server's */
  whyNot(document: string, request: AskRequest, signal: AbortSignal): Promise<WhyNot>;
  /** @throws FootnoteError server_not_asked, likewise */
  diagnose(): Promise<readonly Finding[]>;
  /** Folder that file names are relative to. */
  readonly cwd: string;
}
