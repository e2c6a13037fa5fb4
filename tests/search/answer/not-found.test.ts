import { afterAll, beforeAll, expect, test } from "vitest";
import type { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { TransformersEmbedder } from "../../../src/embedding/transformers-embedder.js";
import { notFound } from "../../../src/search/answer/not-found.js";
import { Sources } from "../../../src/search/library.js";
import { pipeline } from "../../../src/search/pipeline.js";
import { interpretQuestion } from "../../../src/search/question/question.js";
import type { IndexReader } from "../../../src/store/index-store.js";
import { OramaStore } from "../../../src/store/orama/orama-store.js";
import { MODEL } from "../../helpers/shipped.js";
import { shippedAssistant } from "../../helpers/shipped-assistant.js";

const FILES = {
  "people.txt": `Ludmila Havranek led the delegation at the talks in May.

Later that year Ludmila Havranek returned to the ministry and spoke about the agreement with the committee.`,
};

let assistant: LocalAssistant;
let reader: IndexReader;
let embedder: TransformersEmbedder;

beforeAll(async () => {
  const shipped = await shippedAssistant(FILES);
  assistant = shipped.assistant;
  reader = await new OramaStore(`${shipped.cwd}/.footnote`).open();
  embedder = await TransformersEmbedder.load(MODEL);
});

afterAll(async () => {
  await Promise.all([assistant.close(), embedder.close(), reader.close()]);
});

/** Why nothing answers, whatever the gate says. */
async function reasonOf(question: string): Promise<string> {
  const library = { reader, sources: new Sources(reader), embedder, readingModel: null };
  const findings = await pipeline.find({ question: interpretQuestion(question), library, topK: 8 });
  const { passages } = await assistant.search({ question });
  return (await notFound(findings, { library }, passages)).reason;
}

test("a refusal names what the documents mention, and says what they don't say", async () => {
  expect(await reasonOf("When did Ludmila Havranek return?")).toMatch(
    /^(?:1 passage mentions|\d+ passages mention) “Ludmila Havranek”, but (?:it doesn't say|none of them says) when\.$/,
  );
  expect(await reasonOf("Did Ludmila Havranek speak?")).toMatch(/ “Ludmila Havranek”, but .* answers? this\.$/);
});

test("without a name it says what no passage says", async () => {
  expect(await reasonOf("when was the agreement with the committee")).toBe(
    "The documents use these words, but no passage says when.",
  );
});

test("words that occur nowhere are reason enough", async () => {
  expect(await reasonOf("When was Ludmila Havranek vaccinated?")).toMatch(/some of its words occur nowhere in them/);
});
