import { z } from "@hono/zod-openapi";
import { type Immutable, list } from "./parts.js";

/** One thing that `footnote doctor` looked at. */
const FindingSchema = z.object({
  check: z.string(),
  status: z.enum(["ok", "warning", "failed"]),
  detail: z.string().describe("What was seen and, unless it is fine, what to do"),
});

export type Finding = Immutable<z.infer<typeof FindingSchema>>;

/** What `footnote doctor --json` gives. */
export const DiagnosisSchema = z.object({ findings: list(FindingSchema) });
