import { beforeAll, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { localAssistant } from "../../helpers/local-assistant.js";

const WIDE = Array.from({ length: 60 }, (_, i) => `measurement ${i}`);
const FILES = {
  "ferries.csv": "\uFEFFferry;cabins;harbour\nMorvane;40;Oban\nTarbert;12;Islay\n",
  "bees.md": "# Hives\n\n> | hive | queen | frames |\n> | --- | :-: | --: |\n> | Willow | Buckfast | 11 |\n",
  "kilns.txt":
    "Kilns of the pottery\n\nkiln | cone | glaze\n-----|------|------\nAnagama | 10 | ash\nRaku | 06 | copper\n",
  "peaks.jsonl": '{"peak": "Suilven", "metres": 731}\n{"peak": "Canisp", "metres": 847}\n',
  "wide.csv": `${["sample", ...WIDE].join(",")}\nZirconium,${WIDE.map((_, i) => i).join(",")}\n`,
};

let assistant: LocalAssistant;

beforeAll(async () => {
  ({ assistant } = await localAssistant(FILES, LocalAssistant));
  await assistant.sync();
});

async function firstOf(question: string): Promise<unknown> {
  const { answer } = await assistant.ask({ question });
  return [answer?.sentences[0]?.text, answer?.sentences[0]?.context];
}

test.each([
  ["How many cabins has the ferry Tarbert?", "Tarbert;12;Islay", "ferry;cabins;harbour"],
  ["Which queen has the hive Willow?", "| Willow | Buckfast | 11 |", "| hive | queen | frames |"],
  ["Which glaze is burnt in the kiln Raku?", "Raku | 06 | copper", "kiln | cone | glaze"],
])("a row is shown with the names of its columns, whatever its format: %s", async (question, row, header) => {
  expect(await firstOf(question)).toEqual([row, header]);
});

test("names too long to be of help are left out", async () => {
  const { answer } = await assistant.ask({ question: "What are the measurements of the sample Zirconium?" });
  expect(answer?.sentences.map(({ context }) => context)).not.toContainEqual(expect.stringContaining("sample"));
});

test("the first record of JSON is no header: it is quoted for what it says", async () => {
  const { citations } = await assistant.ask({ question: "How many metres high is the peak Suilven?" });
  expect(citations[0]).toMatchObject({ path: "peaks.jsonl", quote: expect.stringContaining("Suilven") });
});
