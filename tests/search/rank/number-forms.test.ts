import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const FILES = {
  "corpus/loan.txt": "The borrower keeps the records for eighteen months.\n",
  "corpus/lease.txt": "The tenant keeps the records for two years. The term starts on 2021-05-01.\n",
  "corpus/licence.txt": "The licensee keeps the records for 36 months. The term starts on 2022-06-03.\n",
};

let assistant: LocalAssistant;

beforeAll(async () => {
  const cwd = await tempFolder();
  await writeFiles(cwd, FILES);
  // The reader does not know that 24 months are two years; the ranking does.
  assistant = new LocalAssistant({ ...DEFAULTS, workers: 1, reader: "off" }, { cwd, workerUrl: WORKER_URL });
  await assistant.sync();
});

afterAll(() => assistant.close());

test.each([
  ["Who keeps the records for 18 months?", "loan.txt"],
  ["Who keeps the records for 24 months?", "lease.txt"],
  ["Who keeps the records for three years?", "licence.txt"],
  ["Which term starts on May 1, 2021?", "lease.txt"],
  ["Which term starts on the 3rd of June 2022?", "licence.txt"],
])("%j is answered by the document that writes it otherwise", async (question, path) => {
  const { status, citations, passages } = await assistant.ask({ question, explain: true });
  expect(status).toBe("answered");
  expect(citations[0]?.path).toBe(path);
  expect(passages[0]?.path).toBe(path);
});
