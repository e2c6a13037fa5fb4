import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { OramaStore } from "../../../src/store/orama/orama-store.js";
import { notes } from "../../helpers/notes.js";
import { DEFAULTS } from "../../helpers/shipped.js";
import { writeFiles } from "../../helpers/temp-folder.js";
import { contentOf, Library } from "../building.js";

const PATHS = ["a.md", "b.md", "deep/c.md", "deep/er/d.md", "e notes.md", "ü.md"];
const QUESTIONS = ["When does the night train leave for Lyon?", "Who pays for Room 14?", "What was repaired in 1931?"];

interface Change {
  readonly kind: "add" | "edit" | "move" | "copy" | "delete";
  /** Choose the file that is changed, and the free path that it goes to. */
  readonly from: number;
  readonly to: number;
  readonly content: readonly number[];
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom("add", "edit", "move", "copy", "delete"),
  from: fc.nat(),
  to: fc.nat(),
  content: fc.uniqueArray(fc.nat({ max: 8 }), { minLength: 1, maxLength: 3 }),
});

const opened: LocalAssistant[] = [];

afterAll(async () => {
  await Promise.all(opened.map((assistant) => assistant.close()));
});

/** Makes the change as far as the folder allows; false where it does not. */
async function apply(corpus: string, paths: Set<string>, { kind, from, to, content }: Change): Promise<boolean> {
  const taken = [...paths].sort();
  const free = PATHS.filter((path) => !paths.has(path));
  const source = taken[from % taken.length] as string;
  const target = free[to % free.length];
  const text = () => notes(`Notebook ${content.join(" and ")}`, content);
  if (kind === "edit") await writeFiles(corpus, { [source]: text() });
  else if (kind === "delete") {
    if (taken.length === 1) return false;
    await rm(join(corpus, source));
    paths.delete(source);
  } else {
    if (target === undefined) return false;
    await mkdir(dirname(join(corpus, target)), { recursive: true });
    if (kind === "add") await writeFiles(corpus, { [target]: text() });
    else if (kind === "copy") await copyFile(join(corpus, source), join(corpus, target));
    else {
      await rename(join(corpus, source), join(corpus, target));
      paths.delete(source);
    }
    paths.add(target);
  }
  return true;
}

/** All that answers say, but for when they were given. */
async function answers(assistant: LocalAssistant) {
  const given = await Promise.all(QUESTIONS.map((question) => assistant.ask({ question, topK: 20 })));
  return given.map(({ timings_ms, coverage: { indexed_at, checked_at, stale, ...coverage }, ...answer }) => {
    return { ...answer, coverage };
  });
}

test("after any change the index equals one that is built anew, in bytes, answers and scores; moves and copies embed nothing", async () => {
  const run = fc.asyncProperty(fc.array(change, { minLength: 4, maxLength: 4 }), async (changes) => {
    const library = await Library.of({ "a.md": notes("First", [1, 2]), "deep/c.md": notes("Second", [2, 3, 4]) });
    const rebuilt = join(library.root, "rebuilt");
    const [followed, anew] = [library.indexFolder, rebuilt].map((index) => {
      return new LocalAssistant({ ...DEFAULTS, index }, { cwd: library.root });
    }) as [LocalAssistant, LocalAssistant];
    opened.push(followed, anew);
    const paths = new Set(["a.md", "deep/c.md"]);
    await library.build();
    for (const made of changes) {
      if (!(await apply(library.corpus, paths, made))) continue;
      const { embedded } = await library.build();
      if (["move", "copy", "delete"].includes(made.kind)) expect(embedded, made.kind).toBe(0);
      await library.build({ indexFolder: rebuilt, store: new OramaStore(rebuilt), full: true });
      expect(await library.content()).toEqual(await contentOf(rebuilt));
      expect(await answers(followed)).toEqual(await answers(anew));
    }
  });
  await fc.assert(run, { numRuns: 3, interruptAfterTimeLimit: 100_000 });
});

test("the same text in two files that are added together is embedded once", async () => {
  const text = notes("Twins", [1, 2, 3]);
  const library = await Library.of({ "a.md": text, "b.md": text });
  const { passages, embedded } = await library.build();
  expect(embedded).toBe(passages / 2);
});
