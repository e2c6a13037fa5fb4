import { readFile, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { createApp } from "../../../src/server/app.js";
import { describeApi } from "../../../src/server/http/describe-api.js";
import { httpDocs } from "../../../src/server/http/http-docs.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";

const DOCS = new URL("../../../docs/http-api.md", import.meta.url);

test("docs/http-api.md is what the schemas say (else: UPDATE_DOCS=1 npx vitest run tests/server/http/http-docs.test.ts)", async () => {
  const made = httpDocs(describeApi(createApp({ assistant: new MemoryAssistant(), allowedHosts: [] })));
  if (process.env.UPDATE_DOCS === "1") await writeFile(DOCS, made);
  expect(await readFile(DOCS, "utf8")).toBe(made);
});
