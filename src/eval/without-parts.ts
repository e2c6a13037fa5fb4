import { assemble } from "../search/answer/assemble.js";
import { judge } from "../search/gate/evidence-gate.js";
import { createPipeline, type Pipeline, STAGES, type Stages } from "../search/pipeline.js";
import { WEIGHTS, type Weights } from "../search/rank/fuse.js";
import { rankPassages } from "../search/rank/rank-passages.js";

/**
 * What a question's way can do without, to measure what each is worth: a ranking (`vectors` of passages, `sentences`,
 * `keywords`, `proximity`) counts for nothing, neighbours are not joined, edges stay, the gate answers whatever is found,
 * spelling stays as it is typed, and nothing is read.
 */
export const PARTS = [
  "keywords",
  "sentences",
  "vectors",
  "proximity",
  "joining",
  "trimming",
  "gate",
  "spelling",
  "reader",
] as const;

export type Part = (typeof PARTS)[number];

const RANKINGS: Readonly<Partial<Record<Part, keyof Weights>>> = {
  vectors: "passage",
  sentences: "sentence",
  keywords: "keywords",
  proximity: "proximity",
};

/** The pipeline built without some of its parts. */
export function pipelineWithout(parts: ReadonlySet<Part>): Pipeline {
  const weightless = [...parts].flatMap((part) => RANKINGS[part] ?? []);
  const weights = { ...WEIGHTS, ...Object.fromEntries(weightless.map((ranking) => [ranking, 0])) };
  const stages: Stages = {
    ...STAGES,
    rank: (selection, inquiry) => rankPassages(selection, inquiry, weights),
    ...(parts.has("spelling") && { spell: async (question) => question }),
    ...(parts.has("joining") && {
      assemble: (ranking, inquiry) => assemble(ranking, inquiry, (_passage, sentences) => sentences),
    }),
    ...(parts.has("trimming") && { trim: (shown) => [...shown] }),
    ...(parts.has("gate") && {
      judge: (ranking, inquiry) => ({ ...judge(ranking, inquiry), answered: ranking.ranked.length > 0 }),
    }),
  };
  return createPipeline(stages);
}
