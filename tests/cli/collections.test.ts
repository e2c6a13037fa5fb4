import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chooseCollections, collectionsFile } from "../../src/cli/collections/choose.js";
import { run, runProcess } from "../helpers/cli.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";

const LAMP = "# Lamp\n\nThe lamp is cleaned with a dry cloth.\n";
const TRAIN = "The train to Lyon leaves at 07:14 from platform 3.\n";

async function twoFolders() {
  const cwd = await tempFolder();
  await writeFiles(cwd, { "guides/lamp.md": LAMP, "trips/train.txt": TRAIN, "notes.txt": "Nothing.\n" });
  const home = join(cwd, "home");
  const footnote = (args: readonly string[], stdin = "") => run(args, { cwd, stdin, env: { FOOTNOTE_HOME: home } });
  return { cwd, home, footnote };
}

test("without a word and without a terminal, it explains itself in ten lines", async () => {
  const { footnote } = await twoFolders();
  const { code, stdout } = await footnote([]);
  expect(code).toBe(0);
  expect(stdout.trimEnd().split("\n").length).toBeLessThanOrEqual(10);
  expect(stdout).toContain("footnote --help");
});

test("a folder is indexed, asked, and remembered by its name; two of them are asked together, or alone", async () => {
  const { footnote, home } = await twoFolders();
  const together = await footnote(["guides", "trips"], "When does the train to Lyon leave?\n");
  expect(together.stderr).toContain("Indexed 2 documents");
  expect(together.stdout).toContain("trips/train.txt:1");
  expect((await stat(join(home, "collections.json"))).mode & 0o777).toBe(0o600);

  const alone = await footnote(["ask", "--in", "trips", "When does the train to Lyon leave?"]);
  expect(alone.stdout).toMatch(/^\[1\] train\.txt:1/m);
  const named = await footnote(["trips"], "When does the train to Lyon leave?\n");
  expect(named.stdout).toMatch(/^\[1\] train\.txt:1/m);
  const all = await footnote(["ask", "--in", "all", "--json", "How is the lamp cleaned?"]);
  const answer = JSON.parse(all.stdout);
  expect(answer.citations[0].path).toBe("guides/lamp.md");

  await writeFile(join(home, "answer.json"), all.stdout);
  const verified = await footnote(["verify", "--in", "all", "--citations", join(home, "answer.json")]);
  expect(verified.stdout).toMatch(/^valid \[c1\] guides\/lamp\.md/m);
  const shown = await footnote(["show", "--in", "all", answer.citations[0].passage_id]);
  expect(shown.stdout).toContain("guides/lamp.md:1");
  await writeFiles(home, { "later/bell.txt": "The bell is rung at noon.\n" });
  await footnote(["collections", "add", join(home, "later")]);
  const without = await footnote(["ask", "--in", "all", "How is the lamp cleaned?"]);
  expect([without.code, without.stderr]).toEqual([
    0,
    expect.stringContaining("later is left out, it has no index yet"),
  ]);
  await rm(join(home, "later"), { recursive: true });
  expect((await footnote(["search", "--in", "all", "lamp"])).stderr).toContain("its folder is not there any more");
  await footnote(["collections", "remove", "later"]);
  const listed = JSON.parse((await footnote(["collections", "--json"])).stdout);
  expect(listed).toMatchObject([
    { name: "guides", documents: 1, state: "up_to_date" },
    { name: "trips", documents: 1, state: "up_to_date" },
  ]);
});

test.each([
  [["./nowhere"], "does not exist"],
  [["notes.txt"], "is not a folder"],
  [["statsu"], "Did you mean status?"],
  [["ask", "--in", "paper", "x"], "There is no collection 'paper'"],
  [["ask", "--in", "all", "--index", "x", "x"], "leave one of both out"],
  [["open", "guides", "trips", "--index", "x"], "leave it out for several"],
  [["open", "guides", "--store", "opensearch", "--opensearch-url", "http://127.0.0.1:9"], "kept in a folder"],
  [["collections", "remove", "all"], "There is no collection 'all'"],
  [["index", "guides", "--in", "guides"], "leave one of both out"],
])("%j says what is wrong", async (args, message) => {
  const { footnote } = await twoFolders();
  const { code, stderr } = await footnote(args);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});

test("a collection is added, renamed and forgotten, and no file is deleted with it", async () => {
  const { cwd, footnote } = await twoFolders();
  await mkdir(join(cwd, "index"));
  await writeFile(join(cwd, "index/a.txt"), LAMP);
  expect((await footnote(["collections", "add", "guides", "--name", "manuals"])).code).toBe(0);
  expect((await footnote(["collections", "add", "index"])).stdout).toContain("Added index-2");
  expect((await footnote(["collections", "add", "trips", "--name", "serve"])).stderr).toContain(
    "a command of that name",
  );
  expect((await footnote(["collections", "add", "trips", "--name", "a/b"])).stderr).toContain("begins with a letter");
  expect((await footnote(["collections", "rename", "manuals", "handbooks"])).code).toBe(0);
  expect((await footnote(["collections", "rename", "manuals", "x"])).code).toBe(2);
  expect((await footnote(["collections", "remove", "handbooks"])).stdout).toContain("Nothing was deleted");
  expect(await readFile(join(cwd, "guides/lamp.md"), "utf8")).toBe(LAMP);
  expect((await footnote(["collections"])).stdout).toMatch(/^index-2 {2}.*\n {2}not indexed yet · never opened\n$/);
});

test("folders that several processes add at once are all remembered, also those of one name", async () => {
  const { cwd, home } = await twoFolders();
  const parents = ["a", "b", "c", "d"];
  for (const parent of parents) await mkdir(join(cwd, parent, "papers"), { recursive: true });
  const env = { FOOTNOTE_HOME: home };
  await Promise.all(parents.map((parent) => runProcess(["collections", "add", `${parent}/papers`], { cwd, env })));
  const { collections } = JSON.parse(await readFile(join(home, "collections.json"), "utf8"));
  const kept = (field: "name" | "folder") => collections.map((one: Record<string, string>) => one[field]).sort();
  expect(kept("name")).toEqual(["papers", "papers-2", "papers-3", "papers-4"]);
  expect(kept("folder")).toEqual(parents.map((parent) => join(cwd, parent, "papers")));
});

test("two folders of one name that are opened at once are both remembered, whoever comes first", async () => {
  const cwd = await tempFolder();
  const environment = { FOOTNOTE_HOME: join(cwd, "home") };
  await writeFiles(cwd, { "a/papers/lamp.md": LAMP, "b/papers/train.txt": TRAIN });
  const context = { cwd, environment, stderr: process.stderr, now: Date.now };
  const open = (word: string) => chooseCollections([word], context, { reserved: [] });
  const opened = (await Promise.all([open("a/papers"), open("b/papers")])).flat();
  expect(opened.map(({ name }) => name).sort()).toEqual(["papers", "papers-2"]);
  const { collections } = await collectionsFile(context).read();
  expect(collections.map(({ folder }) => folder).sort()).toEqual(opened.map(({ folder }) => folder).sort());
  expect(await open("a/papers")).toMatchObject([{ name: opened[0]!.name, folder: join(cwd, "a/papers") }]);
});

const OF_GUIDES = {
  name: "guides",
  folder: "/guides",
  index: "/i",
  added_at: "2026-11-30T03:56:00.000Z",
  used_at: null,
};
const listOf = (...collections: object[]) => JSON.stringify({ schema: 1, collections, last: [] });

test.each([
  ['{"schema":1,"collections":[{', "it is not valid JSON"],
  ["null", "it is no list of collections"],
  ['{"schema":2,"collections":{}}', "a newer Footnote has written it"],
  ['{"schema":1,"collections":[],"last":[1]}', "last is no list of names"],
  [listOf(OF_GUIDES, { ...OF_GUIDES, name: "Guides" }), "collections[1].name is another one's, too"],
  [listOf({ ...OF_GUIDES, name: "\u001b[2Jguides" }), "collections[0].name is not a collection's name"],
  [listOf({ ...OF_GUIDES, folder: "guides" }), "collections[0].folder is not an absolute path"],
  [listOf({ ...OF_GUIDES, index: "../i" }), "collections[0].index is not an absolute path"],
  [listOf({ ...OF_GUIDES, used_at: "\u001b[31m2026" }), "collections[0].used_at is not a time or null"],
  [" ".repeat(2_000_000), "it is too large"],
])("a list of collections that can't be one is said, and left as it is (%#)", async (text, problem) => {
  const { footnote, home } = await twoFolders();
  const path = join(home, "collections.json");
  await writeFiles(home, { "collections.json": text });
  for (const args of [["collections"], ["ask", "--in", "guides", "x"], ["collections", "add", "trips"], ["papers"]]) {
    const { code, stdout, stderr } = await footnote(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`${path} can't be read: ${problem}.`);
    expect(stderr).toContain("Mend it, or move it away");
    expect(stderr).not.toContain("\u001b");
  }
  expect([await readFile(path, "utf8"), await readdir(home)]).toEqual([text, ["collections.json"]]);
});

test("a folder opens although the list of collections can't be read", async () => {
  const { footnote, home } = await twoFolders();
  await writeFiles(home, { "collections.json": '{"schema":2}' });
  const { stdout, stderr } = await footnote(["guides"], "How is the lamp cleaned?\n");
  expect(stdout).toMatch(/^\[1\] lamp\.md/m);
  expect(stderr).toMatch(/^warning: .*collections\.json can't be read: a newer Footnote has written it\. Mend it/m);
  expect(stderr).toContain("What is opened is not remembered.");
  expect(await readFile(join(home, "collections.json"), "utf8")).toBe('{"schema":2}');
});

test.skipIf(process.platform === "win32")("a pipe or a folder in the place of the list is not waited for", async () => {
  const { footnote, home } = await twoFolders();
  const path = join(home, "collections.json");
  await mkdir(path, { recursive: true });
  expect((await footnote(["collections"])).stderr).toContain("it is no ordinary file");
  await rm(path, { recursive: true });
  execFileSync("mkfifo", [path]);
  for (const args of [["collections"], ["collections", "add", "guides"]]) {
    expect((await footnote(args)).stderr).toContain("it is no ordinary file");
  }
  expect((await stat(path)).isFIFO()).toBe(true);
});

test("a conversation about several collections is found in whatever order these are named, with one word of what is left out", async () => {
  const { cwd, home, footnote } = await twoFolders();
  await footnote(["trips", "guides", "--continue"], "When does the train to Lyon leave?\n");
  await footnote(["chat", "--in", "guides", "--in", "trips", "--continue"], "How is the lamp cleaned?\n");
  const listed = await footnote(["conversations", "--in", "trips", "--in", "guides", "--json"]);
  expect(JSON.parse(listed.stdout).conversations).toMatchObject([{ turns: 2 }]);
  await mkdir(join(cwd, "later"));
  await footnote(["collections", "add", "later"]);
  const { stdout, stderr } = await footnote(["conversations", "show", "last", "--in", "all"]);
  expect(stdout).toContain("trips/train.txt:1");
  expect(stderr).toBe("warning: later is left out, it has no index yet: footnote index --in later\n");
  const { last } = JSON.parse(await readFile(join(home, "collections.json"), "utf8"));
  expect(last).toEqual(["guides", "later", "trips"]);
});

test("of many collections an error names ten", async () => {
  const { footnote, home } = await twoFolders();
  const many = Array.from({ length: 300 }, (_, number) => ({ ...OF_GUIDES, name: `c${number}` }));
  await writeFiles(home, { "collections.json": listOf(...many) });
  const { stderr } = await footnote(["ask", "--in", "papers", "x"]);
  expect(stderr).toMatch(/there is c0, .* and 290 more\.\n/);
});

test("a collection whose folder is gone says so; one whose index is damaged is indexed anew", async () => {
  const { cwd, footnote } = await twoFolders();
  await footnote(["guides", "trips"], "");
  await writeFile(join(cwd, "trips/.footnote/manifest.json"), "{}");
  const mended = await footnote(["trips"], "When does the train to Lyon leave?\n");
  expect(mended.stderr).toContain("It is built anew.");
  expect(mended.stdout).toMatch(/^\[1\] train\.txt:1/m);
  await rm(join(cwd, "guides"), { recursive: true });
  const gone = await footnote(["guides"], "x\n");
  expect(gone.stderr).toContain("The folder of the collection guides is not there any more");
  expect(gone.stderr).toContain("footnote collections remove <name>");
});

test("a field may have any name, also one that every object has", async () => {
  const { footnote } = await twoFolders();
  await footnote(["guides"], "\n");
  const where = ["--where", "constructor=x", "--where", "__proto__=y"];
  const { stdout, code } = await footnote(["search", "--in", "guides", "--json", ...where, "lamp"]);
  expect(code).not.toBe(2);
  expect(JSON.parse(stdout).passages).toEqual([]);
});
