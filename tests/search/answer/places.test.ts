import { describe, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import type { RankedPassage } from "../../../src/contract/answer.js";
import { run } from "../../helpers/cli.js";
import { fixture } from "../../helpers/fixtures.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { indexOf } from "../../helpers/shipped-index.js";

const FILES = {
  "harbour.pptx": fixture("harbour.pptx"),
  "prices.xlsx": fixture("libreoffice.xlsx"),
  "tour.srt": fixture("tour.srt"),
};

async function search(cwd: string, question: string): Promise<RankedPassage[]> {
  const assistant = new LocalAssistant(DEFAULTS, { cwd, workerUrl: WORKER_URL });
  try {
    return [...(await assistant.search({ question, topK: 3 })).passages];
  } finally {
    await assistant.close();
  }
}

describe("a passage that goes on over several places", () => {
  test("begins where it begins, and says in the list when the sentence is said that it shows", async () => {
    const cwd = await indexOf(FILES);
    const question = "four thousand two hundred on a card";
    const [first] = await search(cwd, question);
    expect(first?.part).toMatchObject({ kind: "time", start: 1 });
    expect(first?.highlights[0]?.place?.part).toEqual({ kind: "time", start: 62, end: 66.5 });
    const listed = await run(["search", question, "--top-k", "1"], { cwd });
    expect(listed.stdout).toMatch(/^tour\.srt:\d+: \(0:01:02\) About four thousand/);
  });

  test("names all cells of a sheet that it shows, and beside a row the cells of the row", async () => {
    const cwd = await indexOf(FILES);
    const question = "What does the Thermex 250 weigh?";
    const [first] = await search(cwd, question);
    expect(first?.text).toMatch(/^Price list[\s\S]*Average/);
    expect(first?.part).toMatchObject({ kind: "cells", sheet: "Products", range: expect.stringMatching(/^A1:/) });
    const listed = await run(["search", question, "--top-k", "1"], { cwd });
    expect(listed.stdout).toMatch(/^prices\.xlsx:\d+: \(Products!A6:F6\) Wall boilers \| Thermex 250/);
  });
});
