/**
 * The OpenAI shape. Unlike everywhere else, fields that are not here are passed over: chat programs send many that
 * change nothing. What would promise something that Footnote does not do is refused.
 */

import { z } from "@hono/zod-openapi";
import { AnswerSchema, CitationSchema, WrittenSchema } from "../../contract/answer.js";
import { count, list } from "../../contract/parts.js";

/** The one model: the index and its way of answering. */
export const CHAT_MODEL = "footnote";

const MAX_MESSAGES = 1000;
const MAX_PARTS = 100;
const ROLES = ["system", "developer", "user", "assistant", "tool", "function"] as const;

const PartSchema = z.looseObject({
  type: z.string({ error: "is required" }),
  text: z.string({ error: "must be text" }).optional(),
});

const partList = z.array(PartSchema).max(MAX_PARTS);

const ChatMessageSchema = z
  .looseObject(
    {
      role: z.enum(ROLES, { error: `must be one of ${ROLES.join(", ")}` }),
      content: z
        .union([z.string(), partList, z.null()], { error: `must be text or a list of at most ${MAX_PARTS} parts` })
        .optional(),
    },
    { error: (issue) => (issue.code === "invalid_type" ? "must be an object" : undefined) },
  )
  .openapi("ChatMessage");

export type ChatMessage = z.output<typeof ChatMessageSchema>;

const absent = (problem: string) => z.union([z.null(), z.literal(false)], { error: problem }).optional();

/** For the description: OpenAPI 3.1 has it, the types of its library do not. */
const HOLDS_A_QUESTION = {
  contains: { type: "object", properties: { role: { const: "user" } }, required: ["role", "content"] },
};

export const ChatRequestSchema = z
  .looseObject(
    {
      model: z.string({ error: "must be text" }).optional().describe("`footnote`").openapi({ example: CHAT_MODEL }),
      messages: z
        .array(ChatMessageSchema, { error: (issue) => (issue.input === undefined ? "is required" : "must be a list") })
        .max(MAX_MESSAGES, `must be at most ${MAX_MESSAGES}`)
        .superRefine((messages, context) => {
          const at = messages.findLastIndex(({ role }) => role === "user");
          if (at < 0) context.addIssue({ code: "custom", message: "needs a message of the role user: the question" });
          const content = messages[at]?.content;
          for (const [i, part] of (Array.isArray(content) ? content : []).entries()) {
            if (part.type === "text" && part.text !== undefined) continue;
            const path = [at, "content", i];
            context.addIssue({ code: "custom", path, message: `is '${part.type}'; a question is read as text alone` });
          }
        })
        .describe("The last one of the role `user` is the question; the ones before it are the conversation")
        .openapi({ example: [{ role: "user", content: "How long is the notice period?" }], ...HOLDS_A_QUESTION }),
      stream: z.boolean({ error: "must be true or false" }).nullish().describe("As server-sent events [false]"),
      stream_options: z
        .looseObject({ include_usage: z.boolean({ error: "must be true or false" }).nullish() })
        .nullish(),
      n: z.literal(1, { error: "must be 1: a question has one answer" }).nullish(),
      response_format: z
        .looseObject({ type: z.literal("text", { error: "must be text: quotes fit no other format" }) })
        .nullish(),
      tool_choice: z
        .enum(["none", "auto"], { error: "must be none or auto: Footnote calls no tools" })
        .nullish()
        .describe("Tools may be offered and are never called"),
      function_call: z.enum(["none", "auto"], { error: "must be none or auto: Footnote calls no functions" }).nullish(),
      logprobs: absent("must be false: quotes are chosen, not generated"),
      modalities: z.array(z.literal("text", { error: "must be text" }), { error: "must be a list" }).nullish(),
    },
    { error: (issue) => (issue.code === "invalid_type" ? "must be an object" : undefined) },
  )
  .openapi("ChatRequest", {
    description: "Fields that are not listed (temperature, max_tokens, …) change nothing and are passed over",
  });

const UsageSchema = z
  .object({ prompt_tokens: count, completion_tokens: count, total_tokens: count })
  .openapi("ChatUsage", {
    description:
      "As the server of the model that wrote counts them; zeros where none did: no token is generated, and none is billed",
  });

const whole = { id: z.string(), created: z.int().describe("Seconds since 1970"), model: z.literal(CHAT_MODEL) };

/** What clients of the OpenAI shape pass over, and others can use. */
const evidence = {
  kind: AnswerSchema.shape.kind,
  status: AnswerSchema.shape.status,
  confidence: AnswerSchema.shape.confidence,
  citations: list(CitationSchema).describe("`[1]` in the text is the first of them"),
  written: WrittenSchema.optional().describe("What a model wrote, where the server lets one"),
};

export const ChatCompletionSchema = z
  .object({
    ...whole,
    object: z.literal("chat.completion"),
    choices: list(
      z.object({
        index: z.literal(0),
        message: z.object({ role: z.literal("assistant"), content: z.string(), refusal: z.null() }),
        logprobs: z.null(),
        finish_reason: z.literal("stop"),
      }),
    ),
    usage: UsageSchema,
    ...evidence,
  })
  .openapi("ChatCompletion");

export type ChatCompletion = z.output<typeof ChatCompletionSchema>;

export const ChatEventSchema = z
  .object({ data: z.string().describe("A `chat.completion.chunk` as JSON; at last `[DONE]`") })
  .openapi("ChatEvent");

export const ModelSchema = z
  .object({
    id: z.literal(CHAT_MODEL),
    object: z.literal("model"),
    created: z.int(),
    owned_by: z.literal("footnote"),
  })
  .openapi("Model");

export const ModelListSchema = z.object({ object: z.literal("list"), data: list(ModelSchema) }).openapi("ModelList");

export const OpenAiErrorSchema = z
  .object({
    error: z.object({
      message: z.string().describe("What happened, to what, and what to do now"),
      type: z.string(),
      param: z.string().nullable().describe("The field that is wrong, where it is one"),
      code: z.string().describe("As in other errors' `code`"),
    }),
  })
  .openapi("OpenAiError");

export type OpenAiError = z.output<typeof OpenAiErrorSchema>;
