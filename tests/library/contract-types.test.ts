import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
// @ts-expect-error a script without types
import { contractTypes } from "../../scripts/library/contract-types.mjs";
import { errorCodes } from "../../src/core/errors/errors.js";
import { SETTING_RULES } from "../../src/core/settings.js";
import { FOLDER_SETTINGS } from "../../src/library/settings.js";
import { createApp } from "../../src/server/app.js";
import { describeApi } from "../../src/server/http/describe-api.js";
import { MemoryAssistant } from "../helpers/memory-assistant.js";
import { ROOT } from "../helpers/shipped.js";

const FILE = "src/library/contract-types.ts";
/** What the library gives and takes; all that these are made of comes with them. */
const ROOTS = [
  "Answer",
  "AnswerDeltaEvent",
  "AnswerDoneEvent",
  "AnswerQuotedEvent",
  "CitationEvent",
  "DocumentDetails",
  "DocumentSummary",
  "Filters",
  "GivenCitation",
  "IndexStatus",
  "PassageEvent",
  "PassageInContext",
  "SearchResults",
  "StatusEvent",
  "SyncProgress",
  "SyncResult",
  "Verification",
  "WrittenDeltaEvent",
  "WrittenDoneEvent",
  "WrittenSentEvent",
  "WrittenSentenceEvent",
];

test(`${FILE} is what the schemas say (else: npm run docs)`, async () => {
  const api = describeApi(createApp({ assistant: new MemoryAssistant(), allowedHosts: [] }));
  const made = contractTypes({
    api,
    roots: ROOTS,
    options: FOLDER_SETTINGS,
    settings: SETTING_RULES,
    codes: errorCodes(),
  });
  const biome = join(ROOT, "node_modules/.bin/biome");
  const formatted = execFileSync(biome, ["format", `--stdin-file-path=${FILE}`], { cwd: ROOT, input: made });
  if (process.env.UPDATE_DOCS === "1") await writeFile(join(ROOT, FILE), formatted);
  expect(await readFile(join(ROOT, FILE), "utf8")).toBe(String(formatted));
});
