import { expect, test } from "vitest";
import { asDocumentId, type DocumentId } from "../../src/contract/ids.js";
import { Sources } from "../../src/search/library.js";
import type { IndexReader } from "../../src/store/index-store.js";

const idOf = (name: string) => asDocumentId(name);

/** Documents of 10 bytes each; counts how often each text is read. */
function sourcesOver(names: readonly string[], limitBytes: number, text = async (id: DocumentId) => `text of ${id}`) {
  const reads: string[] = [];
  const documents = names.map((name) => ({ id: idOf(name), path: name, title: name, size: 10 }));
  const reader = {
    info: { documents },
    text: (id: DocumentId) => {
      reads.push(id);
      return text(id);
    },
  } as unknown as IndexReader;
  return { sources: new Sources(reader, limitBytes), reads };
}

test("texts are read once while there is room, and the one unused for longest makes room for another", async () => {
  const { sources, reads } = sourcesOver(["a", "b", "c"], 20);
  for (const name of ["a", "b", "a", "b"]) expect((await sources.get(idOf(name)))?.text).toBe(`text of ${name}`);
  expect(reads).toEqual(["a", "b"]);
  await sources.get(idOf("a"));
  await sources.get(idOf("c"));
  await sources.get(idOf("a"));
  expect(reads).toEqual(["a", "b", "c"]);
  await sources.get(idOf("b"));
  expect(reads).toEqual(["a", "b", "c", "b"]);
});

test("a document larger than all room is kept as long as it is the only one", async () => {
  const { sources, reads } = sourcesOver(["a", "b"], 5);
  await sources.get(idOf("a"));
  await sources.get(idOf("a"));
  expect(reads).toEqual(["a"]);
  await sources.get(idOf("b"));
  await sources.get(idOf("a"));
  expect(reads).toEqual(["a", "b", "a"]);
});

test("callers at the same time share one reading; one that failed is tried again, and an unknown id is null", async () => {
  let fails = true;
  const { sources, reads } = sourcesOver(["a"], 20, async () => {
    if (fails) throw new Error("unreadable");
    return "here";
  });
  const both = await Promise.allSettled([sources.get(idOf("a")), sources.get(idOf("a"))]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(reads).toEqual(["a"]);
  fails = false;
  expect((await sources.get(idOf("a")))?.text).toBe("here");
  expect(await sources.get(idOf("z"))).toBeNull();
});
