/** What a language model wrote to an answer, sentence by sentence, each with what the check made of it. */
import { z } from "@hono/zod-openapi";
import { count, type Immutable, list, orNull } from "./parts.js";
import { ProblemSchema } from "./problem.js";

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
    reason: z
      .enum(["uncited", "unknown_id", "fact", "turned", "unsaid", "denied", "repeated", "too_long"])
      .nullable()
      .describe(
        "Why what the model wrote isn't shown; null where it is. `uncited`: it names no source; `unknown_id`: one that it " +
          "wasn't given; `fact`: a number, date, name or negation that the source doesn't say; `turned`: cause, order or " +
          "comparison is turned round; `unsaid`: words that it doesn't say; `denied`: the reader reads the contrary; " +
          "`repeated`: it was said before; `too_long`: more than one sentence can hold",
      ),
  })
  .openapi("WrittenSentence");

export type WrittenSentence = Immutable<z.infer<typeof WrittenSentenceSchema>>;
export type WrittenReason = NonNullable<WrittenSentence["reason"]>;

const PromptMessageSchema = z
  .object({ role: z.enum(["system", "user", "assistant"]), content: z.string() })
  .openapi("PromptMessage");

export type PromptMessage = Immutable<z.infer<typeof PromptMessageSchema>>;

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
  sentences_sent: count.describe("How many sentences of the documents were sent"),
  tokens: z
    .object({ prompt: count.nullable(), completion: count.nullable() })
    .describe("As the model's server counts them; null where it doesn't say"),
  ms: z.number().describe("From the sending to the last word"),
  problem: orNull(ProblemSchema),
  prompt: list(PromptMessageSchema).optional().describe("Exactly what was sent, where `show_prompt` asked for it"),
};
