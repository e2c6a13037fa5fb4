/** A page as a picture: one byte of grey a pixel, row by row from the top left; 0 is black. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array<ArrayBuffer>;
  /** Pixels an inch of paper; `null` where that isn't known. */
  readonly dpi: number | null;
}

/** A word in pixels of the picture. */
export interface RecognizedWord {
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface RecognizedLine {
  readonly words: readonly RecognizedWord[];
  /** Height of the letters' feet in the middle of the line. */
  readonly baseline: number;
  /** Height of the type, with what reaches above and below. */
  readonly size: number;
}

/** Lines that stand below each other, in one column. */
export type RecognizedBlock = readonly RecognizedLine[];

export type RecognizedPage =
  /** In reading order; nothing where no text was found. */
  | { readonly status: "read"; readonly blocks: readonly RecognizedBlock[] }
  | {
      readonly status: "unreadable";
      /** To be read behind the page: `takes longer than 600 s`. */
      readonly reason: string;
    };

/** Port: gives the text of pictures. Takes the picture's bytes over. What can't be recognised is a value. */
export interface Recognizer {
  /** @throws the reason of `signal` when it is aborted */
  recognize(picture: Picture, signal?: AbortSignal): Promise<RecognizedPage>;
  close(): Promise<void>;
}
