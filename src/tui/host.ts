import type { Judgement } from "../core/judgement.js";

/** What came of something, said above the input or below the open document. */
export interface Remark {
  readonly tone: "muted" | "good" | "warning";
  readonly text: string;
}

/** A line (1-based) of a document; `line` is `null` where lines mean nothing in the file itself. */
export interface FilePlace {
  readonly path: string;
  readonly line: number | null;
}

/** Runs what needs the terminal to itself, and takes the terminal back. */
export type WithTerminal = <Result>(run: () => Promise<Result>) => Promise<Result>;

/** Port: what the chat does on this machine beside asking. */
export interface ChatHost {
  /** Opens a document of the corpus in the user's editor; what can't be opened is said, not thrown. */
  edit(place: FilePlace, withTerminal: WithTerminal): Promise<Remark | null>;
  /** Keeps what the user said of an answer, for measurements. @throws FootnoteError output_unwritable */
  keep(judgement: Judgement): Promise<Remark>;
}

/** Puts a text on the clipboard as far as that can be known. */
export type Copy = (text: string, what: string) => Remark;
