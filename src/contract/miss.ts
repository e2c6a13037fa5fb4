/** Why a document is not in the answer to a question: what `footnote why-not --json` gives. */
import { z } from "@hono/zod-openapi";
import { location, StaleFileSchema } from "./answer.js";
import { GateExplanationSchema, ScoreExplanationSchema } from "./explanation.js";
import { count, type Immutable, list, orNull, passageId } from "./parts.js";

const rank = z.int().min(1);
const inBestPassage = z.boolean();

/** A word of the question. */
const DocumentWordSchema = z.object({
  word: z.string(),
  forms: list(z.string()).describe("Of it in the document, in the order of its text; none for a word that it lacks"),
  in_best_passage: inBestPassage,
});

export type DocumentWord = Immutable<z.infer<typeof DocumentWordSchema>>;

/** What became of a passage when the best ones were put together to be shown. */
const PlacementSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("shown"), rank: rank.describe("Its own") }),
  z.object({ state: z.literal("merged"), rank: rank.describe("Of the better passage that shows its sentences") }),
  /** Worse than as many passages as were to be shown. */
  z.object({ state: z.literal("below") }),
  /** It was no candidate. */
  z.object({ state: z.literal("not_ranked") }),
]);

export type Placement = Immutable<z.infer<typeof PlacementSchema>>;

/** How far a document's best passage came, stage by stage. */
const DocumentEvidenceSchema = z.object({
  best: z.object({ ...location, passage_id: passageId, text: z.string() }),
  passages_searched: count.describe("Of all documents: what the ranks of the first three stages count in"),
  vector: z.object({ rank, cosine: z.number() }),
  sentence: z.object({ rank, cosine: z.number() }),
  keywords: z.object({
    rank: rank.nullable().describe("null for a passage without any word of the question"),
    bm25: z.number(),
  }),
  fused: z
    .object({ rank, candidates: count, score: z.number(), explanation: ScoreExplanationSchema })
    .nullable()
    .describe("null for a passage that was no candidate: neither among the best by vector nor by keywords"),
  placement: PlacementSchema,
  cited: z.boolean().describe("Whether the answer quotes the document"),
  words: list(DocumentWordSchema),
  phrases: list(z.object({ phrase: z.string(), in_best_passage: inBestPassage })).describe("In quotation marks"),
  answered: z.boolean().describe("Whether the whole question was"),
  gate: orNull(GateExplanationSchema),
});

export type DocumentEvidence = Immutable<z.infer<typeof DocumentEvidenceSchema>>;

export const MissSchema = z.object({
  question: z.string(),
  path: z.string(),
  status: z.enum(["skipped", "not_indexed", "filtered", "searched"]),
  reason: z.string().describe("At which stage the document was lost, in a sentence"),
  hint: z.string().nullable().describe("What to do about it; null where nothing is known to help"),
  stale: StaleFileSchema.shape.change.nullable().describe("How its file has changed since it was indexed"),
  evidence: DocumentEvidenceSchema.nullable().describe("Of a document that was searched and has text"),
});

export type Miss = Immutable<z.infer<typeof MissSchema>>;
