import type { Citation } from "../../src/contract/answer.js";
import type { KeptTurn } from "../../src/contract/conversation.js";
import { TuiAssistant } from "../helpers/tui-assistant.js";

const asked = new TuiAssistant().ask({ question: "How long is the warranty for batteries?" });

/** A kept turn, whose answer is nothing but these quotes, each with its citation. */
export async function keptTurn(
  quotes: readonly (string | (Partial<Citation> & { readonly quote: string }))[],
  question = "What do they say?",
): Promise<KeptTurn> {
  const answer = await asked;
  const given = quotes.map((one) => (typeof one === "string" ? { quote: one } : one));
  const citations = given.map((one, i) => ({ ...answer.citations[0]!, start: i as never, ...one, id: `c${i + 1}` }));
  const sentences = citations.map(({ id, quote: text }) => ({ text, citations: [id], context: null }));
  const [document] = answer.answer!.documents;
  const documents = [{ ...document!, sentences: sentences.length }];
  return {
    id: "t1",
    at: "2026-01-31T10:00:00.000Z",
    question,
    literal: false,
    outcome: {
      kind: "answer",
      answer: {
        ...answer,
        question,
        interpreted_question: question,
        answer: { text: "", sentences, documents },
        citations,
      },
    },
  };
}
