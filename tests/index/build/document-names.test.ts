import { describe, expect, test } from "vitest";
import type { DocumentName } from "../../../src/contract/documents.js";
import { asDocumentId } from "../../../src/contract/ids.js";
import { type Document, NOWHERE } from "../../../src/core/document.js";
import { span } from "../../../src/core/spans.js";
import { documentNames } from "../../../src/index/build/document-names.js";

/** A document whose lines are blocks; those that begin with `#` are headings. */
function documentOf(path: string, text: string, title: string | null = null): Document {
  let start = 0;
  const blocks = text.split("\n").flatMap((line) => {
    const from = start;
    start += line.length + 1;
    if (line === "") return [];
    const kind = line.startsWith("#") ? ("heading" as const) : ("paragraph" as const);
    return [{ ...span(from, from + line.length), kind, section: [], ...NOWHERE }];
  });
  const id = asDocumentId("d1");
  return {
    id,
    path,
    file: path,
    title: title ?? path,
    titled: title !== null,
    text,
    properties: [],
    fields: {},
    unread: [],
    contentHash: "sha256:0",
    blocks,
    layout: null,
  };
}

function namesOf(source: DocumentName["source"], ...document: Parameters<typeof documentOf>): string[] {
  return documentNames(documentOf(...document)).flatMap((name) => (name.source === source ? [name.text] : []));
}

describe("the names of a document", () => {
  test.each([
    ["TurnkeyCapital_2017-EX-1.1-Alliance.txt", "Turnkey Capital 2017 EX 1.1 Alliance"],
    ["500duo-final.md", "500 duo final"],
    ["3rd meeting.txt", "3rd meeting"],
    ["report.v2.pdf", "report.v2"],
  ])("a file name %s is said as %s", (path, spoken) => {
    expect(namesOf("file", path, "Text.")).toEqual([spoken]);
  });

  test("a title is one where the document has its own", () => {
    expect(namesOf("title", "a.txt", "Text.", "Holiday policy")).toEqual(["Holiday policy"]);
    expect(namesOf("title", "a.txt", "Text.")).toEqual([]);
  });

  test("folders are names, whatever their depth", () => {
    expect(namesOf("folder", "board/2025/minutes.txt", "Text.")).toEqual(["board", "2025"]);
  });

  test.each([
    ["2025-10-14 minutes.md", "Text.", "14 October 2025"],
    ["minutes 2025-10.md", "Text.", "October 2025"],
    ["20240625.md", "Text.", "25 June 2024"],
    ["comm_feb23.txt", "Text.", "February 2023"],
    ["EBM Nov24.txt", "Text.", "November 2024"],
    ["a.txt", "Held on 28.11.2024 in the library.", "28 November 2024"],
    ["a.txt", "Board\n3.9.24, 6.30 pm, schoolroom", "3 September 2024"],
    ["a.txt", "Date: 4 March 2023\nText.", "4 March 2023"],
    ["a.txt", `${"Word ".repeat(100)}\nThis agreement is made as of May 8, 2014.`, "8 May 2014"],
  ])("the date of %s is told, however it is written (%#)", (path, text, date) => {
    expect(namesOf("date", path, text)).toContain(date);
  });

  test("a date further on that says nothing of the document is none of its own", () => {
    expect(namesOf("date", "a.txt", `${"Word ".repeat(100)}\nThe flood came in March 1953.`)).toEqual([]);
  });

  test("the lines that stand alone at the beginning are names, up to the text", () => {
    const text = "LARKRISE HOUSING CO-OPERATIVE\nBoard of Management\nThe meeting was opened at six.\nRoof";
    expect(namesOf("heading", "a.txt", text)).toEqual(["LARKRISE HOUSING CO-OPERATIVE", "Board of Management"]);
  });

  test("a table of contents names nothing", () => {
    const text = "# Caldera 300\n# Contents\nSafety ....... 3\nCleaning ..... 9";
    expect(namesOf("heading", "a.md", text)).toEqual(["Caldera 300"]);
  });

  test.each([
    "This lease is made between Hale & Sons Ltd and Fernbank Studio LLP.",
    'Hale & Sons Ltd, of Portreath (the "Landlord"), lets to Fernbank Studio LLP (the "Tenant") the first floor.',
  ])("the parties of a contract are names: %s", (text) => {
    const parties = namesOf("party", "a.txt", text).join("\n");
    expect(parties).toContain("Hale & Sons Ltd");
    expect(parties).toContain("Fernbank Studio LLP");
  });

  test("a line names what it labels, if that is what documents are called by", () => {
    const text = "Chair: Ngozi Okafor\nModel: K-210\nRetracted: no\nWeight: 4 kg";
    expect(namesOf("label", "a.txt", text)).toEqual(["Ngozi Okafor", "K-210"]);
  });

  test("few are kept of a text that is full of them, the most telling first", () => {
    const companies = Array.from({ length: 100 }, (_, i) => `Number${i} Holdings Ltd`).join(", ");
    const names = documentNames(documentOf("list.txt", `They are ${companies}.`, "All companies"));
    expect(names.length).toBeLessThanOrEqual(16);
    expect(names[0]).toEqual({ source: "title", text: "All companies" });
  });

  test("hostile beginnings take no time", () => {
    const started = performance.now();
    for (const part of ["A ", "A, ", "Aa of the ", "(the ", "A.A", "x: ", "between A "])
      documentNames(documentOf("a.txt", part.repeat(5000)));
    // A regular expression that backtracks takes minutes; this is far from measuring a speed.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
