/** What happened to a word on its way to the keyboard. */
export type SlipKind = "swapped" | "doubled" | "halved" | "added" | "missing" | "replaced";

export interface Slip {
  readonly kind: SlipKind;
  /** Of the letter in the word as it was meant, from 0. */
  readonly at: number;
  /** How unlikely it is against others: 0.5 to about 2. */
  readonly cost: number;
}

/** Dearer slips are not taken for any; the longer a word, the fewer others are near it. */
const MAX_COST = 1.1;
const MAX_SHORT_COST = 0.9;
const MAX_LONG_COST = 1.2;
const SHORT_LETTERS = 5;
const LONG_LETTERS = 7;
/** Of names: where the letters are those of another in another order or number, and where one is another letter. */
const MIN_NAME_LETTERS = 5;
const MIN_CHANGED_NAME_LETTERS = 6;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const VOWELS = /^[aeiouy]+$/;
/** Letters that are taken for one another by their sound. */
const ALIKE: ReadonlySet<string> = new Set(["cs", "ck", "cq", "sz", "st", "fv", "mn", "gj"]);
/** Letters beside each one on the keyboard. */
const BESIDE: Readonly<Record<string, string>> = {
  ...{
    q: "was",
    w: "qeasd",
    e: "wrsdf",
    r: "etdfg",
    t: "ryfgh",
    y: "tughj",
    u: "yihjk",
    i: "uojkl",
    o: "ipkl",
    p: "ol",
  },
  ...{
    a: "qwsz",
    s: "qweadzx",
    d: "wersfxc",
    f: "ertdgcv",
    g: "rtyfhvb",
    h: "tyugjbn",
    j: "yuihknm",
    k: "uiojlm",
    l: "opk",
  },
  ...{ z: "asx", x: "sdzc", c: "dfxv", v: "fgcb", b: "ghvn", n: "hjbm", m: "jkn" },
};

/** All that one slip makes of a word of the letters a to z, or what it was before one (Damerau, 1964). */
export function oneSlipAway(word: string): Set<string> {
  const others = new Set<string>();
  for (let i = 0; i <= word.length; i++) {
    const [before, after] = [word.slice(0, i), word.slice(i)];
    for (const letter of LETTERS) {
      others.add(before + letter + after);
      if (after) others.add(before + letter + after.slice(1));
    }
    if (after) others.add(before + after.slice(1));
    if (after.length > 1) others.add(before + after[1] + after[0] + after.slice(2));
  }
  others.delete(word);
  return others;
}

/** The one slip that makes `typed` of `meant`; `null` where there are more, or none. */
export function slipOf(typed: string, meant: string): Slip | null {
  let at = 0;
  while (at < typed.length && at < meant.length && typed[at] === meant[at]) at++;
  const [wrong, right] = [typed.slice(at), meant.slice(at)];
  if (wrong === right) return null;
  const first = at === 0 ? 0.5 : 0;
  const slip = (kind: SlipKind, cost: number): Slip => ({ kind, at, cost: cost + first });
  if (wrong.slice(1) === right) {
    if (wrong[0] === typed[at - 1] || wrong[0] === wrong[1]) return slip("doubled", 0.5);
    return slip("added", isBeside(wrong[0], typed[at - 1]) || isBeside(wrong[0], wrong[1]) ? 0.8 : 1);
  }
  if (wrong === right.slice(1)) {
    if (right[0] === meant[at - 1] || right[0] === right[1]) return slip("halved", 0.5);
    return slip("missing", wrong === "" ? 1 : 0.8);
  }
  if (wrong[0] === right[1] && wrong[1] === right[0] && wrong.slice(2) === right.slice(2)) return slip("swapped", 0.7);
  if (wrong.slice(1) !== right.slice(1)) return null;
  return slip("replaced", isTakenFor(wrong[0]!, right[0]!) ? 0.9 : 1.2);
}

/** Whether a word is likelier a slip of an ordinary one than a word that the documents lack. */
export function isSlip({ cost }: Slip, typed: string): boolean {
  if (typed.length >= LONG_LETTERS) return cost <= MAX_LONG_COST;
  return cost <= (typed.length <= SHORT_LETTERS ? MAX_SHORT_COST : MAX_COST);
}

/** Whether a name is likelier a slip of another than another name. */
export function isSlipOfName(slip: Slip, typed: string, meant: string): boolean {
  if (isSlipOfRhythm(slip)) return slip.at > 0 && typed.length >= MIN_NAME_LETTERS;
  const isInside = slip.at > 0 && slip.at < meant.length - 1;
  return isInside && slip.cost <= MAX_COST && typed.length >= MIN_CHANGED_NAME_LETTERS;
}

/** The fingers were too fast or too slow, and the letters are those that were meant. */
export function isSlipOfRhythm({ kind }: Slip): boolean {
  return kind === "swapped" || kind === "doubled" || kind === "halved";
}

function isBeside(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && (BESIDE[a]?.includes(b) || BESIDE[b]?.includes(a)) === true;
}

function isTakenFor(a: string, b: string): boolean {
  return isBeside(a, b) || VOWELS.test(a + b) || ALIKE.has(a + b) || ALIKE.has(b + a);
}
