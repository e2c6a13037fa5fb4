import { extname } from "node:path";
import { WITHIN } from "../../core/contained-path.js";

const MAX_NAME_LENGTH = 120;

/** Makes the names of what one file holds: each once, on one line, and without what parts paths. */
export class ContainedNames {
  readonly #taken = new Set<string>();

  /** @param wanted a name, or a path within an archive */
  take(wanted: string): string {
    const clean = wanted
      .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
      .replaceAll(WITHIN, " > ")
      .trim();
    const ending = extname(clean).slice(0, 16);
    const stem = ending === "" ? clean : clean.slice(0, -extname(clean).length);
    let name = clean;
    for (let number = 2; this.#taken.has(name.toLowerCase()); number++) name = `${stem} (${number})${ending}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }

  /** The same for a name that is no path, as that of an attachment or a subject: its slashes part nothing. */
  takePlain(wanted: string, fallback: string): string {
    // As in names of files, there is nothing that a place, a glob or a shell would read otherwise.
    const plain = wanted
      .replace(/[\\/]+/g, "-")
      .replace(/[:*?"<>|]+/g, "")
      .replace(/\s+/g, " ")
      .trim();
    const ending = extname(plain).slice(0, 16);
    const stem = plain.slice(0, plain.length - extname(plain).length);
    const short = [...stem].length > MAX_NAME_LENGTH ? [...stem].slice(0, MAX_NAME_LENGTH).join("").trim() : stem;
    return this.take(/[\p{L}\p{N}]/u.test(plain) ? `${short}${ending}` : fallback);
  }
}
