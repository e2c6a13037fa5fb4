// Copies the declarations of the public entries, and of what they mention, and nothing of the program's inside.
import { cpSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** @returns packages whose declarations they mention */
export function copyDeclarations(dist, out, entries) {
  const packages = new Set();
  const files = entries.map((entry) => join(dist, `${entry}.d.ts`));
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    for (const [, asked] of text.matchAll(/(?:from|import)\s*\(?"([^"]+)"/g)) {
      if (asked.startsWith(".")) {
        const mentioned = join(dirname(file), asked.replace(/\.js$/, ".d.ts"));
        if (!files.includes(mentioned)) files.push(mentioned);
      } else if (!asked.startsWith("node:")) {
        packages.add(asked.split("/", asked.startsWith("@") ? 2 : 1).join("/"));
      }
    }
    cpSync(file, join(out, relative(dist, file)));
  }
  return [...packages];
}
