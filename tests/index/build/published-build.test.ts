import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { SyncResult } from "../../../src/contract/index-state.js";
import { DEFAULT_SPLITTER } from "../../../src/index/split/passages.js";
import { run } from "../../helpers/cli.js";
import { notes } from "../../helpers/notes.js";
import { MODEL, ROOT } from "../../helpers/shipped.js";
import { writeFiles } from "../../helpers/temp-folder.js";
import { contentOf, Library } from "../building.js";

const FILES = 40;
const pathOf = (file: number) => `notes/${String(file).padStart(2, "0")}.md`;
const FOLDER = Object.fromEntries(
  Array.from({ length: FILES }, (_, file) => [
    pathOf(file),
    notes(
      `Notebook ${file}`,
      Array.from({ length: 4 }, (_, i) => file * 10 + i),
    ),
  ]),
);

/** A build in a process of its own, as the command does it, but that it publishes all the time. */
function startBuild({ corpus, indexFolder }: Library) {
  const options = { corpus, indexFolder, model: MODEL, splitter: DEFAULT_SPLITTER, pool: { workers: 1 } };
  const [build, store] = ["index/build/build-index.js", "store/orama/orama-store.js"].map((path) =>
    JSON.stringify(join(ROOT, "dist", path)),
  );
  const script = `Promise.all([import(${build}), import(${store})]).then(([{ buildIndex }, { OramaStore }]) => {
    const options = ${JSON.stringify(options)};
    return buildIndex({ ...options, store: new OramaStore(options.indexFolder), publishEveryMs: 100 });
  });`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "ignore", "inherit"] });
  return { child, closed: once(child, "close") };
}

/** Builds until a generation is published that holds at least so many documents, and kills the build there. */
async function killWhenPublished(library: Library, documents: number): Promise<number> {
  const { child, closed } = startBuild(library);
  let over = false;
  closed.then(() => {
    over = true;
  });
  for (;;) {
    const reader = await library.store.open().catch(() => null);
    await reader?.close();
    if (reader && reader.info.documents.length >= documents) break;
    if (over) throw new Error("The build came to its end before it could be killed");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill("SIGKILL");
  await closed;
  const reader = await library.store.open();
  await reader.close();
  return reader.info.documents.length;
}

test("a first build that is killed answers from what it has published, and the next one goes on with it", async () => {
  const library = await Library.of(FOLDER);
  const { root, corpus, indexFolder } = library;
  const published = await killWhenPublished(library, 10);
  expect(published).toBeLessThan(FILES);

  const asked = await run(["ask", "What does notebook 3 say?", "--literal", "--index", indexFolder, "--json"], {
    cwd: root,
  });
  expect([0, 1, 3, 5]).toContain(asked.code);
  const { coverage } = JSON.parse(asked.stdout);
  expect(coverage).toMatchObject({ incomplete: true, documents_searched: published });
  const missing = Object.keys(FOLDER).slice(published);
  expect(coverage.stale).toEqual(missing.map((path) => ({ path, change: "added" })));
  const refused = await run(["ask", "Who won the regatta in Lisbon?", "--index", indexFolder], { cwd: root });
  expect(refused.code).toBe(5);
  expect(refused.stderr).toBe(
    `${missing.length} files are not in the index yet: its build has not ended. Go on with it: footnote index\n`,
  );
  const status = await run(["status", "--index", indexFolder], { cwd: root });
  expect(status.stdout).toContain("files are not in the index yet: its build has not ended; footnote index goes on");

  const again = await killWhenPublished(library, published + 10);
  expect(again).toBeGreaterThan(published);
  const resumed = await run(["index", corpus, "--index", indexFolder, "--json"], { cwd: root });
  const result = JSON.parse(resumed.stdout.trimEnd().split("\n").at(-1) as string) as SyncResult;
  expect(result.documents).toBe(FILES);
  expect(result.added).toEqual(Object.keys(FOLDER).slice(again));
  expect((await run(["status", "--index", indexFolder], { cwd: root })).stdout).not.toContain("not in the index yet");
  const anew = join(root, "anew");
  expect(await run(["index", corpus, "--index", anew], { cwd: root })).toMatchObject({ code: 0 });
  expect(await library.content()).toEqual(await contentOf(anew));
}, 300_000);

test("a build that publishes on the way makes the same index as one that does not", async () => {
  const library = await Library.of(FOLDER);
  await library.build({ publishEveryMs: 0 });
  const content = await library.content();
  await library.build({ full: true });
  expect(await library.content()).toEqual(content);
}, 120_000);

test("a document that the index holds is never missing while the index is brought up to date", async () => {
  const library = await Library.of({ "a.md": notes("First", [1]), "z.md": notes("Last", [2]) });
  await library.build();
  await writeFiles(library.corpus, Object.fromEntries(Object.entries(FOLDER).slice(0, 8)));
  const seen = new Set<string>();
  let looks = Promise.resolve();
  const look = async () => {
    const { incomplete, documents } = await library.store.open().then(async (reader) => {
      await reader.close();
      return reader.info;
    });
    for (const path of ["a.md", "z.md"]) expect(documents.map((document) => document.path)).toContain(path);
    seen.add(incomplete ? "incomplete" : "whole");
  };
  await library.build({
    publishEveryMs: 0,
    onProgress: () => {
      looks = looks.then(look);
    },
  });
  await looks;
  expect([...seen]).toEqual(["whole"]);
});
