// Makes dist/library/open-folder.d.ts one file that needs no other: the declarations of all that it exports.
import { writeFileSync } from "node:fs";
import { generateDtsBundle } from "dts-bundle-generator";

/** `Symbol.asyncDispose`, also where a program's own settings know only older libraries. */
const HEAD = '/// <reference lib="esnext.disposable" />\n\n';

/** @param {string} root folder of the project, with a slash; dist/ has been compiled */
export function declareLibrary(root) {
  const [text] = generateDtsBundle(
    [
      {
        filePath: `${root}dist/library/open-folder.d.ts`,
        // What is of Node in these types is in the language's library as well.
        libraries: { allowedTypesLibraries: [], importedLibraries: [] },
        output: { noBanner: true, exportReferencedTypes: false },
      },
    ],
    { preferredConfigPath: `${root}tsconfig.json` },
  );
  writeFileSync(`${root}dist/library/open-folder.d.ts`, HEAD + text);
}
