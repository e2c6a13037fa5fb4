import type { AskRequest } from "../assistant/assistant.js";
import type { Finding } from "../contract/diagnosis.js";
import type { Judgement } from "../contract/judgement.js";
import type { Miss } from "../contract/miss.js";
import type { Conversations } from "../core/conversation/conversations.js";

/** What came of something, said above the input or below the open document. */
export interface Remark {
  readonly tone: "muted" | "good" | "warning";
  readonly text: string;
}

/** A line (1-based) of a document's text; `null` where none is meant. Only the host knows whether its file has lines too. */
export interface FilePlace {
  readonly path: string;
  readonly line: number | null;
}

/** Runs what needs the terminal to itself, and takes the terminal back. */
export type WithTerminal = <Result>(run: () => Promise<Result>) => Promise<Result>;

/** The language model that answers are written by, as people are told. */
export interface WriterName {
  readonly host: string;
  /** Its name, or `the first model` of the host. */
  readonly model: string;
}

/** Port: what the chat does on this machine beside asking. */
export interface ChatHost {
  /** Folder that file names are relative to. */
  readonly cwd: string;
  /** Opens a document of the corpus in the user's editor; what can't be opened is said, not thrown. */
  edit(place: FilePlace, withTerminal: WithTerminal): Promise<Remark | null>;
  /** Keeps what the user said of an answer, for measurements. @throws FootnoteError output_unwritable */
  keep(judgement: Judgement): Promise<Remark>;
  /** @throws FootnoteError server_not_asked, where the documents are a server's */
  whyNot(document: string, request: AskRequest, signal: AbortSignal): Promise<Miss>;
  /** Looks at the installation, the model and the index. @throws FootnoteError server_not_asked, likewise */
  diagnose(): Promise<readonly Finding[]>;
  /**
   * The language model that the settings name; nothing is sent. `consent` is what has to be asked before anything is
   * sent to it; `null` where nothing has to be.
   * @throws FootnoteError writer_unset, writer_offline, setting_invalid
   */
  writer(): Promise<{ readonly writer: WriterName; readonly consent: string | null }>;
  /** Where conversations are kept [nowhere]. */
  readonly conversations?: Conversations;
  /** Lets sentences be sent to a host from now on, also in later chats. */
  agreeTo(host: string): Promise<void>;
}

/** Puts a text on the clipboard as far as that can be known. */
export type Copy = (text: string, what: string) => Remark;
