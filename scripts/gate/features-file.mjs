// Reads what extract.mjs has written.
import { readFileSync } from "node:fs";

/** @returns names of the features, and the cases: `{ set, document, question, kind, x }` */
export function readFeatures(path, set) {
  const [head, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  const names = head.split(",").slice(3);
  const cases = lines.map((line) => {
    const [document, question, kind, ...numbers] = line.split(",");
    return { set, document: Number(document), question: Number(question), kind, x: numbers.map(Number) };
  });
  return { names, cases };
}
