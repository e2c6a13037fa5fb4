import { expect, test } from "vitest";
import type { Answer } from "../../../src/contract/answer.js";
import type { ChatMessage } from "../../../src/server/openai/chat-schemas.js";
import { chatPieces } from "../../../src/server/openai/chat-text.js";
import { pastTurns } from "../../../src/server/openai/past-turns.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";

const QUESTION = "How long is the notice period?";
const LEASE = "The lease runs on.\n\nThe notice period is three months.\n";

function conversation(...answers: Answer[]): ChatMessage[] {
  return answers.flatMap((answer): ChatMessage[] => [
    { role: "user", content: answer.question },
    { role: "assistant", content: chatPieces(answer).join("") },
  ]);
}

test.each(["lease.txt", "notes: spring (page 2).txt", "a:1:b/12. [x](y).txt", "Würzburg 🧳.txt", "two\nlines.txt"])(
  "what an answer cited of %j is read from its text, on a page or not",
  async (path) => {
    const assistant = new MemoryAssistant({ [path]: LEASE });
    const answer = await assistant.ask({ question: QUESTION });
    const paged = { ...answer, citations: answer.citations.map((citation) => ({ ...citation, page: 7 })) };
    // A name that can't be shown as it is, is not found again: that costs the follow-up's context, and nothing else.
    const cited = /\n|\]\(/.test(path) ? [] : [answer.citations[0]!.passage_id];
    for (const each of [answer, paged]) {
      expect(await pastTurns(conversation(each), assistant)).toEqual([{ question: QUESTION, passageIds: cited }]);
    }
  },
);

test("a question is taken as it was read, and nearest passages are not taken for citations", async () => {
  const assistant = new MemoryAssistant();
  const read = { ...(await assistant.ask({ question: "and that one?" })), interpreted_question: "How long is it?" };
  expect(read.status).toBe("not_found");
  expect(chatPieces(read).join("")).toMatch(/Nearest passages:\n1\. /);
  expect(await pastTurns(conversation(read), assistant)).toEqual([{ question: "How long is it?", passageIds: [] }]);
});

test("places that somebody made up count for nothing, and of a long list few are looked up", async () => {
  let lookedUp = 0;
  class CountingAssistant extends MemoryAssistant {
    override passageAt(path: string, line: number) {
      lookedUp++;
      return super.passageAt(path, line);
    }
  }
  const lines = ["../../etc/passwd:1", "none.txt:3", "contracts/lease.txt:999999999", ...Array(500).fill("a.txt:1")];
  const content = `Sources:\n${lines.map((place, i) => `${i + 1}. ${place}: "`).join("\n")}`;
  const turn: ChatMessage[] = [
    { role: "user", content: QUESTION },
    { role: "assistant", content },
  ];
  const turns = await pastTurns(Array(50).fill(turn).flat(), new CountingAssistant());
  expect(turns).toEqual(Array(10).fill({ question: QUESTION, passageIds: [] }));
  expect(lookedUp).toBeLessThanOrEqual(16);
});
