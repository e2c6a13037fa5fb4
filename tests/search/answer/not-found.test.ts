import { afterAll, beforeAll, expect, test } from "vitest";
import type { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { shippedAssistant } from "../../helpers/shipped-assistant.js";

const FILES = {
  "people.txt": `Christopher Hill led the American delegation at the talks.

Later that year Christopher Hill returned to Washington and spoke about the agreement with the committee.`,
};

let assistant: LocalAssistant;

beforeAll(async () => {
  ({ assistant } = await shippedAssistant(FILES));
});

afterAll(() => assistant.close());

const reasonOf = async (question: string) => {
  const { status, not_found } = await assistant.ask({ question });
  expect(status).toBe("not_found");
  return not_found!.reason;
};

test("a refusal says what the documents mention and what they don't say", async () => {
  expect(await reasonOf("When was Christopher Hill born?")).toMatch(
    /^\d+ passages mention “Christopher Hill”, but none of them says when\.$/,
  );
  expect(await reasonOf("Why did Christopher Hill become a vegetarian?")).toMatch(/some of its words occur nowhere/);
});
