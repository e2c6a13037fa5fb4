import { expect, test } from "vitest";
import type { Filters } from "../../../src/contract/filters.js";
import { asDocumentId } from "../../../src/contract/ids.js";
import type { Fields } from "../../../src/core/document.js";
import { markdownReader } from "../../../src/index/readers/markdown-reader.js";
import { selectDocuments } from "../../../src/search/question/filter.js";
import type { StoredDocument } from "../../../src/store/index-store.js";

const YAML = `---
title: Minutes
author: {name: Ada Smith}
date: 2024-03-01
tags: [minutes, "project/alpha"]
subject: Bridges
from: The clerk
---
Text.
`;
const TOML = `+++
author = "Bob Jones"
date = 2025-06-30
tags = ["notes", 'project/beta']
+++
Text.
`;

async function fieldsOf(text: string): Promise<Fields> {
  const result = await markdownReader.read({ path: "a.md", bytes: Buffer.from(text) } as never);
  return (result.status === "read" && result.fields) || {};
}

test("front matter gives a document its fields, and those that a mail has too are not taken for a mail's", async () => {
  expect(await fieldsOf(YAML)).toEqual({
    title: "Minutes",
    "author.name": "Ada Smith",
    own_date: "2024-03-01",
    tags: "minutes; project/alpha",
    own_subject: "Bridges",
    own_from: "The clerk",
  });
  expect(await fieldsOf(TOML)).toEqual({ author: "Bob Jones", own_date: "2025-06-30", tags: "notes; project/beta" });
});

test.each([
  "---\na: *b\n---\n",
  "---\n: :\n  - {\n---\n",
  `---\n${"[".repeat(20_000)}\n---\n`,
  "---\n__proto__: x\n---\n",
])("front matter that is none to read says nothing, and the text is there", async (text) => {
  expect(Object.keys(await fieldsOf(`${text}Text.\n`))).toEqual([]);
});

const MAIL = { from: "Ada Smith <ada@example.org>", date: "2024-05-05T10:00:00Z", subject: "Bridges" };

test.each<[Filters, string[]]>([
  [{ where: { "author.name": ["smith"] } }, ["minutes.md"]],
  [{ where: { author: ["jones", "nobody"] } }, ["notes.md"]],
  [{ where: { subject: ["bridge"] } }, ["minutes.md", "mail.eml", "mail.eml › plan.pdf"]],
  [{ where: { author: ["jones"], tags: ["alpha"] } }, []],
  [{ tags: ["project"] }, ["minutes.md", "notes.md"]],
  [{ tags: ["#Minutes"] }, ["minutes.md"]],
  [{ since: "2024-05-05" }, ["notes.md", "mail.eml", "mail.eml › plan.pdf"]],
  [{ until: "2024-03-01" }, ["minutes.md"]],
  [{ since: "2024-03-02", until: "2024-05-05" }, ["mail.eml", "mail.eml › plan.pdf"]],
  [{ from: ["clerk"] }, []],
  [{ sentAfter: "2024-01-01" }, ["mail.eml", "mail.eml › plan.pdf"]],
  [{ collections: ["B"] }, ["notes.md"]],
])("%j lets through %j", async (filters, paths) => {
  const held: [string, Fields, string][] = [
    ["minutes.md", await fieldsOf(YAML), "a"],
    ["notes.md", await fieldsOf(TOML), "b"],
    ["mail.eml", MAIL, "a"],
    ["mail.eml › plan.pdf", {}, "a"],
    ["bare.txt", {}, "a"],
  ];
  const documents = held.map(
    ([path, fields, collection]) =>
      ({ id: asDocumentId(path), path, fields, collection, modified: 0 }) as StoredDocument,
  );
  const selected = await selectDocuments(documents, filters);
  expect([...selected!.documentIds]).toEqual(paths);
});

test.each<[Filters, string[]]>([
  [{ since: "2024-05-01" }, ["mail.eml", "mail.eml › undated.pdf", "mail.eml › pack.zip › note.txt"]],
  [{ until: "2020-12-31" }, ["mail.eml › old.pdf"]],
  [{ where: { author: ["jones"], from: ["ada"] } }, ["mail.eml › old.pdf"]],
  [
    { where: { subject: ["bridges"] }, since: "2024-05-01" },
    ["mail.eml", "mail.eml › undated.pdf", "mail.eml › pack.zip › note.txt"],
  ],
  [
    { since: "2019-01-01", from: ["ada"] },
    ["mail.eml", "mail.eml › old.pdf", "mail.eml › undated.pdf", "mail.eml › pack.zip › note.txt"],
  ],
])(
  "%j: what is attached to a mail has its own date and fields, and the mail's where it has none (%j)",
  async (filters, paths) => {
    const held: [string, Fields][] = [
      ["mail.eml", MAIL],
      ["mail.eml › old.pdf", { author: "Bob Jones", created: "2020-02-03", own_subject: "Piers" }],
      ["mail.eml › undated.pdf", { created: "no date" }],
      ["mail.eml › pack.zip › note.txt", {}],
    ];
    const documents = held.map(
      ([path, fields]) => ({ id: asDocumentId(path), path, fields, modified: 0 }) as StoredDocument,
    );
    expect([...(await selectDocuments(documents, filters))!.documentIds]).toEqual(paths);
  },
);

test("a collection that there is not is refused, with those that there are", async () => {
  const document = { id: asDocumentId("a"), path: "a/x", fields: {}, collection: "a", modified: 0 } as StoredDocument;
  await expect(selectDocuments([document], { collections: ["b"] })).rejects.toMatchObject({ code: "request_invalid" });
});

test("of many collections a refusal names ten", async () => {
  const documents = Array.from({ length: 300 }, (_, number) => ({ collection: `c${number}` }) as StoredDocument);
  await expect(selectDocuments(documents, { collections: ["b"] })).rejects.toThrow(
    /there is c0, .*, c9 and 290 more\./,
  );
});
