import type { PromptMessage } from "../contract/written.js";

/** A piece of what a model writes, or what its server says of all of it. */
export type WriterPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "usage"; readonly prompt: number | null; readonly completion: number | null };

export interface WriterRequest {
  readonly messages: readonly PromptMessage[];
  readonly signal?: AbortSignal | undefined;
}

/** Port: a language model that writes. */
export interface Writer {
  /** Where it is, as people know it: `127.0.0.1:11434`. */
  readonly host: string;
  /** @throws FootnoteError writer_…, where the first has to be asked for */
  model(signal?: AbortSignal): Promise<string>;
  /**
   * What it writes, as it comes. Leaving the loop ends it.
   * @throws FootnoteError writer_…; the reason of the signal
   */
  write(request: WriterRequest): AsyncIterable<WriterPiece>;
  /** The models that its server has, in its order. @throws FootnoteError writer_… */
  models(signal?: AbortSignal): Promise<readonly string[]>;
}
