import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const FILES = {
  "corpus/stock.csv": `product,price,colour,warehouse,in stock
Lantern Fjord,39,red,Bergen,120
Lantern Skaun,45,green,Oslo,15
Tent Hollow,210,grey,Bergen,8
Tent Ridge,260,orange,Tromso,3
Stove Ember,75,black,Oslo,44
Stove Cinder,68,silver,Bergen,0
`,
  "corpus/faq.md": `# Parcels

## How long may a parcel wait at the counter?

It is kept for ten days. After that it goes back to the sender.

## Can I send batteries abroad?

Lithium cells are only accepted inside a device.
`,
  "corpus/asked-often.txt": `Questions that we hear at the desk

1. How long may a parcel wait at the counter?
2. What is the heaviest parcel that you take?
3. Who pays the customs duty?
`,
  "corpus/rules.txt": `The heaviest parcel that the desk takes weighs 31 kilograms. Heavier goods travel as freight.

Who pays the customs duty? The recipient does, unless the sender has chosen to prepay.

Customs duty is due on goods worth more than 150 euros.
`,
  "corpus/harbour.txt": `The harbour bridge opens at noon. It stays open for ten minutes, so that tall ships can pass the harbour bridge.

The ferry leaves from the other side. Nobody pays for the ferry on Sundays.
`,
  "corpus/fleet.md": `# Fleet

All of the boats below are insured.

| Boat | Length (m) | Built |
| ---- | ---------- | ----- |
| Tern | 12 | - |
| - | - | - |
| Gannet | 31 | 1987 |

Boats without a table:

Heron | 9 | 1990
`,
  "corpus/boat.md": `# Rescue boat

## Launching the rescue boat

1. Unlock the slipway gate.
2. Turn on the winch. It needs a minute.
3. Let the boat down slowly.

Afterwards the winch is greased.

## In the locker of the rescue boat

- a flare
- four life jackets
`,
};

let assistant: LocalAssistant;

beforeAll(async () => {
  const cwd = await tempFolder();
  await writeFiles(cwd, FILES);
  assistant = new LocalAssistant({ ...DEFAULTS, workers: 1 }, { cwd, workerUrl: WORKER_URL });
  await assistant.sync();
});

afterAll(() => assistant.close());

async function quotesOf(question: string): Promise<string[]> {
  return (await assistant.ask({ question })).citations.map(({ quote }) => quote);
}

describe("of a table only the rows that hold what is asked are quoted", () => {
  test.each([
    ["Which colour is the Stove Ember?", ["Stove Ember,75,black,Oslo,44"]],
    ["price of Tent Hollow", ["Tent Hollow,210,grey,Bergen,8"]],
    ["Which products are in Oslo?", ["Lantern Skaun,45,green,Oslo,15", "Stove Ember,75,black,Oslo,44"]],
    [
      "What do Tent Ridge and Lantern Fjord cost?",
      ["Lantern Fjord,39,red,Bergen,120", "Tent Ridge,260,orange,Tromso,3"],
    ],
  ])("%j", async (question, rows) => {
    expect((await quotesOf(question)).sort()).toEqual(rows);
  });
});

describe("a document that asks the question is quoted for its answer", () => {
  test.each([
    ["How long may a parcel wait at the counter?", "It is kept for ten days."],
    ["Who pays the customs duty?", "The recipient does, unless the sender has chosen to prepay."],
    ["who pays customs duty", "The recipient does, unless the sender has chosen to prepay."],
    ["What is the heaviest parcel that you take?", "The heaviest parcel that the desk takes weighs 31 kilograms."],
  ])("%j", async (question, answer) => {
    const quotes = await quotesOf(question);
    expect(quotes[0]).toBe(answer);
    expect(quotes.filter((quote) => quote.endsWith("?"))).toEqual([]);
  });
});

test("a sentence that points back is quoted with the one that it points at beside it", async () => {
  const { answer } = await assistant.ask({ question: "How long does the harbour bridge stay open for tall ships?" });
  expect(answer!.sentences.slice(0, 2).map(({ text, context }) => [text, context])).toEqual([
    [
      "It stays open for ten minutes, so that tall ships can pass the harbour bridge.",
      "The harbour bridge opens at noon.",
    ],
  ]);
});

const STEPS = [
  "1. Unlock the slipway gate.",
  "2. Turn on the winch.",
  "It needs a minute.",
  "3. Let the boat down slowly.",
];

describe("of a numbered list", () => {
  test.each(["How do I launch the rescue boat?", "What are the steps for launching the rescue boat?"])(
    "all steps are quoted in their order where its heading is asked for: %j",
    async (question) => {
      expect(await quotesOf(question)).toEqual(STEPS);
    },
  );

  test("one step is quoted first where that is asked for", async () => {
    const quotes = await quotesOf("How do I let the boat down?");
    expect(quotes[0]).toBe(STEPS[3]);
    expect(quotes).not.toContain(STEPS[0]);
  });
});

async function contextOfFirst(question: string): Promise<unknown> {
  const { answer } = await assistant.ask({ question });
  const [first] = answer!.sentences;
  return [first?.text, first?.context];
}

test("a row of a table is shown with the names of its columns, once", async () => {
  const { answer } = await assistant.ask({ question: "Which products are in Oslo?" });
  expect(answer!.sentences.map(({ context }) => context)).toEqual(["product,price,colour,warehouse,in stock", null]);
  expect(await contextOfFirst("How long is the boat Gannet?")).toEqual([
    "| Gannet | 31 | 1987 |",
    "| Boat | Length (m) | Built |",
  ]);
  expect(await contextOfFirst("Heron 9 1990")).toEqual(["Heron | 9 | 1990", null]);
});
