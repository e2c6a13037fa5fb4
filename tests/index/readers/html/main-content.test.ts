import { parseDocument } from "htmlparser2";
import { describe, expect, it } from "vitest";
import { htmlReader } from "../../../../src/index/readers/html/html-reader.js";
import { addHtml } from "../../../../src/index/readers/html/html-structure.js";
import { TextBuilder } from "../../../../src/index/readers/text-builder.js";
import { readWith } from "../../../helpers/read-text.js";

const links = (...texts: string[]) =>
  `<ul>${texts.map((text) => `<li><a href="${text}.html">${text}</a></li>`).join("")}</ul>`;
const MENU = links("Home", "Archive", "Contact", "Imprint");
const HEADLINES = links(
  "Ten birds that nest on balconies",
  "What a wet spring does to honey",
  "The last ferry to Skarholm",
);
const TEXT = "<p>The ferry to Skarholm leaves at seven in the morning and carries bicycles free of charge.</p>";

const textOf = async (page: string) => (await readWith(htmlReader, page, "page.html")).text;

describe("what is left out of a page's text", () => {
  it("is a menu, where the page marks no main text", async () => {
    const page = `<body><div>${MENU}</div><h1>Ferries</h1>${TEXT}<div><h2>Elsewhere</h2>${MENU}</div>`;
    expect(await textOf(page)).toMatch(/^Ferries\n\nThe ferry to Skarholm [^\n]*charge\.$/);
  });

  it("is a list of other pages' headlines within the main text", async () => {
    const page = `<main>${TEXT}<div><h2>Read on</h2>${HEADLINES}</div></main>`;
    expect(await textOf(page)).toMatch(/^The ferry to Skarholm [^\n]*charge\.$/);
  });
});

describe("what stays in a page's text", () => {
  it("is a list of linked names within the main text", async () => {
    const page = `<main>${TEXT}<div><h2>Harbours</h2>${links("Skarholm", "Vik", "Sandnes")}</div></main>`;
    expect(await textOf(page)).toMatch(/Harbours\n\nSkarholm\s+Vik\s+Sandnes$/);
  });

  it("is a list of links that goes on from a paragraph or a heading", async () => {
    for (const before of ["<p>It calls at these harbours:</p>", "<h2>Harbours</h2>", "It calls at these harbours:"]) {
      const page = `<body><div>${MENU}</div>${TEXT}${before}\n<!-- three -->${links("Skarholm", "Vik", "Sandnes")}`;
      expect(await textOf(page)).toMatch(/arbours:?\n\nSkarholm\s+Vik\s+Sandnes$/);
      expect(await textOf(page)).not.toContain("Imprint");
    }
  });

  it("is everything, where the page is made of links", async () => {
    expect(await textOf(`<body><h1>Bookmarks</h1><div>${HEADLINES}</div><div>${MENU}</div>`)).toMatch(
      /^Bookmarks.*balconies.*Imprint$/s,
    );
  });

  it("are addresses of mail and telephone numbers", async () => {
    const page = `<body>${TEXT}${TEXT}<div><a href="mailto:a@example.org">a@example.org</a> <a href="tel:1">555 0100</a> <a href="mailto:b@example.org">b@example.org</a></div>`;
    expect(await textOf(page)).toMatch(/a@example\.org 555 0100 b@example\.org$/);
  });

  it("is every list of a document that was turned into HTML", () => {
    const builder = new TextBuilder();
    addHtml(builder, parseDocument(`<div>${MENU}</div>${TEXT}`).children);
    expect(builder.text).toMatch(/^Home\s+Archive/);
  });
});
