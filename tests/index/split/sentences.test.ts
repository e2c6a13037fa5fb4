import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textReader } from "../../../src/index/readers/text/text-reader.js";
import { splitSentences } from "../../../src/index/split/sentences.js";
import { anyText, paragraph, readCorpus, readWith } from "../../helpers/read-text.js";

function sentences(text: string): string[] {
  return splitSentences(paragraph(text)).map(({ start, end }) => text.slice(start, end));
}

describe("sentences", () => {
  it("tile the document: every non-white character outside rules is in exactly one", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const read = await readWith(textReader, text);
        let end = 0;
        const rules = read.blocks.filter(({ kind }) => kind === "rule");
        const spans = [...splitSentences(read), ...rules].sort((a, b) => a.start - b.start);
        for (const sentence of spans) {
          expect(sentence.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(end, sentence.start).trim()).toBe("");
          const content = text.slice(sentence.start, sentence.end);
          expect(content).toBe(content.trim());
          expect(content).not.toBe("");
          end = sentence.end;
        }
        expect(text.slice(end).trim()).toBe("");
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["Security Council Res. 2375 passed. It bites.", 2],
    ["H.R. Res. 5 passed.", 1],
    ["The U.S. President met Gen. Mattis of the U.S. Army at 5 p.m. Monday.", 1],
    ["It cut its ties to the U.S. The next day it rained.", 2],
    ["Sanctions of the U.N. Security Council hold.", 1],
    ["The policies of second-term G.W. Bush failed. So did others.", 2],
    ["Books by J. K. Rowling and J. R. R. Tolkien sell.", 1],
    ["He came at 5 p.m. Then he left.", 2],
    ["See e.g. Smith et al. (2003) and Fig. 3A, pp. 4–5, vs. No. 7.", 1],
    ["“No. We won’t,” he said.", 2],
    ["Works of art. Then music.", 2],
    ["Acme Inc. Chairman Bob Jr. spoke on Dec. 31 in Washington, D.C. about it.", 1],
    ["He asked “Why?” and left (really!) at once.", 1],
    ["He waited... and left. And so on… until dawn.", 2],
    ["An “implicit threat.” Once again, unity broke.", 2],
    ["(It was late.) Nobody came.", 2],
    ["Version 2.0 costs $3.50 at example.com. Node.js runs it.", 2],
    ["It was too late.The State Department’s efforts paid off.", 2],
    ["The game by Media.Vision sold.", 1],
    ["Call json.Marshal on it.", 1],
    ["It fell in 2017. 14 people saw it.", 2],
    ["It was shown before.[12] Others agree.12,13 We do not.", 3],
    ["We should just be vague.* Let our foes guess.", 2],
    ["1. Log in to the store. 2. Click on the theme.", 2],
    ["First do this:\\n\\n1. Log in now.\\n2. Click here.", 3],
    ["revenue grew in 2012. the company expects more. see note 5. it depends on the u.s. government.", 4],
    ["東京は首都です。大阪は違います。", 2],
    ["Kim Jong-Il’s North Korea tested it. Kim Jong-un’s did, too.", 2],
    ["A line\nthat was wrapped. Another\r\none.", 2],
  ])("of %j are %i", (text, count) => {
    expect(sentences(text)).toHaveLength(count);
  });

  it("keep closing quotes and brackets", () => {
    expect(sentences("He said “go.” She went (far away.) They slept.")).toEqual([
      "He said “go.”",
      "She went (far away.)",
      "They slept.",
    ]);
  });

  it("of the shipped documents end where their authors ended them", async () => {
    const read = await readCorpus("001_667eb3beee58e5a3.txt");
    const found = splitSentences(read).map(({ start, end }) => read.text.slice(start, end));
    expect(found).toContain("In fact, U.N. and U.S. national sanctions are mutually complementary.");
    expect(found).toContain("7/19: Spain says it will expel the North Korean ambassador.");
    expect(found.find((sentence) => sentence.startsWith("Yet by merging"))).toMatch(/“All options are on the table.”$/);
    expect(found.some((sentence) => sentence.includes("second-term G.W. Bush — policies"))).toBe(true);
  });

  it("lose no character of a paragraph that is so large that it is taken in parts", () => {
    const faces = "\u{1f600}".repeat(200_000);
    const text = `${"One word. ".repeat(60_000)}${"x".repeat(300_001)}${faces} end`;
    const found = sentences(text);
    expect(found.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    expect(found.every((sentence) => !/\p{Cs}/u.test(sentence))).toBe(true);
    expect(found.slice(0, 59_999).every((sentence) => sentence === "One word.")).toBe(true);
  });
});
