// Reads what extract.mjs has written.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @returns the cases of a folder of files: `{ set, question, kind, y, x }`, `x` by the features' names, `null` where there is none */
export function readFeatures(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".csv"))
    .sort()
    .flatMap((file) => {
      const [head, ...lines] = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
      const names = head.split(",").slice(3);
      return lines.map((line) => {
        const [question, kind, quoted, ...numbers] = line.split(",");
        const x = Object.fromEntries(names.map((name, i) => [name, numbers[i] === "" ? null : Number(numbers[i])]));
        return { set: file.slice(0, -4), question: Number(question), kind, quoted: Number(quoted), x };
      });
    });
}
