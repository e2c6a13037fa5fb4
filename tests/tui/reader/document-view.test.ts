import { describe, expect, test } from "vitest";
import { plainText } from "../../../src/tui/lines.js";
import { marksOf, rowsOfLine, viewOf } from "../../../src/tui/reader/document-view.js";
import { evidenceOf } from "../../../src/tui/state/state.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";

const TEXT = "💡💡 Lamps 日本\r\n\r\nFirst\tone. The 💡 glows\nfor a year. Last.\r\n";

async function opened(files: Record<string, string>, question: string, later = files) {
  const assistant = new TuiAssistant({ files });
  const answer = await assistant.ask({ question });
  const evidence = evidenceOf({ id: 1, question, isLiteral: false, outcome: { kind: "answer", answer } });
  const citation = evidence[0]!;
  const source = answer.citations[0]!;
  for (const [path, text] of Object.entries(later)) assistant.replaceFile(path, text);
  const view = viewOf(await assistant.text(source.document_id));
  return { view, source, passage: evidence.at(-1)!, marks: marksOf(view, citation) };
}

/** The marked text as it is drawn. */
function quoted({ view, marks }: Awaited<ReturnType<typeof opened>>, width = 80): string {
  const lines = Array.from({ length: view.map.lineCount }, (_, line) => rowsOfLine(view, marks, line, width));
  const segments = lines.flat(2).filter(({ token }) => token === "quote");
  return segments.map(({ text }) => text).join("|");
}

describe("a cited document", () => {
  test("has exactly the quote highlighted, behind characters outside the basic plane and over several lines", async () => {
    const reader = await opened({ "a.txt": TEXT }, "glows year");
    expect(reader.source.quote).toBe("The 💡 glows\nfor a year.");
    expect(quoted(reader)).toBe("The 💡 glows|for a year.");
    expect(reader.marks.lines).toEqual({ from: 2, to: 4 });
  });

  test("keeps the highlight when the quote is wrapped to a narrow window", async () => {
    const reader = await opened({ "a.txt": TEXT }, "glows year");
    expect(quoted(reader, 14)).toBe("The|💡 glows|for a|year.");
  });

  test("draws tabs as columns and line ends as nothing", async () => {
    const { view, marks } = await opened({ "a.txt": TEXT }, "glows year");
    expect(plainText(rowsOfLine(view, marks, 2, 80))).toBe("  3 ▌First   one. The 💡 glows");
  });

  test("marks a quote that has moved where it is now", async () => {
    const reader = await opened({ "a.txt": TEXT }, "glows year", { "a.txt": `New.\n\n${TEXT}` });
    expect(reader.marks.state).toBe("moved");
    expect(quoted(reader)).toBe("The 💡 glows|for a year.");
  });

  test("marks nothing when the quote is gone", async () => {
    const reader = await opened({ "a.txt": TEXT }, "glows year", { "a.txt": "Something else.\n" });
    expect(reader.marks).toMatchObject({ lines: null, quotes: [], state: "lost" });
  });

  test("marks the lines of the whole passage around the quote", async () => {
    const files = { "a.txt": "Title line\n\nThe first line here.\nThe second one glows.\nThe third.\n" };
    const reader = await opened(files, "glows");
    expect(quoted(reader)).toBe("The second one glows.");
    expect(reader.marks.lines).toEqual({ from: 2, to: 5 });
  });

  test("marks a passage's lines and what matched in it", async () => {
    const { view, passage, ...rest } = await opened({ "a.txt": TEXT }, "glows year");
    const marks = marksOf(view, passage);
    expect(marks.lines).toEqual({ from: 2, to: 4 });
    expect(quoted({ ...rest, view, passage, marks })).toBe("The 💡 glows|for a year.");
  });
});
