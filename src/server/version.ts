import { readFileSync } from "node:fs";
import { z } from "@hono/zod-openapi";

/** Of the package that this file is part of, compiled or not. */
export const { version: VERSION } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")));
