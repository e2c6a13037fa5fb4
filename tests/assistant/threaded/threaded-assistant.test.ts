import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { ThreadedAssistant } from "../../../src/assistant/threaded/threaded-assistant.js";
import { ANSWERING_WORKER_URL, DEFAULTS } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const opened: ThreadedAssistant[] = [];

afterAll(async () => {
  await Promise.all(opened.map((assistant) => assistant.close()));
});

function assistantIn(cwd: string, workerUrl: URL): ThreadedAssistant {
  const assistant = new ThreadedAssistant({ settings: { ...DEFAULTS, workers: 1 }, cwd }, workerUrl);
  opened.push(assistant);
  return assistant;
}

/** Ends with the first call that it hears, once; from then on it is the thread as ever. */
const endsOnce = (marker: string) => `
import { existsSync, writeFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";
if (existsSync(${JSON.stringify(marker)})) await import(${JSON.stringify(ANSWERING_WORKER_URL.href)});
else parentPort.once("message", () => { writeFileSync(${JSON.stringify(marker)}, ""); process.exit(7); });
`;

test("starts its thread again when it is gone, and says what was lost with it", async () => {
  const cwd = await tempFolder();
  await writeFiles(cwd, { "corpus/trip.txt": "The train to Lyon leaves at 07:14.\n" });
  await writeFiles(cwd, { "ends-once.mjs": endsOnce(join(cwd, "ended")) });
  const assistant = assistantIn(cwd, pathToFileURL(join(cwd, "ends-once.mjs")));
  const lost = await Promise.allSettled([assistant.status(), assistant.documents()]);
  expect(lost.map((one) => String((one as PromiseRejectedResult).reason))).toEqual(
    Array(2).fill("Error: the answering thread ended with code 7"),
  );
  await assistant.sync();
  expect(await assistant.ask({ question: "When does the train leave?" })).toMatchObject({ status: "answered" });
});

test("closes without having been asked, and answers again after it was closed", async () => {
  const cwd = await tempFolder();
  const assistant = assistantIn(cwd, ANSWERING_WORKER_URL);
  await assistant.close();
  await expect(assistant.status()).rejects.toMatchObject({ code: "index_missing", exitCode: 4 });
  await Promise.all([assistant.close(), assistant.close()]);
  await expect(assistant.status()).rejects.toMatchObject({ code: "index_missing" });
});
