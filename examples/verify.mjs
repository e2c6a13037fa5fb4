// Checks the statements of a text, one a line, against a folder: for CI. Ends with 1 where one isn't supported.
// usage: node examples/verify.mjs <folder> <file>
import { readFile } from "node:fs/promises";
import { openFolder } from "footnote-qa";

const MAX_STATEMENTS = 50;
const [path = ".", file = "statements.txt"] = process.argv.slice(2);
const statements = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");

const folder = await openFolder(path);
try {
  await folder.index();
  for (let from = 0; from < statements.length; from += MAX_STATEMENTS) {
    const checked = await folder.verify(statements.slice(from, from + MAX_STATEMENTS));
    for (const { sentence, verdict, passages } of checked.statements.flatMap(({ sentences }) => sentences)) {
      const [nearest] = passages;
      console.log(`${verdict}: ${sentence}${nearest ? `  (${nearest.path}:${nearest.line_start})` : ""}`);
      if (verdict !== "supported") process.exitCode = 1;
    }
  }
} finally {
  await folder.close();
}
