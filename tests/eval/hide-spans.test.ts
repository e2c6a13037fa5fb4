import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codePointOffset } from "../../src/contract/ids.js";
import { EvidenceParagraphs } from "../../src/eval/evidence-paragraphs.js";
import type { EvalSubject } from "../../src/eval/gate-cases.js";
import type { LabelledQuestion } from "../../src/eval/labelled-set.js";
import { openSubject } from "../../src/eval/local-subject.js";
import { FEATURE_NAMES } from "../../src/search/gate/evidence-features.js";
import { DEFAULTS, TEXTS, WORKER_URL } from "../helpers/shipped.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";

const SENTENCE = "The night train to Lyon leaves from platform nine at a quarter past eleven.";
const PARAGRAPHS = [
  "The cottage has two rooms and a kitchen. Wood for the stove lies behind the shed, under the green cloth.",
  SENTENCE,
  "The day train is slower and stops in every village. It leaves when the post has been loaded.",
  "Keys hang beside the door. Please water the tomatoes every evening, and the beans every other day.",
];
const GUIDE = `${PARAGRAPHS.join("\n\n")}\n`;
const WITHOUT = `${PARAGRAPHS.filter((paragraph) => paragraph !== SENTENCE).join("\n\n")}\n`;

const start = GUIDE.indexOf(SENTENCE);
const labelled: LabelledQuestion = {
  question: "From which platform does the night train to Lyon leave?",
  document: "guide.txt",
  evidence: [{ start: codePointOffset(start + 4), end: codePointOffset(start + 15), quote: "night train" }],
};

const folders: string[] = [];
let whole: EvalSubject;
let rebuilt: EvalSubject;

async function subjectOver(guide: string): Promise<EvalSubject> {
  const cwd = await tempFolder();
  folders.push(cwd);
  await writeFiles(join(cwd, "corpus"), { ...Object.fromEntries([...TEXTS].slice(0, 1)), "guide.txt": guide });
  const settings = { ...DEFAULTS, workers: 1 };
  return openSubject({ settings, cwd, corpus: join(cwd, "corpus"), workerUrl: WORKER_URL });
}

beforeAll(async () => {
  whole = await subjectOver(GUIDE);
  rebuilt = await subjectOver(WITHOUT);
});

afterAll(async () => {
  await Promise.all([whole.close(), rebuilt.close()]);
  for (const folder of folders) await rm(folder, { recursive: true });
});

test("hiding a paragraph from the search is like an index of the document without it", async () => {
  const hidden = await whole.judgeWithoutParagraphs(labelled);
  const without = await rebuilt.judge(labelled.question);
  const shown = await whole.judge(labelled.question);
  // What the reader says is of other windows where passages begin elsewhere: some points of the probability.
  expect(Math.abs(hidden.confidence.probability! - without.confidence.probability!)).toBeLessThan(0.1);
  for (const name of FEATURE_NAMES) {
    const digits = name.startsWith("reader") ? -1 : 2;
    expect(hidden.features?.[name], name).toBeCloseTo(without.features![name]!, digits);
  }
  expect(shown.confidence.probability).toBeGreaterThan(0.9);
  expect(hidden.features!.sentence_cosine!).toBeLessThan(shown.features!.sentence_cosine! - 0.02);
});

test("a paragraph that repeats the evidence is hidden too", async () => {
  const cwd = await tempFolder();
  folders.push(cwd);
  await writeFiles(cwd, { "guide.txt": `${GUIDE}\n${SENTENCE.replaceAll(" ", "  ")} Be early.\n` });
  const quote = SENTENCE.slice(0, 40);
  const evidence = [{ start: codePointOffset(start), end: codePointOffset(start + quote.length), quote }];
  const spans = await new EvidenceParagraphs(cwd).of({ ...labelled, evidence });
  const text = await readFile(join(cwd, "guide.txt"), "utf8");
  const hidden = spans.map((span) => text.slice(span.start, span.end).replace(/\s+/g, " "));
  expect(hidden).toEqual([SENTENCE, `${SENTENCE} Be early.`]);
});

test("a question without evidence loses nothing", async () => {
  const unanswerable = { question: labelled.question, document: null, evidence: [] };
  expect(await whole.judgeWithoutParagraphs(unanswerable)).toEqual(await whole.judge(labelled.question));
});
