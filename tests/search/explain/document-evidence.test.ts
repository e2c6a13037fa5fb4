import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import type { DocumentEvidence } from "../../../src/contract/miss.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { BINARY, tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const CROWD = Array.from(
  { length: 230 },
  (_, i) => `## Copper ${i}\n\nThe kettle is copper; kettles of copper number ${i}, and copper kettles are brown.`,
).join("\n\n");
const FILES = {
  "crowd.md": `# Kettles\n\n${CROWD}\n`,
  "trains/lyon.txt":
    "The night train to Lyon departs at 07:14 from the north platform. Departures are announced twice.\n",
  "trains/bern.txt": "The train to Bern runs on Sundays. It is an old train with wooden seats.\n",
  "orchard.txt": "The heirs shall not sell the orchard.\n",
  "scan.txt": BINARY,
};

let cwd: string;
let assistant: LocalAssistant;

beforeAll(async () => {
  cwd = await tempFolder();
  await writeFiles(join(cwd, "corpus"), FILES);
  assistant = new LocalAssistant({ ...DEFAULTS, workers: 1 }, { cwd, workerUrl: WORKER_URL });
  await assistant.sync();
});

afterAll(() => assistant.close());

async function evidence(document: string, question: string, more: object = {}) {
  const miss = await assistant.whyNot(document, { question, ...more });
  expect(miss.status).toBe("searched");
  return { ...miss, evidence: miss.evidence as DocumentEvidence };
}

describe("of a document that was searched, why-not says", () => {
  test("that it was not missed, where the answer quotes it", async () => {
    const { reason, evidence: found } = await evidence("trains/lyon.txt", "When does the night train to Lyon depart?");
    expect(reason).toMatch(/^It was not missed: the answer quotes it\. Its best passage ranks 1 of /);
    expect(found).toMatchObject({ cited: true, answered: true, placement: { state: "shown", rank: 1 } });
    expect([found.vector.rank, found.sentence.rank, found.keywords.rank, found.fused?.rank]).toEqual([1, 1, 1, 1]);
    expect(found.best).toMatchObject({ path: "trains/lyon.txt", line_start: 1, start: 0 });
    expect(found.best.text).toBe(FILES["trains/lyon.txt"].trimEnd());
  });

  test("ranks over all passages, far beyond those that are looked at closely", async () => {
    const { reason, evidence: found } = await evidence("orchard.txt", "Which copper kettles are brown?");
    expect(found.passages_searched).toBe((await assistant.status()).passages);
    expect(found.vector.rank).toBeGreaterThan(200);
    expect(found.sentence.rank).toBeGreaterThan(200);
    expect(found).toMatchObject({ keywords: { rank: null, bm25: 0 }, fused: null, placement: { state: "not_ranked" } });
    expect(reason).toBe("Its best passage is neither among the nearest by vector nor among the best by keywords.");
    const { evidence: narrowed } = await evidence("orchard.txt", "Which copper kettles are brown?", {
      filters: { paths: ["orchard.txt", "trains/"] },
    });
    expect(narrowed.passages_searched).toBe(3);
    expect(narrowed.fused?.candidates).toBe(3);
  });

  test("the same ranks as a search that shows every passage", async () => {
    const question = "Which old train runs to Bern?";
    const filters = { paths: ["trains/", "orchard.txt"] };
    const { passages } = await assistant.search({ question, filters, explain: true });
    expect(passages).toHaveLength(3);
    for (const { path, rank, score, explanation } of passages) {
      const { evidence: found } = await evidence(path, question, { filters });
      const better = (cosine: number) => passages.filter((other) => other.explanation!.passage.cosine > cosine).length;
      expect(found.placement).toEqual({ state: "shown", rank });
      expect(found.vector.rank).toBe(1 + better(explanation!.passage.cosine));
      expect(found.fused).toMatchObject({ rank, score, explanation });
    }
  });

  test("that its passage was worse than those shown", async () => {
    const question = "At what time does the night train to Lyon depart?";
    const { reason, hint, evidence: found } = await evidence("trains/bern.txt", question, { topK: 1 });
    expect(found).toMatchObject({ answered: true, cited: false, placement: { state: "below" } });
    expect(found.fused!.rank).toBeGreaterThan(1);
    expect(reason).toBe(`Its best passage ranks ${found.fused!.rank} of ${found.fused!.candidates}; 1 is shown.`);
    expect(hint).toContain("--top-k");
  });

  test("which words it lacks, and in which forms it has the others", async () => {
    const { evidence: found } = await evidence("trains/lyon.txt", "Does the Lyon train departed announcing Zeppelins?");
    expect(found.words.map(({ word, forms }) => [word, forms])).toEqual([
      ["Lyon", ["lyon"]],
      ["train", ["train"]],
      ["departed", ["departs"]],
      ["announcing", ["announced"]],
      ["Zeppelins", []],
    ]);
    expect(found.words.map(({ in_best_passage }) => in_best_passage)).toEqual([true, true, true, true, false]);
  });

  test("that the gate refused the whole question", async () => {
    const filters = { types: ["txt"] };
    const { reason, evidence: found } = await evidence("orchard.txt", "Who won the football world cup?", { filters });
    expect(found.answered).toBe(false);
    expect(found.gate!.probability).toBeLessThan(0.5);
    expect(reason).toMatch(/the evidence gate found no answer in any document \(probability 0\.\d\d/);
  });

  test("that it lacks the phrase in quotation marks", async () => {
    const question = 'Which train has "wooden seats"?';
    const { reason, evidence: found } = await evidence("trains/lyon.txt", question);
    expect(reason).toBe("No passage of it holds “wooden seats” as the question demands.");
    expect(found.phrases).toEqual([{ phrase: "wooden seats", in_best_passage: false }]);
    const { evidence: holder } = await evidence("trains/bern.txt", question);
    expect(holder.phrases).toEqual([{ phrase: "wooden seats", in_best_passage: true }]);
    expect(holder.fused?.rank).toBe(1);
  });
});

describe("of a document that was not searched, why-not says", () => {
  test("which filters leave it out", async () => {
    const filters = { paths: ["trains/"], types: ["txt"], modifiedBefore: "2001-01-01" };
    expect(await assistant.whyNot("orchard.txt", { question: "Who?", filters })).toMatchObject({
      status: "filtered",
      reason: "The filters leave it out: path, before.",
      evidence: null,
    });
  });

  test("why it was skipped", async () => {
    const { status, reason } = await assistant.whyNot("scan.txt", { question: "Who?" });
    expect(status).toBe("skipped");
    expect(reason).toMatch(/^It was skipped: it is binary, /);
  });

  test("that a rule passes it over", async () => {
    await writeFiles(join(cwd, "corpus"), { "drafts/.footnoteignore": "*.txt\n", "drafts/a.txt": "A draft.\n" });
    const miss = await assistant.whyNot("drafts/a.txt", { question: "Who?" });
    expect(miss).toMatchObject({ status: "not_indexed", hint: expect.stringContaining("footnote index") });
    expect(miss.reason).toContain(".footnoteignore");
  });
});

test("a document may be named by its id, or by its path as seen from where one is", async () => {
  const { documents } = await assistant.documents();
  const lyon = documents.find(({ path }) => path === "trains/lyon.txt")!;
  for (const name of [lyon.id, "trains/lyon.txt", "./trains/lyon.txt", "corpus/trains/lyon.txt"]) {
    expect((await assistant.whyNot(name, { question: "Who?" })).path).toBe("trains/lyon.txt");
  }
});

test("a mistyped path gets the one that was meant, another one a plain error", async () => {
  await expect(assistant.whyNot("trains/lion.txt", { question: "Who?" })).rejects.toMatchObject({
    code: "path_unknown",
    message: "'trains/lion.txt' is neither in the index nor in its folder; perhaps 'trains/lyon.txt' is meant.",
  });
  for (const nowhere of ["zeppelin.pdf", "../outside.txt", "/etc/hosts", ""]) {
    await expect(assistant.whyNot(nowhere, { question: "Who?" })).rejects.toThrow(/nor in its folder\.$/);
  }
});

test("what has changed in the folder since says how to mend it", async () => {
  const folder = await tempFolder();
  await mkdir(join(folder, "corpus"));
  await writeFiles(join(folder, "corpus"), { "a.txt": "The lamp is red.\n", "b.txt": "The roof leaks.\n" });
  const fresh = new LocalAssistant({ ...DEFAULTS, workers: 1 }, { cwd: folder, workerUrl: WORKER_URL });
  try {
    await fresh.sync();
    await writeFile(join(folder, "corpus/a.txt"), "The lamp was red once.\n");
    await writeFile(join(folder, "corpus/new.txt"), "A new one.\n");
    const hint = "Bring the index up to date: footnote index";
    const question = "Is the lamp red?";
    expect(await fresh.whyNot("a.txt", { question })).toMatchObject({ status: "searched", stale: "changed", hint });
    expect(await fresh.whyNot("new.txt", { question })).toMatchObject({ status: "not_indexed", stale: "added", hint });
  } finally {
    await fresh.close();
  }
});
