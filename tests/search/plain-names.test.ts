import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import { DEFAULTS, WORKER_URL } from "../helpers/shipped.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";

const MONTHS = ["January", "March", "April", "June", "July", "September", "October", "November"];
/** Enough of other kinds that one document with a word in its title is told apart by it. */
const MINUTES = MONTHS.map((month) => [
  `corpus/minutes-${month.toLowerCase()}.md`,
  `# Minutes of ${month}\n\nThe board met in ${month} and spoke of lockers, gates and the works canteen.\n`,
]);
const FILES = {
  ...Object.fromEntries(MINUTES),
  "corpus/travel-policy.md":
    "# Travel policy\n\nJourneys of less than 600 km are made by train. Receipts are handed in within 21 days.\n",
  "corpus/certificate.txt":
    "Insurance certificate\n\nHarbour Mutual insures the machines of the works. The policy number is HM-771-204.\n",
  "corpus/lease-hale.md": "# Lease with Hale\n\nThe rent of the workshop is £1,150 a month. It is paid in advance.\n",
  "corpus/lease-odell.md": "# Lease with Odell\n\nThe rent of the yard is £430 a month. The deposit is £860.\n",
};

let assistant: LocalAssistant;

beforeAll(async () => {
  const cwd = await tempFolder();
  await writeFiles(cwd, FILES);
  assistant = new LocalAssistant({ ...DEFAULTS, workers: 1 }, { cwd, workerUrl: WORKER_URL });
  await assistant.sync();
});

afterAll(() => assistant.close());

test("where a plain word names a document that refuses, all documents are asked", async () => {
  const answer = await assistant.ask({ question: "What is the policy number of the insurance of the machines?" });
  expect(answer).toMatchObject({ status: "answered", asked_of: null });
  expect(answer.citations[0]).toMatchObject({ path: "certificate.txt" });
});

test("a document that is named by its own name is asked alone, even where it refuses", async () => {
  const answer = await assistant.ask({ question: "What is the deposit in the lease with Hale?" });
  expect(answer).toMatchObject({ status: "not_found", asked_of: { documents: [{ path: "lease-hale.md" }] } });
});
