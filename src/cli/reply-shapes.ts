import type { z } from "@hono/zod-openapi";
import type { ReplyShapes, Shape } from "../assistant/remote/reply-shapes.js";
import { IndexJobListSchema, IndexJobSchema } from "../server/job-schemas.js";
import {
  AnswerSchema,
  DocumentPageSchema,
  DocumentTextSchema,
  IndexStatusSchema,
  PassageInContextSchema,
  ProblemSchema,
  SearchResultsSchema,
} from "../server/schemas.js";
import { VerificationSchema } from "../server/verification-schemas.js";

/** What a server's replies have to look like: the very schemas that describe them, as the client takes them. */
export const REPLY_SHAPES: ReplyShapes = {
  answer: branded(AnswerSchema),
  search: branded(SearchResultsSchema),
  verification: branded(VerificationSchema),
  documents: branded(DocumentPageSchema),
  text: branded(DocumentTextSchema),
  passage: branded(PassageInContextSchema),
  status: branded(IndexStatusSchema),
  job: IndexJobSchema,
  jobs: IndexJobListSchema,
  problem: ProblemSchema,
};

/** JSON has no brands for ids and offsets; all else is held to be the same where each schema is made (`Matches`). */
function branded<Type>(schema: z.ZodType): Shape<Type> {
  return schema as unknown as Shape<Type>;
}
