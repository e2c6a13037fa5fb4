import { beforeAll, describe, expect, test } from "vitest";
import type { AskRequest } from "../../../src/assistant/assistant.js";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { type Answer, AnswerSchema } from "../../../src/contract/answer.js";
import { quotedDocuments } from "../../../src/core/answer-walk.js";
import { pastTurnOf } from "../../../src/core/past-turns.js";
import { expectSlices } from "../../helpers/expect-slices.js";
import { localAssistant } from "../../helpers/local-assistant.js";
import { DEFAULTS } from "../../helpers/shipped.js";
import { FOLDER } from "./folder.js";

let assistant: LocalAssistant;
let corpus: string;

beforeAll(async () => {
  ({ assistant, corpus } = await localAssistant(FOLDER, LocalAssistant));
  await assistant.sync();
});

async function ask(question: string, request: Omit<AskRequest, "question"> = {}): Promise<Answer> {
  const answer = await assistant.ask({ ...request, question });
  expect(AnswerSchema.parse(answer)).toEqual(answer);
  return answer;
}

const texts = ({ answer }: Answer) => answer?.sentences.map(({ text }) => text) ?? [];
const paths = ({ answer }: Answer) => answer?.documents.map(({ path }) => path) ?? [];

/** `path: heading: sentence`, as an answer shows them. */
function lines(answer: Answer): string[] {
  return quotedDocuments(answer).flatMap(({ document, sentences }) =>
    sentences.map(({ text, context }) => [document?.path, context ?? "", text].join(": ")),
  );
}

describe("what quotes nothing has no evidence, and nothing of it was judged", () => {
  test.each(["hi", "Thanks!", "who are you?", "What documents do you have?", "what leases do you have?"])(
    "%j",
    async (question) => {
      const answer = await ask(question, { explain: true });
      expect(answer).toMatchObject({ status: "answered", citations: [], passages: [], not_found: null });
      expect(answer.confidence).toEqual({ label: "uncalibrated", probability: null });
      expect(answer.answer!.sentences.every(({ citations }) => citations.length === 0)).toBe(true);
      expect(answer.timings_ms.embed).toBe(0);
    },
  );
});

describe("what is said to Footnote", () => {
  test.each(["hi", "good morning", "Thanks!", "bye", "help", "who are you?", "What can you do?"])(
    "%j gets one line about it",
    async (question) => {
      const answer = await ask(question);
      expect(answer.kind).toBe("assistant");
      expect(texts(answer)).toEqual([expect.stringMatching(/^Footnote answers questions about the documents/)]);
      expect(answer.coverage.documents_searched).toBe(0);
    },
  );

  test("is asked of the texts where it is to be taken literally", async () => {
    for (const question of ["hi", "What documents do you have?", "Summarise the travel policy"])
      expect((await ask(question, { literal: true })).kind).toBe("content");
  });

  test("is no part of the question behind it", async () => {
    const answer = await ask("Hi, what is the notice period of lease A?");
    expect(answer).toMatchObject({ kind: "content", interpreted_question: "what is the notice period of lease A?" });
    expect(texts(answer).join()).toContain("six months");
    expect((await ask("hello, what documents do you have?")).kind).toBe("documents");
  });

  test("is nothing that a follow-up leans on", async () => {
    const first = await ask("How much may a hotel cost in Europe?");
    const thanks = await ask("thanks", { history: [pastTurnOf(first)] });
    const history = [pastTurnOf(first), pastTurnOf(thanks)];
    const next = await ask("And elsewhere?", { history });
    expect(next.interpreted_question).toBe(
      (await ask("And elsewhere?", { history: history.slice(0, 1) })).interpreted_question,
    );
    expect(next.interpreted_question).toMatch(/^How much may/);
  });
});

describe("which documents there are", () => {
  test("is a list of titles and paths, which names each as a document of the answer", async () => {
    const answer = await ask("What documents do you have?");
    expect(answer.kind).toBe("documents");
    expect(texts(answer)).toEqual([
      "There are 7 documents:",
      "Lease A (leases/lease-a.md)",
      "Lease B (leases/lease-b.md)",
      "Thermex 400 user manual (manuals/thermex-400.md)",
      "Thermex XL user manual (manuals/thermex-xl.md)",
      "Steering committee minutes, 12 September 2025 (minutes/2025-09-12.md)",
      "Steering committee minutes, 10 October 2025 (minutes/2025-10-10.md)",
      "Travel policy (policies/travel-policy.md)",
    ]);
    expect(paths(answer)).toEqual(Object.keys(FOLDER).sort());
    expect(answer.coverage.documents_searched).toBe(7);
  });

  test("is told of those that the filters let through", async () => {
    const answer = await ask("How many files are there?", { filters: { paths: ["leases/"] } });
    expect(texts(answer)).toEqual(["There are 2 documents:", expect.any(String), expect.any(String)]);
  });

  test("may be asked of one kind, by whatever word for it", async () => {
    expect(paths(await ask("What leases do you have?"))).toEqual(["leases/lease-a.md", "leases/lease-b.md"]);
    expect(texts(await ask("which contracts do you have?"))[0]).toBe("There are 2 documents called “contracts”:");
    expect((await ask("Which invoices do you have?")).kind).toBe("content");
  });

  test("is cut where the list is long, with the number of all", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 23 }, (_, i) => [`note-${i}.txt`, `Note ${i} is about cats.\n`]),
    );
    const { assistant: other } = await localAssistant({ ...many, "broken.pdf": "no pdf" }, LocalAssistant);
    await other.sync();
    const { answer, coverage } = await other.ask({ question: "list the documents" });
    expect(answer!.sentences[0]!.text).toBe(
      "There are 23 documents, of which these are the first 20 by path; 1 file could not be read:",
    );
    expect(answer!.documents).toHaveLength(20);
    expect(coverage.documents_searched).toBe(23);
  });
});

describe("what a document is about", () => {
  test("is told by a sentence of each section, each cited and under its headings", async () => {
    const answer = await ask("Summarise the travel policy");
    expect(answer.kind).toBe("outline");
    expectSlices(corpus, answer);
    expect(answer.asked_of).toMatchObject({
      names: ["the travel policy"],
      documents: [{ path: "policies/travel-policy.md" }],
    });
    expect(answer.answer!.sentences.map(({ context }) => context)).toEqual([
      null,
      "Booking",
      "Hotels",
      "Grievance procedure",
    ]);
    expect(new Set(answer.citations.map(({ path }) => path))).toEqual(new Set(["policies/travel-policy.md"]));
    expect(answer.passages.map(({ rank }) => rank)).toEqual(answer.passages.map((_, i) => i + 1));
  });

  test.each([
    ["What is lease-a.md about?", ["leases/lease-a.md"]],
    ["Give me an overview of the October minutes", ["minutes/2025-10-10.md"]],
    ["What does the October meeting's minutes cover?", ["minutes/2025-10-10.md"]],
    ["summarise the XL", ["manuals/thermex-xl.md"]],
    ["What does the travel policy say?", ["policies/travel-policy.md"]],
    ["Tell me about the Oakfield lease", ["leases/lease-b.md"]],
    ["Summarise the two leases", ["leases/lease-a.md", "leases/lease-b.md"]],
    ["summarise lease A and lease B", ["leases/lease-a.md", "leases/lease-b.md"]],
  ])("%j is asked of %j", async (question, expected) => {
    const answer = await ask(question);
    expect([answer.kind, paths(answer)]).toEqual(["outline", expected]);
  });

  test("where nothing is named, is told of each document", async () => {
    const answer = await ask("What is this about?");
    expect(paths(answer)).toEqual(Object.keys(FOLDER).sort());
    expect(answer).toMatchObject({ kind: "outline", asked_of: null });
    expectSlices(corpus, answer);
  });

  test("is told of the only document that the filters leave", async () => {
    const answer = await ask("give me a summary", { filters: { paths: ["minutes/2025-09-12.md"] } });
    expect(paths(answer)).toEqual(["minutes/2025-09-12.md"]);
    expect(texts(answer).length).toBeGreaterThan(1);
  });

  test("in a conversation is told of the document that was cited last", async () => {
    const before = await ask("How much may a hotel cost in Europe?");
    const answer = await ask("Summarise this document", { history: [pastTurnOf(before)] });
    expect(paths(answer)).toEqual(["policies/travel-policy.md"]);
    expect(answer.asked_of?.documents).toHaveLength(1);
  });

  test.each([
    "Summarise the grievance procedure",
    "What are the main points of the safety instructions?",
    "Give me an overview of the rent",
    "What is the heating element about?",
    "Summarise the notice periods of lease A",
  ])("%j asks for content", async (question) => {
    expect((await ask(question)).kind).toBe("content");
  });
});

describe("how two documents differ", () => {
  test("is told by what either says and the other doesn't, heading by heading, then by what only one has", async () => {
    const answer = await ask("What is the difference between lease A and lease B?");
    expect(answer.kind).toBe("comparison");
    expectSlices(corpus, answer);
    const [a, b] = ["leases/lease-a.md", "leases/lease-b.md"];
    expect(lines(answer)).toEqual([
      `${a}: 1. Parties: This lease is made between Hale Estates Ltd and Brightwater Foods Inc for the shop at 4 Mill Street.`,
      `${b}: 1. Parties: This lease is made between Hale Estates Ltd and Oakfield Books GmbH for the shop at 9 Quay Road.`,
      `${a}: 2. Rent: The rent is 2,400 euros a month, payable in advance on the first working day.`,
      `${b}: 2. Rent: The rent is 1,950 euros a month, payable in advance on the first working day.`,
      `${a}: 3. Notice: Either party may end the lease with six months' written notice.`,
      `${b}: 4. Notice: Either party may end the lease with three months' written notice.`,
      `${a}: 4. Pets: Dogs may be kept in the shop with the landlord's consent.`,
      `${b}: 3. Repairs: The tenant pays for small repairs up to 300 euros each.`,
    ]);
    expect(answer.asked_of?.documents.map(({ path }) => path)).toEqual([a, b]);
  });

  test.each([
    ["What changed between the September and October minutes?", ["minutes/2025-09-12.md", "minutes/2025-10-10.md"]],
    ["compare the October minutes with the September minutes", ["minutes/2025-10-10.md", "minutes/2025-09-12.md"]],
    ["compare the XL and the 400", ["manuals/thermex-xl.md", "manuals/thermex-400.md"]],
    ["How do the two manuals differ?", ["manuals/thermex-400.md", "manuals/thermex-xl.md"]],
    ["lease-b.md vs lease-a.md", ["leases/lease-b.md", "leases/lease-a.md"]],
  ])("%j is asked of %j, in this order", async (question, expected) => {
    const answer = await ask(question);
    expect([answer.kind, paths(answer).slice(0, 2)]).toEqual(["comparison", expected]);
  });

  test.each([
    "compare the notice period of lease A and lease B",
    "How do the leases differ on pets?",
    "What is the difference between a lease and a licence?",
    "Compare the rent in lease A and lease B",
    "difference between the tank and the heating element",
  ])("%j asks for content", async (question) => {
    expect((await ask(question)).kind).toBe("content");
  });

  test("of two that say the same is left to the search: there is nothing to quote", async () => {
    const same = "# Rules\n\nNo dogs are allowed in the garden at any time of the day.\n";
    const { assistant: other } = await localAssistant({ "one.md": same, "two.md": same }, LocalAssistant);
    await other.sync();
    expect((await other.ask({ question: "compare one.md and two.md" })).kind).toBe("content");
  });
});

test("needs no model, as the vectors of sentences are stored", async () => {
  const settings = { ...DEFAULTS, index: assistant.indexFolder, modelPath: corpus };
  const without = new LocalAssistant(settings, { cwd: corpus });
  for (const question of ["hi", "list the documents", "Summarise the travel policy", "lease A vs lease B"])
    expect(await without.ask({ question })).toMatchObject({ status: "answered" });
  await expect(without.ask({ question: "Summarise the grievance procedure" })).rejects.toMatchObject({
    code: "model_missing",
  });
  await without.close();
});
