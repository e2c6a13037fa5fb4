import ignore, { type Ignore } from "ignore";
import { openCorpusFile, readWhole } from "./corpus-file.js";

/** In the order in which they are heeded: what the second says wins. */
export const IGNORE_FILES = [".gitignore", ".footnoteignore"] as const;
const MAX_RULES_BYTES = 1 << 20;

/** What the ignore files of a folder and of those above it leave out, as git reads them. */
export class IgnoreRules {
  static readonly NONE = new IgnoreRules("", null, null);

  private constructor(
    /** Relative to the corpus, with a slash at the end unless it is the corpus. */
    private readonly folder: string,
    private readonly rules: Ignore | null,
    private readonly above: IgnoreRules | null,
  ) {}

  /** The rules within a folder. @param names of the folder's entries */
  async within(corpus: string, folder: string, names: ReadonlySet<string>): Promise<IgnoreRules> {
    const present = IGNORE_FILES.filter((name) => names.has(name));
    if (present.length === 0) return this;
    const prefix = folder === "" ? "" : `${folder}/`;
    const rules = ignore({ ignorecase: false });
    for (const name of present) rules.add(await readRules(corpus, prefix + name));
    return new IgnoreRules(prefix, rules, this);
  }

  /** @param path relative to the corpus, with a slash at the end if it is a folder's */
  ignores(path: string): boolean {
    const { ignored, unignored } = this.rules?.test(path.slice(this.folder.length)) ?? {
      ignored: false,
      unignored: false,
    };
    if (ignored || unignored) return ignored;
    return this.above?.ignores(path) ?? false;
  }
}

/** Rules that can't be read are none: what they would have hidden is shown, not lost. */
async function readRules(corpus: string, path: string): Promise<string> {
  try {
    await using handle = await openCorpusFile(corpus, path);
    return new TextDecoder().decode(await readWhole(handle, MAX_RULES_BYTES));
  } catch {
    return "";
  }
}
