import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
// @ts-expect-error a script without types
import { libraryDocs } from "../../scripts/library/library-docs.mjs";
import { ROOT } from "../helpers/shipped.js";

const PAGE = join(ROOT, "docs/library-api.md");

test("what is public is what docs/library-api.md lists (if it is to change: npm run docs, and read docs/library.md on versions)", async () => {
  const declarations = await readFile(join(ROOT, "dist/library/open-folder.d.ts"), "utf8");
  const made: string = libraryDocs(declarations, "footnote-qa");
  if (process.env.UPDATE_DOCS === "1") await writeFile(PAGE, made);
  expect(await readFile(PAGE, "utf8")).toBe(made);
});
