import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type PastTurn, pastTurnOf } from "../../../src/core/past-turns.js";
import { ROOT } from "../../helpers/shipped.js";
import { shippedAssistant } from "../../helpers/shipped-assistant.js";

/** The model's vectors, and the probabilities with them, are a little different on other processors. */
const MARGIN = 0.1;

/** What is asked in the recorded demo, one question after the other. */
async function questionsOfDemo(): Promise<string[]> {
  const session = new URL("../../../scripts/demo/session.mjs", import.meta.url);
  const { SESSION }: { SESSION: readonly { readonly type?: string }[] } = await import(session.href);
  return SESSION.flatMap(({ type }) => (type?.endsWith("?") ? [type] : []));
}

/** What README asks of the shipped documents, each question by itself. */
async function questionsOfReadme(): Promise<string[]> {
  const lines = (await readFile(join(ROOT, "README.md"), "utf8")).split("\n");
  const asked = lines.filter((line) => /footnote ask|npm start/.test(line) && !/--index|--server/.test(line));
  return asked.flatMap((line) => /"([^"]+\?)"/.exec(line)?.slice(1) ?? []);
}

test(`what the gate says of the questions in README and its demo is at least ${MARGIN} away from its threshold`, async () => {
  const { assistant } = await shippedAssistant();
  onTestFinished(() => assistant.close());
  const conversation = await questionsOfDemo();
  const alone = await questionsOfReadme();
  expect(alone.length).toBeGreaterThanOrEqual(2);
  expect(conversation.length).toBeGreaterThanOrEqual(3);
  const statuses = new Set<string>();
  const near: [string, number][] = [];
  for (const questions of [conversation, ...alone.map((question) => [question])]) {
    const history: PastTurn[] = [];
    for (const question of questions) {
      const answer = await assistant.ask({ question, history: [...history], explain: true });
      const { probability, answered_from } = answer.explanation!.gate!;
      statuses.add(answer.status);
      if (Math.abs(probability - answered_from) < MARGIN) near.push([question, probability]);
      history.push(pastTurnOf(answer));
    }
  }
  expect(near).toEqual([]);
  expect([...statuses].sort()).toEqual(["answered", "not_found"]);
});
