import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import { verifyGeneration } from "../../src/store/disk/generation-reader.js";
import { OramaStore } from "../../src/store/orama/orama-store.js";
import { DEFAULTS } from "../helpers/shipped.js";
import { tempFolder } from "../helpers/temp-folder.js";

const V1 = fileURLToPath(new URL("./index-v1", import.meta.url));
const V2 = fileURLToPath(new URL("./index-v2", import.meta.url));
const V3 = fileURLToPath(new URL("./index-v3", import.meta.url));
const V4 = fileURLToPath(new URL("./index-v4", import.meta.url));
const refused = (found: number) => ({
  code: "index_format",
  exitCode: 4,
  message: expect.stringContaining(String(found)),
  hint: expect.stringContaining("footnote index --full"),
});

const opened: LocalAssistant[] = [];

afterAll(async () => {
  await Promise.all(opened.map((assistant) => assistant.close()));
});

/** A copy of the index of version 4 whose manifest says that it is of another one. */
async function claiming(format: number): Promise<string> {
  const folder = await tempFolder();
  await cp(join(V4, "index"), folder, { recursive: true });
  const path = join(folder, "manifest.json");
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, "utf8")), format }));
  return folder;
}

// When the format moves on, an index of this one is refused as those below are.
describe("an index of format 4", () => {
  test("opens, whole, with the texts of its files", async () => {
    const reader = await new OramaStore(join(V4, "index")).open();
    expect((await verifyGeneration(join(V4, "index"))).filter(({ problem }) => problem)).toEqual([]);
    const files = (await readdir(join(V4, "corpus"))).sort();
    expect(reader.info).toMatchObject({ corpus: "/srv/notes", passageCount: 4, skipped: [] });
    expect(reader.info.documents.map(({ path }) => path)).toEqual(files);
    for (const { id, path, passages } of reader.info.documents) {
      expect(await reader.text(id)).toBe(await readFile(join(V4, "corpus", path), "utf8"));
      expect(await reader.passagesOf(id)).toHaveLength(passages);
    }
    await reader.close();
  });

  test("answers with the quote and its place", async () => {
    const assistant = new LocalAssistant({ ...DEFAULTS, index: join(V4, "index") }, { cwd: V4 });
    opened.push(assistant);
    const train = await assistant.ask({ question: "When does the night train to Lyon leave?" });
    expect(train.status).toBe("answered");
    expect(train.citations[0]).toMatchObject({ path: "journey.txt", line_start: 3, page: null, row: null });
    expect(train.answer?.text).toContain("The night train to Lyon leaves at 22:14 from platform 7.");
    const { passages } = await assistant.search({ question: "On which shelf is the lantern?" });
    expect(passages[0]).toMatchObject({ path: "store.csv", text: expect.stringContaining("lantern") });
    expect(passages[0]?.row).not.toBeNull();
    const { answer } = await assistant.ask({ question: "On which shelf is the lantern?" });
    expect(answer?.sentences[0]).toMatchObject({
      text: expect.stringContaining("lantern"),
      context: "item,shelf,count",
    });
  });
});

test.each([
  [1, V1],
  [2, V2],
  [3, V3],
])(
  "an index of format %i is refused with the command that mends it, and its folder is still known",
  async (format, folder) => {
    const store = new OramaStore(join(folder, "index"));
    await expect(store.open()).rejects.toMatchObject(refused(format));
    await expect(store.currentGeneration()).rejects.toMatchObject(refused(format));
    expect(await store.corpus()).toBe("/srv/notes");
  },
);

test.each([0, 99])("an index of format %i is refused with the command that mends it", async (format) => {
  const store = new OramaStore(await claiming(format));
  await expect(store.open()).rejects.toMatchObject(refused(format));
  await expect(store.currentGeneration()).rejects.toMatchObject(refused(format));
});
