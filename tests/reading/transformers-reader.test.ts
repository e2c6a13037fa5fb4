import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TransformersReader } from "../../src/reading/transformers-reader.js";
import { MODEL, ROOT } from "../helpers/shipped.js";
import { tempFolder } from "../helpers/temp-folder.js";

const WINDOW =
  "Employees get 25 days of paid leave a year. Unused days may be carried over until 31 March of the next year.";
const QUESTION = "How many days of leave do employees get?";
const BESIDE = "Who painted the ceiling of the chapel?";

let reader: TransformersReader;

beforeAll(async () => {
  reader = await TransformersReader.load();
});

afterAll(() => reader.close());

describe("the reader that ships with Footnote", () => {
  test("sees the answer where it stands, and none in a text about something else", async () => {
    const there = await reader.read(QUESTION, WINDOW);
    expect(WINDOW.slice(there.span!.start, there.span!.end)).toContain("25");
    const elsewhere = await reader.read(BESIDE, WINDOW);
    expect(elsewhere.answers + elsewhere.lead).toBeLessThan(there.answers + there.lead - 4);
  });

  test("says of a statement three probabilities that add up to 1", async () => {
    const { supports, contradicts, open } = await reader.read("Employees have 25 days of paid leave.", WINDOW);
    expect(supports + contradicts + open).toBeCloseTo(1, 5);
    expect(Math.min(supports, contradicts, open)).toBeGreaterThanOrEqual(0);
  });

  test("reads a window alike whatever it reads beside it, or read before", async () => {
    const alone = await reader.read(QUESTION, `${WINDOW} It is so.`);
    const [, again] = await Promise.all([
      reader.read(BESIDE, "A quite long text about ceilings, chapels and brushes, by nobody in particular."),
      reader.read(QUESTION, `${WINDOW} It is so. `),
    ]);
    expect({ ...again, span: null }).toEqual({ ...alone, span: null });
  });

  test("leaves out what goes over its limit, and finds no span in an empty window", async () => {
    const long = await reader.read(QUESTION, `${WINDOW} ${"and more of the same ".repeat(200)}`);
    expect(long.span!.end).toBeLessThan(1000);
    expect((await reader.read(QUESTION, " ")).span).toBeNull();
    expect((await reader.read("word ".repeat(300), WINDOW)).span).not.toBeNull();
  });

  test("reads the beginning of a word that is longer than all it can read", async () => {
    const { span, lead, answers } = await reader.read(QUESTION, "x7".repeat(3000));
    expect(span).toEqual({ start: 0, end: 6000 });
    expect(Number.isFinite(lead + answers)).toBe(true);
  });

  test("reads nothing more once the asker has left", async () => {
    const leaving = new AbortController();
    const reading = reader.read("When does carried-over leave lapse?", WINDOW, leaving.signal);
    leaving.abort(new Error("left"));
    await expect(reading).rejects.toThrow("left");
  });
});

test("a reader whose weights are damaged is told from a good one", async () => {
  const path = await tempFolder();
  const folder = join(path, "footnote-reader");
  await cp(join(ROOT, "models/footnote-reader"), folder, { recursive: true });
  const weights = join(folder, "onnx/model_quantized.onnx");
  const bytes = await readFile(weights);
  bytes[1000]! ^= 1;
  await writeFile(weights, bytes);
  const settings = { ...MODEL, name: "footnote-reader", path };
  await expect(TransformersReader.load(settings)).rejects.toMatchObject({ code: "model_damaged" });
  await expect(TransformersReader.load({ ...settings, path: join(path, "none") })).rejects.toMatchObject({
    code: "model_missing",
  });
});
