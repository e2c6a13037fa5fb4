import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toBibTex, toCslJson } from "../../src/export/bibliography.js";
import { referencesOf } from "../../src/export/references.js";
import { matterFields } from "../../src/index/readers/own-fields.js";
import { keptTurn } from "./kept-turn.js";

async function referencesFor(
  documents: readonly { readonly path: string; readonly title?: string; readonly fields?: Record<string, string> }[],
) {
  const turn = await keptTurn(documents.map(({ path, title = "" }) => ({ quote: "x", path, title })));
  return referencesOf([turn], new Map(documents.map(({ path, fields = {} }) => [path, { fields }])));
}

/** What pandoc makes of a bibliography. */
function readBack(from: "bibtex" | "csljson", text: string): Record<string, never>[] {
  return JSON.parse(execFileSync("pandoc", ["-f", from, "-t", "csljson"], { input: text, encoding: "utf8" }));
}

describe("the documents that a conversation cites", () => {
  test("are named by who wrote them and when, a mail by its header", async () => {
    const [mail, page] = await referencesFor([
      {
        path: "old/offer.eml › plan.pdf",
        title: "Plan",
        fields: {},
      },
      {
        path: "offer.eml",
        title: "Offer for painting",
        fields: { from: '"Lovelace, Ada" <ada@example.org>; Charles Babbage', date: "2025-01-14T10:00:00.000Z" },
      },
    ]);
    expect(mail).toMatchObject({ kind: "document", authors: [], date: null });
    expect(page).toMatchObject({
      key: "lovelace-2025-offer-for-painting",
      kind: "mail",
      authors: ["Lovelace, Ada", "Charles Babbage"],
      date: "2025-01-14",
    });
    const [item] = readBack("csljson", toCslJson([page!]));
    expect(item).toMatchObject({
      author: [
        { family: "Lovelace", given: "Ada" },
        { family: "Babbage", given: "Charles" },
      ],
      issued: { "date-parts": [[2025, 1, 14]] },
    });
  });

  test.each<["yaml" | "toml", string]>([
    ["yaml", 'author: ["Smith, John", Ada Lovelace, {name: Charles Babbage, affiliation: Cambridge}]'],
    ["yaml", "authors:\n  - Smith, John\n  - Ada Lovelace\n  - Charles Babbage"],
    ["toml", 'authors = ["Smith, John", "Ada Lovelace", "Charles Babbage"]'],
  ])("are by each person whom a list in %s front matter names (%#)", async (kind, matter) => {
    const references = await referencesFor([{ path: "a.md", title: "Notes", fields: matterFields(kind, matter) }]);
    expect(toBibTex(references)).toContain("author = {Smith, John and Lovelace, Ada and Babbage, Charles}");
    expect(JSON.parse(toCslJson(references))[0].author).toEqual([
      { family: "Smith", given: "John" },
      { family: "Lovelace", given: "Ada" },
      { family: "Babbage", given: "Charles" },
    ]);
  });

  test("have keys of letters, digits and dashes, each its own", async () => {
    const references = await referencesFor([
      { path: "a.pdf", title: "Bericht über Łódź & mehr" },
      { path: "b.pdf", title: "Bericht über Łódź & mehr" },
      { path: "\u65e5\u672c.pdf", title: "\u65e5\u672c" },
    ]);
    const keys = references.map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
    for (const key of keys) expect(key).toMatch(/^[a-z\d-]+$/);
  });

  test("are read back from BibTeX by pandoc as they are called, whatever TeX makes of their characters", async () => {
    const nasty = fc.string({
      unit: fc.constantFrom(..."abc \\$&%#_~^@\"'-,=()üŁ日é"),
      minLength: 1,
      maxLength: 20,
    });
    const titles = fc
      .sample(nasty, { numRuns: 60, seed: 3 })
      .map((title) => `x${title}x`)
      .concat("50% of {C++} & $x_1$ ~ ^ \\LaTeX #1", "Ab and {Zu {x}}");
    const references = await referencesFor(titles.map((title, i) => ({ path: `${i}.pdf`, title })));
    const read = readBack("bibtex", toBibTex(references));
    // TeX knows one apostrophe.
    const plain = (text: string | undefined) =>
      text
        ?.replace(/<[^<>]*>/g, "")
        .replaceAll("’", "'")
        .replace(/\s+/g, " ")
        .trim();
    expect(read.map(({ title }) => plain(title))).toEqual(references.map(({ title }) => plain(title)));
  });

  test("keep every brace of a field in pairs, so that no title ends an entry", async () => {
    const references = await referencesFor([
      { path: "a}.pdf", title: "an unbalanced } brace {" },
      { path: "b.pdf", title: "} @misc{evil, title = {x}}{" },
    ]);
    const text = toBibTex(references);
    expect(readBack("bibtex", text).map(({ id }) => id)).toEqual(references.map(({ key }) => key));
    let open = 0;
    for (const brace of text.match(/[{}]/g) ?? []) {
      open += brace === "{" ? 1 : -1;
      expect(open).toBeGreaterThanOrEqual(0);
    }
    expect(open).toBe(0);
  });
});
