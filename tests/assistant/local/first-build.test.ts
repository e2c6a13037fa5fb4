import { join } from "node:path";
import { expect, test } from "vitest";
import { JoinedAssistant } from "../../../src/assistant/local/joined-assistant.js";
import type { Answer } from "../../../src/contract/answer.js";
import { FootnoteError } from "../../../src/core/errors/errors.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const FILES = 24;
const nameOf = (file: number) => `${String(file).padStart(2, "0")}.txt`;
const ferry = (file: number) =>
  `Ferry ${file} leaves pier ${file + 40} for the island of the lamps every other Sunday.\n`;

test("folders that are opened for the first time answer while they are indexed, and say that more is to come", async () => {
  const cwd = await tempFolder();
  const collections = ["guides", "trips"].map((name) => {
    const folder = join(cwd, name);
    return { name, folder, indexFolder: join(folder, ".footnote") };
  });
  const files = Object.fromEntries(Array.from({ length: FILES }, (_, file) => [nameOf(file), ferry(file)]));
  for (const { folder } of collections) await writeFiles(folder, files);
  const options = { cwd, workerUrl: WORKER_URL, publishEveryMs: 0 };
  const assistant = new JoinedAssistant({ ...DEFAULTS, workers: 1 }, collections, options);
  try {
    let isOver = false;
    const building = assistant.sync().finally(() => {
      isOver = true;
    });
    const question = "When does ferry 0 leave pier 40?";
    let early: Answer | null = null;
    while (!isOver && early === null) {
      const answer = await assistant.ask({ question }).catch((error: unknown) => {
        if (error instanceof FootnoteError && error.code === "index_missing") return null;
        throw error;
      });
      if (answer?.status === "answered") early = answer;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(early?.citations[0]?.path).toBe(`guides/${nameOf(0)}`);
    expect(early?.coverage.incomplete).toBe(true);
    expect(early?.coverage.documents_searched).toBeLessThan(2 * FILES);

    expect((await building).documents).toBe(2 * FILES);
    const whole = await assistant.ask({ question });
    expect(whole.coverage.documents_searched).toBe(2 * FILES);
    expect(whole.coverage.incomplete ?? false).toBe(false);
  } finally {
    await assistant.close();
  }
});
