/** How scores and verdicts came about, in the words of the wire. */
import { z } from "@hono/zod-openapi";
import { type Immutable, list, offset, orNull } from "./parts.js";

const part = {
  scaled: z.number().describe("0 to 1: between the worst and the best of this question's candidates"),
  weight: z.number(),
  contribution: z.number().describe("To the score: `weight` times `scaled`"),
};
/** Of the vector with the question's. */
const cosine = z.number().describe("-1 to 1");
/** Before both are scaled. */
const words = z.number().describe("What the words that it shares with the question add to the cosine");

/** What one ranking gave to a passage's score. */
const ScorePartSchema = z.object(part).openapi("ScorePart");
export type ScorePart = Immutable<z.infer<typeof ScorePartSchema>>;

const VectorPartSchema = z.object({ cosine, ...part }).openapi("VectorPart");
const SentencePartSchema = z
  .object({ cosine, words, text: z.string(), start: offset, end: offset.describe("Exclusive"), ...part })
  .openapi("SentencePart", {
    description: "The passage's sentence that is nearest to the question, by its vector and its words",
  });

/** What one word of the question gave to a passage. */
const WordScoreSchema = z
  .object({
    word: z.string().describe("As the question writes it"),
    idf: z.number().describe("How rare it is among all passages"),
    score: z.number().describe("0 where the passage lacks it"),
  })
  .openapi("WordScore");

const KeywordsPartSchema = z
  .object({
    bm25: z.number(),
    terms: list(WordScoreSchema).describe("Their scores add up to `bm25`"),
    ...part,
  })
  .openapi("KeywordsPart");

/**
 * How a passage got its score. Where it is shown together with its neighbours, this is of the one that gave it its id
 * and rank.
 */
export const ScoreExplanationSchema = z
  .object({
    passage: VectorPartSchema,
    sentence: SentencePartSchema,
    keywords: KeywordsPartSchema,
    /** Of the best candidates alone. */
    proximity: ScorePartSchema.describe("How much of the question's neighbouring words stand near each other"),
    /** How surely the reader sees the answer in it; 0 where it was not read. */
    reader: ScorePartSchema,
  })
  .openapi("ScoreExplanation", { description: "The contributions of the parts add up to the passage's score" });

export type ScoreExplanation = Immutable<z.infer<typeof ScoreExplanationSchema>>;

/** What the evidence gate saw of one kind. */
const GateFeatureSchema = z
  .object({ name: z.string(), value: z.number(), contribution: z.number().describe("To the logit") })
  .openapi("GateFeature");

/** Why the evidence gate judged as it did. */
export const GateExplanationSchema = z
  .object({
    bias: z.number(),
    features: list(GateFeatureSchema),
    /** That of the probability. */
    logit: z.number().describe("`bias` and all contributions, added up"),
    probability: z.number().min(0).max(1),
    answered_from: z.number().describe("The probability from which on a question is answered"),
  })
  .openapi("GateExplanation");

export type GateExplanation = Immutable<z.infer<typeof GateExplanationSchema>>;

/** How an answer came about. */
export const AnswerExplanationSchema = z
  .object({
    phrases: list(z.string()).describe("In quotation marks: every passage had to hold them"),
    /** There were no candidates, or the model is one that the gate does not know. */
    gate: orNull(GateExplanationSchema).describe("null where nothing was judged"),
  })
  .openapi("AnswerExplanation");

export type AnswerExplanation = Immutable<z.infer<typeof AnswerExplanationSchema>>;
