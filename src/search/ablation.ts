/**
 * What a question's way can do without, to measure what each is worth: a ranking (`vectors` of passages, `sentences`,
 * `keywords`) counts for nothing, neighbours are not joined, the gate answers whatever is found.
 */
export const PARTS = ["keywords", "sentences", "vectors", "proximity", "joining", "trimming", "gate"] as const;

export type Part = (typeof PARTS)[number];
/** [none] */
export type Without = ReadonlySet<Part>;

export const NOTHING_LEFT_OUT: Without = new Set();
