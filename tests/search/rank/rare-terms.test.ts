import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const VAGUE = [
  "Orders that arrive damaged are replaced free of charge once the warehouse has looked at them.",
  "A customer who asks about an order gets an answer within two working days.",
  "Returned parts are checked, cleaned and put back into stock where they are as good as new.",
  "Every shipment carries a label with the address, the weight and the date of dispatch.",
  "The price list is reviewed in spring, and customers hear of changes a month before.",
];
const RARE = {
  "part.txt": "For the pump take gasket XK-4417, which withstands 180 degrees.",
  "person.txt": "Refunds above the limit are signed by Oluwaseun Brandvold alone.",
  "day.txt": "On 14 March 2019 the depot in Tromsø was flooded.",
};

let assistant: LocalAssistant;

beforeAll(async () => {
  const cwd = await tempFolder();
  const vague = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`vague-${i}.txt`, `${VAGUE[i % 5]} This is rule ${i} of the house.\n`]),
  );
  await writeFiles(`${cwd}/corpus`, { ...vague, ...RARE });
  assistant = new LocalAssistant(DEFAULTS, { cwd, workerUrl: WORKER_URL });
  await assistant.sync();
});

afterAll(() => assistant.close());

test.each([
  ["What is XK-4417 for?", "part.txt"],
  ["Tell me about the order with the part XK-4417 that a customer asks about", "part.txt"],
  ["What has Brandvold to do with the orders of customers?", "person.txt"],
  ["What happened on 14 March 2019 to the shipment of a customer?", "day.txt"],
])("a code, a name or a date that one passage holds wins against vague neighbours: %s", async (question, path) => {
  const { passages } = await assistant.search({ question });
  expect(passages[0]?.path).toBe(path);
});
