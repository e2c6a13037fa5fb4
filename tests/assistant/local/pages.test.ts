import { join } from "node:path";
import { expect, test } from "vitest";
import { originalOf, pageView } from "../../../src/assistant/local/pages.js";
import { Sources } from "../../../src/search/library.js";
import { OramaStore } from "../../../src/store/orama/orama-store.js";
import { SAMPLES, writeSamples } from "../../contracts/index-samples.js";
import { tempFolder } from "../../helpers/temp-folder.js";

async function samples() {
  const store = new OramaStore(join(await tempFolder(), "index"));
  await writeSamples(store);
  return store.open();
}

test("the pages of a document hold all its words with places, in the order of its text", async () => {
  const reader = await samples();
  const { document, text, content } = SAMPLES.find(({ document }) => document.id.startsWith("naïve"))!;
  const points = [...text];
  const pages = await Promise.all(
    content.layout!.pages.map((_, index) => pageView(document.id, index + 1, reader, new Sources(reader))),
  );
  const words = pages.flatMap((page) => page.words);
  expect(words.map((word) => word.text)).toEqual(text.match(/\S+/g));
  for (const word of words) expect(points.slice(word.start, word.end).join("")).toBe(word.text);
  for (const [index, page] of pages.entries()) {
    expect(page).toMatchObject({ number: index + 1, count: pages.length, unit: "points", width: 595.25, height: 842 });
  }
  // As passages and sentences of the sample name their pages.
  expect(pages[1]!.label).toMatch(/^i?v/);
  await reader.close();
});

test("a page beyond the last, and one of a document without pages, is unknown", async () => {
  const reader = await samples();
  const page = (name: string, number: number) => {
    const { document } = SAMPLES.find(({ document }) => document.id === name)!;
    return pageView(document.id, number, reader, new Sources(reader));
  };
  await expect(page("agenda", 3)).rejects.toMatchObject({
    code: "page_unknown",
    message: expect.stringMatching(/it has 2\.$/),
  });
  await expect(page("agenda", 0)).rejects.toMatchObject({ code: "page_unknown" });
  await expect(page("single", 1)).rejects.toMatchObject({
    code: "page_unknown",
    message: expect.stringMatching(/it has none\.$/),
  });
  await reader.close();
});

test("the folder being away is said as such, and not as a change of the file", async () => {
  const reader = await samples();
  const info = { ...reader.info, corpus: join(await tempFolder(), "gone") };
  await expect(originalOf(SAMPLES[0]!.document, info)).rejects.toMatchObject({ code: "corpus_missing" });
  await reader.close();
});
