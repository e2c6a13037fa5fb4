import { z } from "@hono/zod-openapi";
import { type Immutable, list } from "./parts.js";

const FieldErrorSchema = z
  .object({ field: z.string().describe("`filters.paths[0]`"), problem: z.string() })
  .openapi("FieldError");

export type FieldError = Immutable<z.infer<typeof FieldErrorSchema>>;

/** What the server says of a failure. */
export const ProblemSchema = z
  .object({
    type: z.string().describe("Names the kind of problem: `urn:footnote:problem:` and the code"),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().describe("What happened, to what"),
    code: z.string().describe("Stable; made for programs"),
    hint: z.string().describe("What to do now"),
    errors: list(FieldErrorSchema).optional().describe("Every field that is wrong, for `request_invalid`"),
  })
  .openapi("Problem", { description: "RFC 9457" });

export type Problem = Immutable<z.infer<typeof ProblemSchema>>;
