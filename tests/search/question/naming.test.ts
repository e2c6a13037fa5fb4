import { describe, expect, test } from "vitest";
import type { DocumentName } from "../../../src/contract/documents.js";
import { asDocumentId } from "../../../src/contract/ids.js";
import { NameIndex } from "../../../src/search/question/name-index.js";
import { readWords } from "../../../src/search/question/name-runs.js";
import { readNaming } from "../../../src/search/question/naming.js";
import { unborneName } from "../../../src/search/question/unborne-name.js";
import type { IndexReader, StoredDocument, StoredPassage } from "../../../src/store/index-store.js";

type Names = Partial<Record<DocumentName["source"], string>>;

/** A folder as far as names go: what documents are called, and which texts they hold. */
function folderOf(documents: Readonly<Record<string, Names>>, texts: Readonly<Record<string, string>> = {}) {
  const stored = Object.entries(documents).map(([path, names]) => ({
    ...{
      id: asDocumentId(path),
      path,
      file: path,
      fields: {},
      unread: [],
      title: path,
      contentHash: "",
      size: 1,
      modified: 0,
      passages: 1,
    },
    names: Object.entries(names).map(([source, text]) => ({ source: source as DocumentName["source"], text })),
  })) satisfies StoredDocument[];
  const reader = {
    text: async (id: string) => texts[id] ?? "",
    passagesWithAll: async (text: string) => {
      const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      return Object.entries(texts).flatMap(([id, own]) =>
        words.every((word) => own.toLowerCase().includes(word))
          ? [{ documentId: asDocumentId(id), start: 0, end: own.length } as StoredPassage]
          : [],
      );
    },
  } as unknown as IndexReader;
  const index = new NameIndex(stored);
  return {
    named: async (question: string) => {
      const naming = await readNaming(readWords(question, index), reader);
      return naming && { documents: [...naming.documentIds].sort(), rest: naming.rest };
    },
    unborne: async (question: string) => (await unborneName(readWords(question, index), reader))?.name ?? null,
  };
}

const CONTRACTS = folderOf({
  alliance: { title: "Strategic Alliance Agreement", party: "Turnkey Capital, Inc.", date: "4 May 2017" },
  supply: { title: "Supply Agreement", party: "Brightwater Foods Ltd", date: "9 June 2019" },
  lease: { title: "Lease", party: "Hale & Sons Ltd", date: "14 February 2022" },
  hosting: { title: "Hosting Agreement", file: "ISCAFERRIES 2019 Hosting Agreement", date: "1 March 2019" },
  agency: { title: "Agency Agreement", party: "Marlow Media LLC", date: "2 July 2020" },
  licence: { title: "Software License Agreement", party: "Brightwater Systems Ltd", date: "3 July 2021" },
});

const MINUTES = folderOf({
  september: { title: "Parent Council", heading: "Minutes", date: "12 September 2024" },
  october: { title: "Parent Council", heading: "Minutes", date: "10 October 2024" },
  march: { title: "Parent Council", heading: "Minutes", date: "13 March 2025" },
  board: { title: "Larkrise Board of Management", heading: "Minutes", date: "15 October 2024" },
  steering: { title: "Steering Committee", heading: "third meeting", date: "4 July 2024" },
  agm: { title: "Rowing Club", file: "AGM 2024", date: "23 March 2024" },
});

const MANUALS = folderOf(
  {
    c300: { title: "Caldera 300 – Espresso machine", file: "Caldera 300 manual" },
    c300s: { heading: "CALDERA 300 S", file: "caldera 300S" },
    c500: { title: "User guide: Caldera 500" },
    c500xl: { title: "Caldera 500 XL", file: "Caldera 500 XL manual" },
    k210: { title: "Brewmont K-210" },
    ht55: { title: "Thornway HT 55" },
    ht55a: { title: "Thornway HT 55-A" },
    cargo: { title: "Veldra Cargo Mark II" },
  },
  {
    c500xl: "The Caldera 500 XL has a large tank. The XL is descaled once a month.",
    cargo: "Veldra builds the Cargo in Fennbridge. Veldra gives a guarantee of two years.",
  },
);

describe("a question names a document", () => {
  test.each([
    [
      "Which law governs the Strategic Alliance Agreement of Turnkey Capital Inc.?",
      "alliance",
      "Which law governs the agreement?",
    ],
    ["Under the Turnkey contract, who pays?", "alliance", "Under the contract, who pays?"],
    ["What is Hale & Sons's deposit?", "lease", "What is deposit?"],
    [
      "How is uptime measured under the 2019 Isca Ferries hosting agreement?",
      "hosting",
      "How is uptime measured under the agreement?",
    ],
    ["brightwater foods supply agreement warranty", "supply", "the agreement warranty"],
  ])("by parties, kind or title: %s", async (question, document, rest) => {
    expect(await CONTRACTS.named(question)).toEqual({ documents: [document], rest });
  });

  test.each([
    ["What did the parent council decide on parking in September 2024?", "september"],
    ["parent council 10 october 2024 heating", "october"],
    ["Who spoke at the council meeting of 13/3/2025?", "march"],
    ["What was agreed at the third SC meeting about the deck?", "steering"],
    ["What does a student pay since the rowing club's 2024 AGM?", "agm"],
    ["What did Larkrise's board lay down in October 2024 about vans?", "board"],
  ])("by body and date, in any form: %s", async (question, document) => {
    expect((await MINUTES.named(question))?.documents).toEqual([document]);
  });

  test.each([
    ["How often does the Caldera 300 have to be descaled?", "c300"],
    ["How often does the Caldera 300 S have to be descaled?", "c300s"],
    ["How heavy is the Caldera 500?", "c500"],
    ["the XL's water filter: when is it replaced?", "c500xl"],
    ["How do I descale the K210?", "k210"],
    ["thornway ht 55-a guarantee", "ht55a"],
    ["thornway ht 55 guarantee", "ht55"],
    ["veldra cargo guarantee", "cargo"],
    ["What is the load of the Cargo Mark 2?", "cargo"],
  ])("by a model and not its sister: %s", async (question, document) => {
    expect((await MANUALS.named(question))?.documents).toEqual([document]);
  });

  test.each([
    ["compare rents in the minutes of september and october 2024", MINUTES, ["board", "october", "september"]],
    ["What is the power of the Caldera 500 and of the Caldera 500 XL?", MANUALS, ["c500", "c500xl"]],
    ["Do the Turnkey agreement and the Hale & Sons lease end alike?", CONTRACTS, ["alliance", "lease"]],
    ["What does the Brightwater agreement say on liability?", CONTRACTS, ["licence", "supply"]],
  ] as const)("or several: %s", async (question, folder, documents) => {
    expect((await folder.named(question))?.documents).toEqual(documents);
  });
});

describe("a question names no document", () => {
  test.each([
    ["Who pays for repairs?", CONTRACTS],
    ["What is an agreement?", CONTRACTS],
    ["Which agreements are there?", CONTRACTS],
    ["What happened in October?", MINUTES],
    ["How many members were there in 2024?", MINUTES],
    ["May parents bring dogs?", MINUTES],
    ["What did the Town Council of Brightwater Bay decide?", MINUTES],
  ])("though it shares words with names: %s", async (question, folder) => {
    expect(await folder.named(question)).toBeNull();
  });

  test("where the name is a part of a longer one", async () => {
    const folder = folderOf({ a: { title: "State Department" }, b: { title: "Rome" }, c: { title: "Paris" } });
    expect(await folder.named("Who left the United State Department Store?")).toBeNull();
  });

  test("where nothing else is asked", async () => {
    expect(await CONTRACTS.named("the Turnkey agreement")).toBeNull();
  });

  test("where a title is said of what it is about, in small letters", async () => {
    const folder = folderOf(
      {
        leave: { title: "Paid holiday" },
        travel: { title: "Travel" },
        pets: { title: "Pets" },
        fire: { title: "Fire" },
      },
      { leave: "All staff get 25 days of paid holiday." },
    );
    expect(await folder.named("how many days of paid holiday are there")).toBeNull();
  });

  test("where others speak of what one is called by", async () => {
    const folder = folderOf(
      {
        lease: { file: "Lease Harbour Street 12" },
        rules: { title: "Rules" },
        faq: { title: "FAQ" },
        club: { title: "Club" },
      },
      { rules: "On Mondays we meet at Harbour Street.", faq: "Come to Harbour Street 12." },
    );
    expect(await folder.named("Who has a key at Harbour Street?")).toBeNull();
  });
});

describe("a name that no document bears", () => {
  test.each([
    ["How do I descale the Caldera 700?", MANUALS, "Caldera 700"],
    ["What did the November 2024 minutes say on heating?", MINUTES, "November 2024 minutes"],
    ["What is the fee in the Zenith Robotics agreement?", CONTRACTS, "Zenith Robotics agreement"],
  ] as const)("is told: %s", async (question, folder, name) => {
    expect(await folder.unborne(question)).toBe(name);
  });

  test.each([
    ["How do I descale the Caldera 500?", MANUALS],
    ["What does error 117 mean?", MANUALS],
    ["caldera 500 E7", MANUALS],
    ["What did the October 2024 minutes say on heating?", MINUTES],
    ["How much did the council spend in 2019?", MINUTES],
    ["Who signed the Turnkey agreement?", CONTRACTS],
  ])("but not of this: %s", async (question, folder) => {
    expect(await folder.unborne(question)).toBeNull();
  });

  test("nor where the texts speak of it", async () => {
    const agreements = {
      a: { title: "Supply Agreement" },
      b: { title: "Agency Agreement" },
      c: { title: "Lease Agreement" },
    };
    const folder = folderOf(agreements, { a: "It takes the place of the Zenith Robotics agreement." });
    expect(await folder.unborne("When did the Zenith Robotics agreement end?")).toBeNull();
  });
});
