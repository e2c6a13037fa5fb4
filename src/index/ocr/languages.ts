import { access, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { FootnoteError } from "../../core/errors/errors.js";

/** What the engine knows of a language, as its file holds it: zipped or not. */
export interface LanguageData {
  /** As Tesseract calls it: `eng`, `deu`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface LanguageSettings {
  /** `eng`, or several as `eng+deu`. */
  readonly languages: string;
  /** Folder of files as `deu.traineddata` [only what is installed]. */
  readonly dataPath?: string;
}

/** Weights of the neural network as small integers: the smaller of the two that the packages hold, and no worse. */
const IN_PACKAGE = "4.0.0_best_int";

const NAME = /^\w+$/;

/** The files of the languages. @throws FootnoteError ocr_language_missing */
export async function languageFiles({ languages, dataPath }: LanguageSettings): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const name of languages.split("+")) {
    const found = NAME.test(name) ? await firstThere(candidates(name, dataPath)) : undefined;
    if (found === undefined) throw new FootnoteError("ocr_language_missing", { language: name });
    files.set(name, found);
  }
  return files;
}

export function readLanguages(files: ReadonlyMap<string, string>): Promise<LanguageData[]> {
  return Promise.all([...files].map(async ([name, path]) => ({ name, bytes: await readFile(path) })));
}

function candidates(name: string, dataPath: string | undefined): string[] {
  const folders = dataPath ? [dataPath] : [];
  try {
    const manifest = createRequire(import.meta.url).resolve(`@tesseract.js-data/${name}/package.json`);
    folders.push(join(dirname(manifest), IN_PACKAGE));
  } catch {
    // The package isn't installed.
  }
  return folders.flatMap((folder) =>
    [`${name}.traineddata`, `${name}.traineddata.gz`].map((file) => join(folder, file)),
  );
}

async function firstThere(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}
