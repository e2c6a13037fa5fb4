import { execFileSync } from "node:child_process";
import { chmod, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { CORPUS_LIMITS } from "../../../src/core/corpus-limits.js";
import { type DiscoveryLimits, discover } from "../../../src/index/folder/discover.js";
import { ROOT } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";
import { NEEDS_PERMISSIONS, PERMISSIONS_COUNT, UNPRIVILEGED } from "../../helpers/unprivileged.js";

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await tempFolder();
  await writeFiles(folder, files);
  return folder;
}

const pathsOf = async (folder: string, limits: DiscoveryLimits = CORPUS_LIMITS) =>
  (await discover(folder, limits)).files.map(({ path }) => path);

/** What a process discovers for which permissions count. */
function discoverUnprivileged(folder: string): Awaited<ReturnType<typeof discover>> {
  const built = new URL("dist/index/folder/discover.js", pathToFileURL(ROOT));
  const lines = `import { discover } from ${JSON.stringify(built.href)};
    console.log(JSON.stringify(await discover(${JSON.stringify(folder)})));`;
  const [program, ...args] = [...UNPRIVILEGED, process.execPath, "--input-type=module", "--eval", lines];
  return JSON.parse(execFileSync(program!, args, { encoding: "utf8" }));
}

describe("discovery", () => {
  it("lists files of all folders by path, and passes over hidden ones and those of tools", async () => {
    const files = {
      "b.txt": "",
      "a/c.txt": "",
      "A.txt": "",
      ".hidden/x.txt": "",
      ".x.txt": "",
      "node_modules/y.txt": "",
      "footnote-labels/questions.jsonl": "",
    };
    expect(await pathsOf(await folderOf(files))).toEqual(["A.txt", "a/c.txt", "b.txt"]);
  });

  it("heeds the ignore files of every folder as git does, and Footnote's own after git's", async () => {
    const folder = await folderOf({
      ".gitignore": "*.log\n/build/\ndrafts\n!keep.log\n",
      ".footnoteignore": "!wanted.log\nsecret.txt\n",
      "a.log": "",
      "keep.log": "",
      "wanted.log": "",
      "secret.txt": "",
      "build/out.txt": "",
      "sub/build/kept.txt": "",
      "sub/drafts/x.txt": "",
      "sub/.gitignore": "*.md\n!a.log\n",
      "sub/a.log": "",
      "sub/b.md": "",
      "b.md": "",
      "sub/SECRET.txt": "",
    });
    const kept = ["b.md", "keep.log", "sub/SECRET.txt", "sub/a.log", "sub/build/kept.txt", "wanted.log"];
    const { files, skipped } = await discover(folder);
    expect(files.map(({ path }) => path)).toEqual(kept);
    expect(skipped).toEqual([]);
  });

  it("agrees with git on what is ignored", async () => {
    const folder = await folderOf({
      ".gitignore": "*.tmp\n!keep.tmp\nx/**/y.txt\n/top.txt\n# a remark\n\\#file\nspace\\ \nd?r/\n",
      "a.tmp": "",
      "keep.tmp": "",
      "x/1/2/y.txt": "",
      "x/y.txt": "",
      "top.txt": "",
      "sub/top.txt": "",
      "#file": "",
      "dir/a.txt": "",
      "sub/dxr": "",
      "sub/.gitignore": "/top.txt\n",
    });
    execFileSync("git", ["init", "-q"], { cwd: folder });
    const listed = execFileSync("git", ["ls-files", "--others", "--exclude-standard"], {
      cwd: folder,
      encoding: "utf8",
    });
    const visible = listed
      .trim()
      .split("\n")
      .filter((path) => !path.includes(".gitignore"));
    expect(await pathsOf(folder)).toEqual(visible.sort());
  });

  it("follows no symbolic link, wherever it leads, and says why", async () => {
    const outside = await folderOf({ "secret.txt": "secret" });
    const folder = await folderOf({ "a.txt": "a", "sub/b.txt": "b" });
    await symlink("a.txt", join(folder, "same.txt"));
    await symlink("..", join(folder, "sub/circle"));
    await symlink(join(outside, "secret.txt"), join(folder, "out.txt"));
    await symlink(outside, join(folder, "out"));
    await symlink("nowhere", join(folder, "broken.txt"));
    await symlink("loop", join(folder, "loop"));
    const { files, skipped } = await discover(folder);
    expect(files.map(({ path }) => path)).toEqual(["a.txt", "sub/b.txt"]);
    expect(Object.fromEntries(skipped.map(({ path, reason }) => [path, reason]))).toEqual({
      "broken.txt": "is a symbolic link that can't be followed (what it leads to is not there)",
      loop: "is a symbolic link that can't be followed (symbolic links lead in a circle)",
      out: "is a symbolic link that leads out of the folder, which is never followed",
      "out.txt": "is a symbolic link that leads out of the folder, which is never followed",
      "same.txt": "is a symbolic link to a.txt, which has its own place here",
      "sub/circle": "is a symbolic link to the folder itself, which has its own place here",
    });
  });

  it("does not open pipes", async () => {
    const folder = await folderOf({ "a.txt": "" });
    execFileSync("mkfifo", [join(folder, "pipe.txt")]);
    const { files, skipped } = await discover(folder);
    expect(files.map(({ path }) => path)).toEqual(["a.txt"]);
    expect(skipped).toEqual([{ path: "pipe.txt", reason: "is not an ordinary file, so it was not opened" }]);
  });

  it("stops at its limits and says where", async () => {
    const folder = await folderOf({ "a.txt": "", "b/c.txt": "", "b/d/e.txt": "", "f.txt": "" });
    const shallow = await discover(folder, { maxDepth: 2, maxFiles: 9 });
    expect(shallow.files.map(({ path }) => path)).toEqual(["a.txt", "b/c.txt", "f.txt"]);
    expect(shallow.skipped).toEqual([
      { path: "b/d", reason: "lies more than 2 folders deep, which is as far as Footnote looks" },
    ]);
    const few = await discover(folder, { maxDepth: 9, maxFiles: 2 });
    expect(few.files.map(({ path }) => path)).toEqual(["a.txt", "b/c.txt"]);
    expect(few.skipped).toEqual([
      { path: "b/d/e.txt", reason: "comes after 2 other files, which is the limit; so do all files behind it" },
    ]);
  });

  it.skipIf(!PERMISSIONS_COUNT)(`sets a folder aside that can't be opened${NEEDS_PERMISSIONS}`, async () => {
    const folder = await folderOf({ "a.txt": "", "closed/b.txt": "" });
    await chmod(join(folder, "closed"), 0);
    const { skipped } = discoverUnprivileged(folder);
    await chmod(join(folder, "closed"), 0o755);
    expect(skipped).toEqual([{ path: "closed/", reason: "can't be opened (permission denied)" }]);
  });

  it.runIf(process.platform === "linux")("lists a name that is no UTF-8, as it can't be opened by it", async () => {
    const folder = await folderOf({ "a.txt": "", "\ufffd.txt": "a name may hold this by right" });
    const named = (name: string) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, "latin1")]);
    await writeFile(named("caf\xe9.txt"), "");
    await writeFile(named("caf\xe8.txt"), "");
    await writeFile(named(".hidden\xe8"), "");
    await mkdir(named("d\xe9p\xf4t"));
    const { files, skipped } = await discover(folder);
    expect(files.map(({ path }) => path)).toEqual(["a.txt", "\ufffd.txt"]);
    const reason = "has a name that is not valid UTF-8, so it can't be opened by it; rename it";
    expect(skipped).toEqual(["caf\\xe8.txt", "caf\\xe9.txt", "d\\xe9p\\xf4t/"].map((path) => ({ path, reason })));
  });

  it("passes over the folder of the index, whatever its name and the way to it, and no other of that name", async () => {
    const folder = await folderOf({ "a.txt": "", "data/index/info.json": "{}", "other/index/b.txt": "" });
    await symlink(folder, `${folder}-link`);
    for (const indexFolder of [join(folder, "data/index"), join(`${folder}-link`, "data/index")]) {
      for (const corpus of [folder, `${folder}-link`]) {
        const { files, skipped } = await discover(corpus, CORPUS_LIMITS, { indexFolder });
        expect(files.map(({ path }) => path)).toEqual(["a.txt", "other/index/b.txt"]);
        expect(skipped).toEqual([]);
      }
    }
    await rm(`${folder}-link`);
  });

  it("refuses a folder that is the index's own", async () => {
    const folder = await folderOf({ "a.txt": "" });
    await expect(discover(folder, CORPUS_LIMITS, { indexFolder: folder })).rejects.toMatchObject({
      code: "index_unusable",
      message: expect.stringContaining("it is the folder of the documents"),
    });
  });
});
