/** How scores came about, as the server tells it to who asks for it. */
import { z } from "@hono/zod-openapi";
import { list, offset, orNull } from "./schema-parts.js";

const part = {
  scaled: z.number().describe("0 to 1: between the worst and the best of this question's candidates"),
  weight: z.number(),
  contribution: z.number().describe("To the score: `weight` times `scaled`"),
};
const cosine = z.number().describe("-1 to 1");
const words = z.number().describe("What the words that it shares with the question add to the cosine");

const VectorPartSchema = z.object({ cosine, ...part }).openapi("VectorPart");

const SentencePartSchema = z
  .object({ cosine, words, text: z.string(), start: offset, end: offset.describe("Exclusive"), ...part })
  .openapi("SentencePart", {
    description: "The passage's sentence that is nearest to the question, by its vector and its words",
  });

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

const ScorePartSchema = z.object(part).openapi("ScorePart");

export const ScoreExplanationSchema = z
  .object({
    passage: VectorPartSchema,
    sentence: SentencePartSchema,
    keywords: KeywordsPartSchema,
    proximity: ScorePartSchema.describe("How much of the question's neighbouring words stand near each other"),
  })
  .openapi("ScoreExplanation", { description: "The contributions of the parts add up to the passage's score" });

const GateFeatureSchema = z
  .object({ name: z.string(), value: z.number(), contribution: z.number().describe("To the logit") })
  .openapi("GateFeature");

const GateExplanationSchema = z
  .object({
    bias: z.number(),
    features: list(GateFeatureSchema),
    logit: z.number().describe("`bias` and all contributions, added up"),
    probability: z.number().min(0).max(1),
    answered_from: z.number().describe("The probability from which on a question is answered"),
  })
  .openapi("GateExplanation");

export const AnswerExplanationSchema = z
  .object({
    phrases: list(z.string()).describe("In quotation marks: every passage had to hold them"),
    gate: orNull(GateExplanationSchema).describe("null where nothing was judged"),
  })
  .openapi("AnswerExplanation");
