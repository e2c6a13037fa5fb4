import { posix, win32 } from "node:path";
import { describe, expect, test } from "vitest";
import { pathMatcher } from "../../../src/search/question/filter.js";
import { findByPath, pathsMeant } from "../../../src/search/question/same-path.js";

const COMPOSED = "Prüfung/Café.txt".normalize("NFC");
const DECOMPOSED = "Prüfung/Café.txt".normalize("NFD");
const documents = (...paths: string[]) => paths.map((path) => ({ path }));
const linux = { path: posix, ignoresCase: false };
const macos = { path: posix, ignoresCase: true };
const windows = { path: win32, ignoresCase: true };

describe("a path that somebody types", () => {
  test.each([
    [COMPOSED, DECOMPOSED],
    [DECOMPOSED, COMPOSED],
  ])("means a file whose name has its letters in the other form", (typed, path) => {
    expect(findByPath(documents("a.txt", path), [typed], linux)).toEqual({ path });
    expect(pathMatcher([typed])(path)).toBe(true);
    expect(pathMatcher([typed.replace("Caf", "*")])(path)).toBe(true);
    expect(pathMatcher([`${typed.split("/")[0]}/`])(path)).toBe(true);
  });

  test("means the file that it names exactly, before any that is like it", () => {
    const all = documents("notes/A.txt", "notes/a.txt", DECOMPOSED, COMPOSED);
    for (const { path } of all) expect(findByPath(all, [path], macos)).toEqual({ path });
  });

  test("heeds case where files do, and nowhere else", () => {
    const all = documents("Notes/Lease.PDF");
    expect(findByPath(all, ["notes/lease.pdf"], linux)).toBeUndefined();
    expect(findByPath(all, ["notes/lease.pdf"], macos)).toEqual(all[0]);
  });

  test.each([
    ["notes\\lease.pdf"],
    [".\\notes\\lease.pdf"],
    ["corpus\\notes\\lease.pdf"],
    ["C:\\work\\corpus\\notes\\lease.pdf"],
    ["c:/Work/Corpus/notes/lease.pdf"],
    ["notes/lease.pdf"],
  ])("on Windows may be %s", (typed) => {
    const paths = pathsMeant(typed, { corpus: "C:\\work\\corpus", cwd: "C:\\work" }, windows);
    expect(findByPath(documents("other.txt", "notes/lease.pdf"), paths, windows)).toEqual({ path: "notes/lease.pdf" });
  });

  test("on Windows may be on a share, and is no file of another drive", () => {
    const folders = { corpus: "\\\\server\\share\\corpus", cwd: "\\\\server\\share" };
    const all = documents("a/b.txt");
    expect(findByPath(all, pathsMeant("\\\\server\\share\\corpus\\a\\b.txt", folders, windows), windows)).toEqual(
      all[0],
    );
    expect(findByPath(all, pathsMeant("D:\\a\\b.txt", folders, windows), windows)).toBeUndefined();
  });

  test("elsewhere has backslashes as any other character", () => {
    expect(findByPath(documents("a\\b.txt"), ["a\\b.txt"], linux)).toEqual({ path: "a\\b.txt" });
    expect(findByPath(documents("a/b.txt"), ["a\\b.txt"], linux)).toBeUndefined();
  });
});
