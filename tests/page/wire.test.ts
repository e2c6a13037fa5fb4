import type { z } from "@hono/zod-openapi";
import { expectTypeOf, test } from "vitest";
import type { BuildProgress, BuildResult } from "../../src/page/build.js";
import type * as wire from "../../src/page/wire.js";
import type { IndexJob } from "../../src/server/job-schemas.js";
import type {
  DocumentPageSchema,
  DocumentTextSchema,
  IndexStatusSchema,
  PassageInContextSchema,
  ProblemSchema,
} from "../../src/server/schemas.js";

test("what the page reads is what the server's schemas say", () => {
  expectTypeOf<z.output<typeof DocumentPageSchema>>().toExtend<wire.DocumentPage>();
  expectTypeOf<z.output<typeof DocumentTextSchema>>().toExtend<wire.DocumentText>();
  expectTypeOf<z.output<typeof IndexStatusSchema>>().toExtend<wire.IndexStatus>();
  expectTypeOf<z.output<typeof PassageInContextSchema>>().toExtend<wire.PassagePlace>();
  expectTypeOf<z.output<typeof ProblemSchema>>().toExtend<wire.Problem>();
  expectTypeOf<NonNullable<IndexJob["progress"]>>().toExtend<BuildProgress>();
  expectTypeOf<NonNullable<IndexJob["result"]>>().toExtend<BuildResult>();
});
