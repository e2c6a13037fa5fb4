import { expect, test } from "vitest";
import type { Answer } from "../../../src/contract/answer.js";
import { answerLines } from "../../../src/tui/layout/answer-lines.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";

/** An answer whose first sentence has something to be read with. */
async function answerWith(context: string, row: number | null): Promise<Answer> {
  const answer = await new TuiAssistant().ask({ question: "How long is the warranty for batteries?" });
  const [first, ...others] = answer.answer!.sentences;
  const [cited, ...citations] = answer.citations;
  const sentences = [{ ...first!, context }, ...others];
  return { ...answer, answer: { ...answer.answer!, sentences }, citations: [{ ...cited!, row }, ...citations] };
}

function rowsOf(answer: Answer): string[] {
  const view = { width: 100, shown: 1, superscripts: false, standingOf: () => "none" as const, below: () => [] };
  return answerLines(answer, view).lines.map((line) =>
    line
      .map(({ text }) => text)
      .join("")
      .trim(),
  );
}

test("the sentence before a quoted one stands in front of it", async () => {
  expect(rowsOf(await answerWith("Read on.", null))).toContainEqual(
    expect.stringMatching(/^Read on\. The warranty lasts/),
  );
});

test("the names of columns stand above their row", async () => {
  const rows = rowsOf(await answerWith("Term | Length", 3));
  expect(rows[rows.indexOf("Term | Length") + 1]).toMatch(/^The warranty lasts/);
});
