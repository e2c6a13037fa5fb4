/** What the terminal can show. */
export interface Display {
  /** Numbers of citations as `¹`; else as `[1]`. */
  readonly superscripts: boolean;
  /** The sentences of an answer come one by one. */
  readonly isGradual: boolean;
}

export const FULL_DISPLAY: Display = { superscripts: true, isGradual: true };

/** As many sentences as an answer may have. */
export const ALL_SHOWN = Number.POSITIVE_INFINITY;
