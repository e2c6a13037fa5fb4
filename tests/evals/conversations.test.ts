import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import { CORPUS, DEFAULTS, ROOT, WORKER_URL } from "../helpers/shipped.js";
import { shippedIndex } from "../helpers/shipped-index.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { expectNoneWorse } from "./baseline.js";
import {
  type MeasuredTurn,
  type Mode,
  measure,
  outcomeOfTurn,
  readConversations,
  shareOf,
  turnMoves,
} from "./conversations/measure.js";

const SET = join(ROOT, "tests/evals/conversations");
const OWN = join(SET, "corpus");
const MODES: readonly Mode[] = ["read", "typed", "spelt out"];
const conversations = readConversations(join(SET, "conversations.jsonl"));

test("the set holds 60 conversations, 15 of them with a later turn that stands on its own, and true quotes", () => {
  expect(conversations.length).toBeGreaterThanOrEqual(60);
  const changing = conversations.filter(({ turns }) => turns.slice(1).some((turn) => !turn.interpretation));
  expect(changing.length).toBeGreaterThanOrEqual(15);
  for (const { corpus, turns } of conversations) {
    for (const { evidence } of turns) {
      const folder = corpus === "shipped" ? CORPUS : OWN;
      if (evidence) expect(readFileSync(join(folder, evidence.path), "utf8")).toContain(evidence.quote);
    }
  }
});

/** Floors a little under what is measured. */
describe("measured on the conversations with the shipped model", () => {
  const turns = new Map<Mode, MeasuredTurn[]>();
  const followUps = (mode: Mode) => turns.get(mode)!.filter(({ isFollowUp }) => isFollowUp);

  beforeAll(async () => {
    const shipped = await shippedIndex();
    const folders = { shipped: [shipped, join(shipped, "corpus")], own: [await tempFolder(), OWN] } as const;
    const assistants = await Promise.all(
      Object.entries(folders).map(async ([name, [cwd, corpus]]) => {
        const assistant = new LocalAssistant({ ...DEFAULTS, workers: 1 }, { cwd, corpus, workerUrl: WORKER_URL });
        await assistant.sync();
        return [name, assistant] as const;
      }),
    );
    const byCorpus = new Map(assistants);
    for (const mode of MODES) {
      const measured: MeasuredTurn[] = [];
      for (const conversation of conversations) {
        const assistant = byCorpus.get(conversation.corpus)!;
        measured.push(...(await measure(conversation, mode, (request) => assistant.ask(request))));
      }
      turns.set(mode, measured);
    }
    for (const assistant of byCorpus.values()) await assistant.close();
  });

  afterAll(() => {
    for (const mode of MODES) {
      const first = shareOf(followUps(mode), ({ inFirstPassage }) => inFirstPassage);
      const cited = shareOf(followUps(mode), ({ inCitations }) => inCitations);
      process.stdout.write(`follow-ups, ${mode}: first passage ${first.toFixed(3)}, cited ${cited.toFixed(3)}\n`);
    }
  });

  test("the evidence of a follow-up is in the first passage and among the cited sentences", () => {
    expect(shareOf(followUps("read"), ({ inFirstPassage }) => inFirstPassage)).toBeGreaterThanOrEqual(0.9);
    expect(shareOf(followUps("read"), ({ inCitations }) => inCitations)).toBeGreaterThanOrEqual(0.82);
  });

  test("no later turn is read, found or cited worse than in the baseline", async () => {
    const [read, speltOut] = [turns.get("read")!, turns.get("spelt out")!];
    const outcomes = read.map((one, i) => outcomeOfTurn(one, speltOut[i]!));
    await expectNoneWorse(outcomes, {
      file: "conversations/baseline.jsonl",
      names: ["conversation", "question"],
      moves: turnMoves,
    });
  });

  test("reading follow-ups finds far more than searching them as they are typed", () => {
    const cited = (mode: Mode) => shareOf(followUps(mode), ({ inCitations }) => inCitations);
    expect(cited("read") - cited("typed")).toBeGreaterThan(0.13);
  });

  test("a question that stands on its own is searched as it is typed", () => {
    const falsely = turns.get("read")!.filter(({ isFalselyRead }) => isFalselyRead);
    expect(falsely.map(({ answer }) => [answer.question, answer.interpreted_question])).toEqual([]);
  });
});
