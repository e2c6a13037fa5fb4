import { rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentHashOf } from "../../../src/index/folder/corpus-file.js";
import { readOriginal } from "../../../src/index/readers/original-file.js";
import { fixture } from "../../helpers/fixtures.js";
import { HAS_LINKS } from "../../helpers/systems.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const PDF = fixture("two-columns.pdf");
const whole = (path: string, bytes: Uint8Array) => ({ path, file: path, contentHash: contentHashOf(bytes) });

async function folderWith(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = await tempFolder();
  await writeFiles(
    folder,
    Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes)])),
  );
  return folder;
}

test("a file comes as it lies there, by what its bytes are and not by its name", async () => {
  const folder = await folderWith({ "a/paper.pdf": PDF, "b.txt": PDF });
  for (const path of ["a/paper.pdf", "b.txt"]) {
    const original = await readOriginal(folder, whole(path, PDF));
    expect(original).toMatchObject({ status: "read", type: "application/pdf" });
    expect(original.status === "read" && Buffer.from(original.bytes).equals(PDF)).toBe(true);
  }
});

test.each([
  ["<script>alert(1)</script>", "page.pdf"],
  ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "picture.png"],
  ["PK\u0003\u0004", "archive.pdf"],
])("%s is not given out, whatever it is called", async (text, path) => {
  const bytes = new TextEncoder().encode(text);
  expect(await readOriginal(await folderWith({ [path]: bytes }), whole(path, bytes))).toEqual({ status: "not_drawn" });
});

test("a file that has changed, is gone, has grown too large or became a link is said to be so", async () => {
  const folder = await folderWith({ "paper.pdf": PDF, "secret.txt": new TextEncoder().encode("%PDF-1.4 secret") });
  const place = whole("paper.pdf", PDF);
  const read = (options = {}) => readOriginal(folder, place, options);
  expect(await read({ maxFileBytes: 100 })).toEqual({ status: "changed", problem: "it is larger than 100 bytes" });
  await writeFile(join(folder, "paper.pdf"), "%PDF-1.4 another");
  expect(await read()).toEqual({ status: "changed", problem: "it has changed since it was indexed" });
  await rm(join(folder, "paper.pdf"));
  expect(await read()).toEqual({ status: "changed", problem: "it is no longer there" });
  if (!HAS_LINKS) return;
  await symlink(join(folder, "secret.txt"), join(folder, "paper.pdf"));
  expect(await read()).toMatchObject({ status: "changed" });
});

test("what a file does not hold is not found in it", async () => {
  const folder = await folderWith({ "paper.pdf": PDF });
  const place = { ...whole("paper.pdf", PDF), path: "paper.pdf › inner.pdf" };
  expect(await readOriginal(folder, place)).toEqual({
    status: "changed",
    problem: "it can't be found in its file any more",
  });
});
