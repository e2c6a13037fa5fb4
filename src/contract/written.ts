/** What a language model wrote to an answer, sentence by sentence, each with what the check made of it. */
import { z } from "@hono/zod-openapi";
import { count, type Immutable, list, orNull } from "./parts.js";
import { ProblemSchema } from "./problem.js";

const reason = z.enum([
  "uncited",
  "unknown_id",
  "fact",
  "turned",
  "unsaid",
  "denied",
  "beside",
  "repeated",
  "too_long",
]);

export const WrittenSentenceSchema = z
  .object({
    verdict: z
      .enum(["proven", "replaced", "left_out"])
      .describe(
        "`proven`: the cited sentences say it. `replaced`: they don't, and what the model cited is quoted in its place. " +
          "`left_out`: nothing of it is shown",
      ),
    text: z
      .string()
      .describe(
        "As the model wrote it where it is `proven`, a quote where it is `replaced`; empty where it is left out",
      ),
    citations: list(z.string()).describe("Ids of `written.citations` that prove the text"),
    reason: reason
      .nullable()
      .describe(
        "Why what the model wrote isn't shown; null where it is. `uncited`: it names no source; `unknown_id`: one that it " +
          "wasn't given; `fact`: a number, date, name or negation that the source doesn't say; `turned`: cause, order or " +
          "comparison is turned round; `unsaid`: words that it doesn't say; `denied`: the reader reads the contrary; " +
          "`beside`: it is proven and doesn't bear on the question; `repeated`: it was said before; `too_long`: more than " +
          "one sentence can hold",
      ),
  })
  .openapi("WrittenSentence");

export type WrittenSentence = Immutable<z.infer<typeof WrittenSentenceSchema>>;
export type WrittenReason = NonNullable<WrittenSentence["reason"]>;

/** Of sentences that are kept nowhere. */
export const leftOutReasons = list(reason).describe("Why, one for each sentence of which nothing is shown");

const PromptMessageSchema = z
  .object({ role: z.enum(["system", "user", "assistant"]), content: z.string() })
  .openapi("PromptMessage");

export type PromptMessage = Immutable<z.infer<typeof PromptMessageSchema>>;

const prompt = list(PromptMessageSchema).optional().describe("Exactly what was sent, where `show_prompt` asked for it");
const sent = count.describe("How many sentences of the documents were sent");

export const WritingSentSchema = z
  .object({ host: z.string(), model: z.string(), sentences_sent: sent, prompt })
  .openapi("WritingSent");

export type WritingSent = Immutable<z.infer<typeof WritingSentSchema>>;

/** What is known of the writing apart from what it cites. */
export const writing = {
  status: z
    .enum(["written", "failed", "refused", "unsent"])
    .describe(
      "`failed`: `problem` says why, and what came before it is kept. `refused`: the documents don't answer, or there " +
        "is nothing to cite, and no model was asked. `unsent`: the prompt alone was asked for",
    ),
  sentences: list(WrittenSentenceSchema),
  host: z.string().nullable().describe("Where the sentences were sent; null where nothing was"),
  model: z.string().nullable(),
  sentences_sent: sent,
  tokens: z
    .object({ prompt: count.nullable(), completion: count.nullable() })
    .describe("As the model's server counts them; null where it doesn't say"),
  ms: z.number().describe("From the sending to the last word"),
  problem: orNull(ProblemSchema),
  prompt,
};
