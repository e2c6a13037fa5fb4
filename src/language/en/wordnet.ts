import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";

/** What a word says of another one's thing. */
export type Relation =
  /** The same word: one of its forms, or made of it. */
  | "form"
  /** Another word for it. */
  | "same"
  /** Its kind: "animal" of "dog". */
  | "broader"
  /** Its contrary. */
  | "opposite"
  /** Another of its kind, or a kind of it: "knee" of "hip", "spaniel" of "dog". */
  | "other"
  /** Nothing that is known. */
  | "none";

type Part = "n" | "v" | "a" | "r";

interface Entry {
  readonly senses: readonly { readonly part: Part; readonly id: number }[];
  /** Words of another sort that are made of it, or that it is made of. */
  readonly derived: readonly string[];
}

interface Meaning {
  readonly parents: readonly number[];
  readonly opposites: readonly number[];
}

const FILE = fileURLToPath(new URL("../../../models/wordnet/words.txt.br", import.meta.url));
/** Steps up to what a thing is a kind of; the next one is mostly "artefact" or "act". Verbs are vague one step up. */
const STEPS: Readonly<Record<Part, number>> = { n: 2, v: 1, a: 1, r: 0 };
/** Letters that a word and one that is made of it begin with. */
const STEM = 3;
/** Endings of inflected forms and what the plain form has instead, of each sort of word. */
const ENDINGS: Readonly<Record<Part, readonly (readonly [RegExp, string])[]>> = {
  n: [
    [/s$/u, ""],
    [/(?<=[sxz]|ch|sh)es$/u, ""],
    [/ies$/u, "y"],
    [/men$/u, "man"],
  ],
  v: [
    [/s$/u, ""],
    [/ies$/u, "y"],
    [/ied$/u, "y"],
    [/es$/u, ""],
    [/ed$/u, ""],
    [/ed$/u, "e"],
    [/ing$/u, ""],
    [/ing$/u, "e"],
    [/([bdglmnprt])\1(?:ed|ing)$/u, "$1"],
  ],
  a: [
    [/er$/u, ""],
    [/est$/u, ""],
    [/er$/u, "e"],
    [/est$/u, "e"],
    [/ier$/u, "y"],
    [/iest$/u, "y"],
    [/([bdgmnt])\1(?:er|est)$/u, "$1"],
  ],
  r: [],
};

/** Words and what they mean, of Princeton's WordNet: the first meanings of each (Miller, 1995). */
export class WordNet {
  readonly #meanings: readonly string[];
  readonly #lines: ReadonlyMap<string, string>;
  readonly #irregular: ReadonlyMap<string, string>;
  readonly #entries = new Map<string, Entry | null>();

  /** @param text what `scripts/written/wordnet.mjs` writes; each line is read when its word is asked for */
  constructor(text: string) {
    const [meanings = "", entries = "", irregular = ""] = text.split("\n=\n");
    this.#meanings = meanings.split("\n");
    const keyed = (lines: string) =>
      new Map(
        lines.split("\n").map((line) => {
          const end = line.indexOf("\t");
          return [line.slice(0, end), line.slice(end + 1)] as const;
        }),
      );
    this.#lines = keyed(entries);
    this.#irregular = keyed(irregular);
  }

  #entry(word: string): Entry | null {
    let entry = this.#entries.get(word);
    if (entry === undefined) {
      const [senses, derived = ""] = this.#lines.get(word)?.split("\t") ?? [];
      entry = senses
        ? {
            senses: senses.split(" ").map((sense) => ({ part: sense[0] as Part, id: idOf(sense.slice(1)) })),
            derived: derived ? derived.split(" ") : [],
          }
        : null;
      this.#entries.set(word, entry);
    }
    return entry;
  }

  #meaning(id: number): Meaning {
    const [parents = "", opposites = ""] = this.#meanings[id]!.split("\t");
    const ids = (field: string) => (field ? field.split(" ").map(idOf) : []);
    return { parents: ids(parents), opposites: ids(opposites) };
  }

  /** Whether it names something or says what it is like, and is no verb. @param word in small letters */
  isNominal(word: string): boolean {
    const senses = this.#readingsOf(word);
    return senses.some(({ part }) => part === "n" || part === "a") && !senses.some(({ part }) => part === "v");
  }

  /**
   * What a word says of another's thing; where it may be read in several ways the contrary goes first, save for forms of
   * one word. @param stated in small letters, as are phrases of two words ("cut off") @param found as `stated`
   */
  relation(stated: string, found: string): Relation {
    const [ours, theirs] = [this.#basesOf(stated), this.#basesOf(found)];
    if (ours.some((base) => theirs.includes(base))) return "form";
    const [own, other] = [this.#readingsOf(stated), this.#readingsOf(found)];
    if (this.#areOpposite(own, other)) return "opposite";
    const [ownMade, otherMade] = [this.#derivedOf(ours), this.#derivedOf(theirs)];
    const isMade = ownMade.some((base) => theirs.includes(base)) || otherMade.some((base) => ours.includes(base));
    if (isMade) return stated.slice(0, STEM) === found.slice(0, STEM) ? "form" : "same";
    const isShared = (some: readonly Sense[], others: readonly Sense[]) =>
      some.some(({ id }) => others.some((other) => other.id === id));
    if (isShared(own, other)) return "same";
    if (isShared(this.#sensesOf(ownMade), other) || isShared(own, this.#sensesOf(otherMade))) return "same";
    const above = new Set(other.flatMap((sense) => this.#above(sense)));
    if (own.some(({ id }) => above.has(id))) return "broader";
    const isThing = (readings: readonly Sense[]) => readings.every(({ part }) => part === "n" || part === "v");
    return isThing(own) && isThing(other) && this.#areAkin(own, other) ? "other" : "none";
  }

  #areOpposite(own: readonly Sense[], other: readonly Sense[]): boolean {
    const against = (some: readonly Sense[], others: readonly Sense[]) => {
      const ids = new Set(some.flatMap(({ id }) => this.#meaning(id).opposites));
      return others.some(({ id }) => ids.has(id));
    };
    return against(own, other) || against(other, own);
  }

  /** Of one kind, or a kind of the other; of things alone, as verbs of one kind are often said for each other. */
  #areAkin(own: readonly Sense[], other: readonly Sense[]): boolean {
    const parents = new Set(own.filter(isNoun).flatMap(({ id }) => this.#meaning(id).parents));
    return other
      .filter(isNoun)
      .some(({ id }) => parents.has(id) || this.#meaning(id).parents.some((parent) => parents.has(parent)));
  }

  #above({ part, id }: Sense): number[] {
    const found: number[] = [];
    for (let step = 0, level: readonly number[] = [id]; step < STEPS[part]; step++) {
      level = level.flatMap((one) => this.#meaning(one).parents);
      found.push(...level);
    }
    return found;
  }

  #sensesOf(words: readonly string[]): readonly Sense[] {
    return words.flatMap((word) => this.#entry(word)?.senses ?? []);
  }

  #derivedOf(words: readonly string[]): readonly string[] {
    return words.flatMap((word) => this.#entry(word)?.derived ?? []);
  }

  /** Senses of what a word may be a form of: "pulled" is a verb's, though "pull" is a noun as well. */
  #readingsOf(word: string): readonly Sense[] {
    const [first = "", second] = word.split(" ");
    if (second !== undefined) return this.#sensesOf(this.#basesOf(first).map((base) => `${base} ${second}`));
    return [
      ...this.#sensesOf([word]),
      ...this.#formsOf(word).flatMap(([part, base]) => this.#sensesOf([base]).filter((sense) => sense.part === part)),
    ];
  }

  /** Plain forms that a word may be one of: "found" is one of "find", and itself. */
  #basesOf(word: string): readonly string[] {
    const own = this.#lines.has(word) ? [word] : [];
    return [...new Set([...own, ...this.#formsOf(word).map(([, base]) => base)])];
  }

  #formsOf(word: string): (readonly [part: Part, base: string])[] {
    return (Object.keys(ENDINGS) as Part[]).flatMap((part) => {
      const irregular = this.#irregular.get(`${part} ${word}`)?.split(" ") ?? [];
      const regular = ENDINGS[part].map(([ending, instead]) => word.replace(ending, instead));
      const isForm = (base: string) =>
        base !== word && this.#entry(base)?.senses.some((sense) => sense.part === part) === true;
      return [...irregular, ...regular.filter(isForm)].map((base) => [part, base] as const);
    });
  }
}

type Sense = Entry["senses"][number];

function isNoun({ part }: Sense): boolean {
  return part === "n";
}

function idOf(written: string): number {
  return Number.parseInt(written, 36);
}

let loading: Promise<WordNet> | undefined;

/** Read once, when it is first asked for: some milliseconds. */
export function loadWordNet(): Promise<WordNet> {
  loading ??= readFile(FILE)
    .then((packed) => promisify(brotliDecompress)(packed))
    .then((text) => new WordNet(text.toString("utf8")));
  return loading;
}
