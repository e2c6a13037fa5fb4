import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exportDocument } from "../../../src/export/export-document.js";
import { toMarkdown } from "../../../src/export/markdown.js";
import { keptTurnOf } from "../../../src/tui/state/kept-turn.js";
import type { Turn } from "../../../src/tui/state/state.js";
import { tempFolder } from "../../helpers/temp-folder.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";
import { openChat } from "../open-chat.js";

const BATTERIES = "How long is the warranty for batteries?";

async function turn(question: string, assistant = new TuiAssistant()): Promise<Turn> {
  return { id: 1, question, isLiteral: false, outcome: { kind: "answer", answer: await assistant.ask({ question }) } };
}

const AT = Date.UTC(2026, 0, 31);

function exported(turns: readonly Turn[]): string {
  return toMarkdown(
    exportDocument(
      "Batteries",
      turns.flatMap((one) => keptTurnOf(one, "t", AT) ?? []),
    ),
  );
}

describe("an exported conversation", () => {
  test("holds the answer with the numbers of its sources, and each with place and quote", async () => {
    const text = exported([await turn(BATTERIES)]);
    expect(text).toMatch(/^<!-- .* -->\n\n# Batteries\n\nAsked with Footnote, 2026-01-31 00:00 UTC\.\n\n## How long/);
    expect(text).toMatch(/covered for 12 months only.*\[\^\d\]$/m);
    expect(text).toMatch(/^\[\^\d\]: Warranty terms › 2 Limits, warranty\.txt:12(-\d+)?: “Batteries are covered/m);
    expect(text.endsWith("\n")).toBe(true);
  });

  test("holds how sure the answer is, the title of each document that speaks, and what was asked", async () => {
    const filter = { line: "type:txt path:*_*.txt", filters: { types: ["txt"] } };
    const asked = await turn(BATTERIES);
    const text = exported([{ ...asked, filter }]);
    expect(text).toContain("\n\nOnly asked: type:txt path:\\*\\_\\*.txt\n\n");
    expect(text).toMatch(/^Warranty terms:\n\nThe warranty lasts 24 months .*\[\^1\]$/m);
    expect(text).toContain("\n\nHigh confidence (97\\%).\n\n");
  });

  test("says when nothing was found, and what came nearest", async () => {
    const text = exported([await turn("What is the price of batteries?")]);
    expect(text).toContain("Not found in these documents.");
    expect(text).toMatch(/Nearest passages:\n\n- /);
  });

  test("names what came nearest by its place and its first line alone", async () => {
    const files = { "long.txt": `Batteries ${"and so on ".repeat(40)}\nThe second line of batteries.\n` };
    const text = exported([await turn("What do batteries cost?", new TuiAssistant({ files }))]);
    expect(text).toMatch(/- Batteries and so on .*…, long\.txt:1-2: “Batteries and so on .*…”\n/);
    expect(text).not.toContain("The second line");
    expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThan(280);
  });

  test("keeps a document's markup and control characters from doing anything", async () => {
    const assistant = new TuiAssistant({
      files: { "a_b.txt": "Wet <script>alert(1)</script> **glass** [x](y) \u001b[31mred\n" },
    });
    const text = exported([await turn("Wet glass", assistant)]);
    expect(text).toContain("\\<script\\>alert(1)\\</script\\> \\*\\*glass\\*\\* \\[x\\](y)");
    expect(text).toContain("a\\_b.txt:1");
    expect(text).not.toContain("\u001b");
  });

  test("makes no links of addresses in a document", async () => {
    const asked = await turn("See https://a.example/x_y or (www.b.example), c_d@e.example.");
    expect(exported([asked])).toContain("## See `https://a.example/x_y` or (`www.b.example`), `c_d@e.example`.\n");
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
