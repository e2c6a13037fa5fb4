import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markdownReader } from "../../../src/index/readers/markdown-reader.js";
import { anyText, type Read, readWith, textsOf } from "../../helpers/read-text.js";

const read = (text: string, path = "guide.md") => readWith(markdownReader, text, path);

const GUIDE = `---
title: "The guide"
---

# Install 😀

Run it **now**,
or later.

## Options ##

- one
  - two

  more of one
3. third

| a | b |
|---|---|
| 1 | 2 |

\`\`\`sh
npm ci

npm test
\`\`\`

> Quoted text.

<!-- a remark -->
<p>Some text</p>
`.replaceAll("\n", "\r\n");

describe("markdown", () => {
  it("gives blocks without the marks around them", async () => {
    const result = await read(GUIDE);
    expect(textsOf(result, "heading")).toEqual(["Install 😀", "Options"]);
    expect(textsOf(result, "list_item")).toEqual(["one", "two", "3. third"]);
    expect(textsOf(result, "table_row")).toEqual(["| a | b |", "| 1 | 2 |"]);
    expect(textsOf(result, "code")).toEqual(["npm ci\r\n\r\nnpm test"]);
    expect(textsOf(result, "paragraph")).toEqual([
      "Run it **now**,\r\nor later.",
      "more of one",
      "Quoted text.",
      "<p>Some text</p>",
    ]);
  });

  it("puts blocks into the sections of their headings", async () => {
    const { blocks, text } = await read(GUIDE);
    expect(blocks.find(({ start }) => text.startsWith("Quoted", start))?.section).toEqual(["Install 😀", "Options"]);
  });

  it.each([
    ["the front matter", GUIDE, "The guide"],
    ["the front matter in TOML", "+++\ntitle = 'Deep'\n+++\n# Other\n", "Deep"],
    ["the first heading of the first level", "Intro\n\n## Sub\n\n# The *title*\n", "The title"],
    ["nothing else", "Just text.", null],
  ])("takes its title from %s", async (_, text, title) => {
    expect((await read(text)).title).toBe(title);
  });

  it("leaves front matter out", async () => {
    const { text, blocks } = await read(GUIDE);
    expect(text.slice(blocks[0]!.start, blocks[0]!.end)).toBe("#");
  });

  it("reads a long file as it reads its parts, whatever code and HTML say", async () => {
    const part = `# Part\n\nText with ~~~ in it.\n\n- item\n\n      # no heading\n\n\`\`\`sh\n# a remark\n\`\`\`\n\n<!--\n# hidden\n-->\n\n## Sub\n\n> quote\n\n`;
    const count = Math.ceil(100_000 / part.length);
    const one = await read(part);
    const all = await read(part.repeat(count));
    const said = (result: Read) => result.blocks.filter(({ kind }) => kind !== "rule");
    const expected = Array.from({ length: count }, (_, index) =>
      said(one).map((block) => [block.kind, block.start + index * part.length, block.section]),
    );
    expect(said(all).map((block) => [block.kind, block.start, block.section])).toEqual(expected.flat());
    expect(textsOf(one, "heading")).toEqual(["Part", "Sub"]);
  });

  it("reads a long list without headings as it reads its parts", async () => {
    const part =
      "- one\n  - two\n\n    ---\n\n    title: no front matter\n\n    ---\n- three\nlazy\n- - deep\n\nText.\n\n---\n\n" +
      "<div>\n- html\n</div>\n\n1. four\n2. five\n\n> - six\n>   seven\n- eight\n";
    const count = Math.ceil(40_000 / part.length);
    const said = (result: Read) => result.blocks.filter(({ kind }) => kind !== "rule");
    const once = said(await read(part));
    const expected = Array.from({ length: count }, (_, index) => {
      return (block: Read["blocks"][number]) => [
        block.kind,
        block.start + index * part.length,
        block.end - block.start,
      ];
    }).flatMap((placed) => once.map(placed));
    expect(said(await read(part.repeat(count))).map(({ kind, start, end }) => [kind, start, end - start])).toEqual(
      expected,
    );
  });

  it("names a link in a title by its text, wherever the link is defined", async () => {
    const releases = Array.from(
      { length: 400 },
      (_, index) => `## [1.${index}.0] \\& \`more\`\n\n${"- A change.\n".repeat(5)}\n`,
    );
    const text = `${releases.join("")}[1.399.0]: https://example.org/399\n[1.1.0]: https://example.org/1\n`;
    const { blocks } = await read(text);
    const sections = new Set(blocks.map(({ section }) => section[0]));
    expect([...sections].slice(1, 3)).toEqual(["[1.0.0] & more", "1.1.0 & more"]);
    expect([...sections].at(-1)).toBe("1.399.0 & more");
  });

  it.each([">", "> ", "- + ", "1. 2) ", ">\t* "])("opens no list and no quote hundreds deep (%j)", async (marks) => {
    const text = `${marks.repeat(8000)}Deep.\n\nBehind.\n`;
    const result = await read(text);
    const said = result.blocks.filter(({ kind }) => kind !== "rule").map(({ start, end }) => text.slice(start, end));
    expect(said[0]).toMatch(/Deep\.$/);
    expect(said.at(-1)).toBe("Behind.");
  });

  it("gives blocks in order that do not overlap and miss nothing but front matter", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const { blocks } = await read(text);
        let end = 0;
        for (const [index, block] of blocks.entries()) {
          expect(block.start).toBeGreaterThanOrEqual(end);
          if (index > 0) expect(text.slice(end, block.start).trim()).toBe("");
          end = block.end;
        }
        expect(text.slice(end).trim() === "" || blocks.length === 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
