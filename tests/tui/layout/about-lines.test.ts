import { describe, expect, test } from "vitest";
import type { Answer } from "../../../src/contract/answer.js";
import { asDocumentId } from "../../../src/contract/ids.js";
import { layoutTurn } from "../../../src/tui/layout/turn-lines.js";
import { turnSpoken } from "../../../src/tui/linear/spoken.js";
import { plainText } from "../../../src/tui/lines.js";
import { itemsOf } from "../../../src/tui/state/answer-items.js";
import type { Turn } from "../../../src/tui/state/state.js";
import { FULL_DISPLAY } from "../../../src/tui/terminal/display.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";

const told = (text: string) => ({ text, citations: [], context: null });

async function turnOf(change: (answer: Answer) => Answer): Promise<Turn> {
  const question = "How long is the warranty for batteries?";
  const answer = change(await new TuiAssistant().ask({ question }));
  return { id: 1, question, isLiteral: false, outcome: { kind: "answer", answer } };
}

function greeted(answer: Answer): Answer {
  const sentences = [told("Footnote answers questions.")];
  return { ...answer, kind: "assistant", citations: [], passages: [], answer: { text: "", sentences, documents: [] } };
}

/** One document is listed of three. */
function listed(answer: Answer): Answer {
  const sentences = [told("There are 3 documents:"), told("A (a.md)")];
  const documents = [{ document_id: asDocumentId("d"), path: "a.md", title: "A", sentences: 1 }];
  const coverage = { ...answer.coverage, documents_searched: 3 };
  const kind = "documents";
  return { ...answer, kind, coverage, citations: [], passages: [], answer: { text: "", sentences, documents } };
}

function outlined(answer: Answer): Answer {
  const [first, ...others] = answer.answer!.sentences;
  const sentences = [{ ...first!, context: "Batteries" }, ...others];
  return { ...answer, kind: "outline", answer: { ...answer.answer!, sentences } };
}

const rowsOf = (turn: Turn) => plainText(layoutTurn(turn, 80, { display: FULL_DISPLAY }).lines).split("\n");

describe("in the chat", () => {
  test("what is no quote can't be selected, and has neither sources nor confidence", async () => {
    for (const change of [greeted, listed]) {
      const turn = await turnOf(change);
      expect(itemsOf(turn)).toEqual([]);
      const { anchors, lines } = layoutTurn(turn, 80, { display: FULL_DISPLAY, selected: 0 });
      expect(anchors).toEqual([]);
      expect(plainText(lines)).not.toMatch(/Sources|Passages|confidence|\[/);
    }
  });

  test("a list that is cut names the command that lists all", async () => {
    expect((await turnOf(listed).then(rowsOf)).join("\n")).toMatch(/A \(a\.md\)\n\n {2}\/docs lists all of them/);
  });

  test("an outline has its document's title, its headings above their sentences, and says what it is", async () => {
    const rows = await turnOf(outlined).then(rowsOf);
    const heading = rows.findIndex((row) => row.trim() === "Batteries");
    expect(rows[heading + 1]).toMatch(/The warranty/);
    expect(rows.join("\n")).toMatch(/Outline: the most central sentences of/);
    expect(rows.join("\n")).not.toContain("confidence");
  });

  test("is said without numbers where there are none", async () => {
    expect(turnSpoken(await turnOf(greeted))).toEqual(["Answer:", "Footnote answers questions."]);
    expect(turnSpoken(await turnOf(listed))).toEqual([
      "Answer:",
      "There are 3 documents:",
      "A (a.md)",
      "/docs lists all of them.",
    ]);
    expect(turnSpoken(await turnOf(outlined))[0]).toMatch(/^Outline: /);
  });
});
