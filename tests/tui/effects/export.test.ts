import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Blockquote, List } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { toString as plainText } from "mdast-util-to-string";
import { gfmTable } from "micromark-extension-gfm-table";
import { describe, expect, test } from "vitest";
import { exportConversation } from "../../../src/tui/effects/export-conversation.js";
import type { Turn } from "../../../src/tui/state/state.js";
import { tempFolder } from "../../helpers/temp-folder.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";
import { openChat } from "../open-chat.js";

const BATTERIES = "How long is the warranty for batteries?";

async function turn(question: string, assistant = new TuiAssistant()): Promise<Turn> {
  return { id: 1, question, isLiteral: false, outcome: { kind: "answer", answer: await assistant.ask({ question }) } };
}

describe("an exported conversation", () => {
  test("holds the answer with the numbers of its sources, and each with place and quote", async () => {
    const text = exportConversation([await turn(BATTERIES)], "2026-01-31");
    expect(text).toMatch(/^# Footnote, 2026-01-31\n\n## How long is the warranty for batteries\?\n\n/);
    expect(text).toMatch(/covered for 12 months only.* \[\d\]$/m);
    expect(text).toMatch(/^\d\. warranty\.txt:12(-\d+)? · Warranty terms › 2 Limits\n {3}> Batteries are covered/m);
    expect(text.endsWith("\n")).toBe(true);
  });

  test("holds how sure the answer is, the title of each document that speaks, and what was asked", async () => {
    const filter = { line: "type:txt path:*_*.txt", filters: { types: ["txt"] } };
    const asked = await turn(BATTERIES);
    const text = exportConversation([{ ...asked, filter }], "2026-01-31");
    expect(text).toContain("\n\nOnly asked: type:txt path:\\*\\_\\*.txt\n\n");
    expect(text).toMatch(/^Warranty terms:\nThe warranty lasts 24 months .* \[1\]$/m);
    expect(text).toMatch(/\n\nHigh confidence \(97%\)\.\n$/);
  });

  test("says when nothing was found, and what came nearest", async () => {
    const text = exportConversation([await turn("What is the price of batteries?")], "2026-01-31");
    expect(text).toContain("Not found in these documents.");
    expect(text).toMatch(/Nearest passages:\n\n1\. /);
  });

  test("names what came nearest by its place and its first line alone", async () => {
    const files = { "long.txt": `Batteries ${"and so on ".repeat(40)}\nThe second line of batteries.\n` };
    const text = exportConversation([await turn("What do batteries cost?", new TuiAssistant({ files }))], "2026-01-31");
    expect(text).toMatch(/1\. long\.txt:1-2 · Batteries and so on .*…\n {3}> Batteries and so on .*…\n/);
    expect(text).not.toContain("The second line");
    expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThan(140);
  });

  test("keeps a document's markup and control characters from doing anything", async () => {
    const assistant = new TuiAssistant({
      files: { "a_b.txt": "Wet <script>alert(1)</script> **glass** [x](y) \u001b[31mred\n" },
    });
    const text = exportConversation([await turn("Wet glass", assistant)], "2026-01-31");
    expect(text).toContain("\\<script\\>alert(1)\\</script\\> \\*\\*glass\\*\\* \\[x\\](y)");
    expect(text).toContain("1. a\\_b.txt:1");
    expect(text).not.toContain("\u001b");
  });

  test.each([
    "1. Dry it.",
    "12) Dry it.",
    "- Dry it.",
    "+ Dry it.",
    "* Dry it.",
    "# Dry it.",
    "> Dry it.",
    "===",
    "---",
    ":-",
    "~~~",
    "Dry it &amp; wait.",
  ])("keeps a sentence that begins as markup does a sentence: %s", async (text) => {
    const asked = await turn(BATTERIES);
    if (asked.outcome.kind !== "answer" || asked.outcome.answer.answer === null) throw new Error("unanswered");
    const { answer } = asked.outcome;
    const [first, second] = answer.answer!.sentences;
    const sentences = [first!, { ...second!, text }];
    const documents = [{ ...answer.answer!.documents[0]!, sentences: 2 }];
    const citations = answer.citations.map((citation) => ({ ...citation, quote: text }));
    const outcome = {
      kind: "answer",
      answer: { ...answer, answer: { ...answer.answer!, sentences, documents }, citations },
    } as const;
    const root = fromMarkdown(exportConversation([{ ...asked, outcome }], "2026-01-31"), {
      extensions: [gfmTable()],
      mdastExtensions: [gfmTableFromMarkdown()],
    });
    expect(root.children.map(({ type }) => type)).toEqual(["heading", "heading", "paragraph", "list", "paragraph"]);
    expect(plainText(root.children[2])).toContain(`${text} [2]`);
    const quotes = (root.children[3] as List).children.map((item) => item.children[1] as Blockquote);
    for (const { children } of quotes) {
      expect(children.map(({ type }) => type)).toEqual(["paragraph"]);
      expect(plainText(children)).toBe(text);
    }
  });

  test("makes no links of addresses in a document", async () => {
    const asked = await turn("See https://a.example/x_y or (www.b.example), c_d@e.example.");
    expect(exportConversation([asked], "2026-01-31")).toContain(
      "## See `https://a.example/x_y` or (`www.b.example`), `c_d@e.example`.\n",
    );
  });
});

describe("/export", () => {
  test("writes a file, refuses one that is there, and replaces it when told to", async () => {
    const cwd = await tempFolder();
    await writeFile(join(cwd, "mine.md"), "mine");
    const { terminal } = openChat({ cwd });
    await terminal.ask(BATTERIES);
    await terminal.shows("Sources");
    await terminal.ask("/export mine.md");
    await terminal.shows("mine.md is there already.");
    expect(await readFile(join(cwd, "mine.md"), "utf8")).toBe("mine");
    await terminal.ask("/export! mine.md");
    await terminal.shows("Wrote 1 turn to mine.md.");
    expect(await readFile(join(cwd, "mine.md"), "utf8")).toContain(BATTERIES);
    await terminal.ask("/export");
    await terminal.shows("Wrote 1 turn to footnote-1970-01-01.md.");
    await terminal.ask("/export no/such/folder.md");
    await terminal.shows("no/such/folder.md can't be written: no such file or folder");
  });
});
