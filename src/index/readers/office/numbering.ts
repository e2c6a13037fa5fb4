/** How the items of one level of a list are numbered. */
export interface ListLevel {
  readonly format: NumberFormat;
  /** What stands before an item, with the numbers of the levels as `%1` to `%9`: `%1.%2`, `(%1)`. */
  readonly template: string;
  readonly start: number;
}

/** `bullet` is no part of what an item says. */
export type NumberFormat = "decimal" | "letter" | "LETTER" | "roman" | "ROMAN" | "ordinal" | "none" | "bullet";

/** Counts the items of the lists of a document, so that they are numbered as a reader sees them. */
export class Numbering {
  /** The last number of each level that is open, by list. */
  readonly #counts = new Map<string, number[]>();

  /**
   * The mark of the next item: `1.2`, or nothing for a bullet.
   *
   * @param level 0 is the outermost
   * @param number the item's own [one more than that of the item before]
   */
  next(list: string, levels: readonly (ListLevel | undefined)[], level: number, number?: number): string {
    const counts = this.#counts.get(list) ?? [];
    this.#counts.set(list, counts);
    for (let above = 0; above < level; above++) counts[above] ??= levels[above]?.start ?? 1;
    counts[level] = number ?? (counts[level] === undefined ? (levels[level]?.start ?? 1) : counts[level] + 1);
    counts.length = level + 1;
    const own = levels[level];
    if (own === undefined || own.format === "bullet") return "";
    return own.template.replace(/%([1-9])/g, (_, digit) => {
      const index = Number(digit) - 1;
      return numberAs(levels[index]?.format ?? "decimal", counts[index] ?? 1);
    });
  }

  /** Lets a list begin anew. @param level from which on [all] */
  restart(list: string, level = 0): void {
    const counts = this.#counts.get(list);
    if (counts !== undefined && counts.length > level) counts.length = level;
  }
}

const ROMAN = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
] as const;

/** A number as a list shows it; what has no letters or Roman figures is in digits. */
export function numberAs(format: NumberFormat, number: number): string {
  switch (format) {
    case "letter":
      return letters(number);
    case "LETTER":
      return letters(number).toUpperCase();
    case "roman":
      return roman(number);
    case "ROMAN":
      return roman(number).toUpperCase();
    case "ordinal":
      return ordinal(number);
    case "none":
    case "bullet":
      return "";
    default:
      return String(number);
  }
}

/** a to z, then aa to zz, as word processors count. */
function letters(number: number): string {
  if (number < 1 || number > 26 * 20) return String(number);
  return String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));
}

function roman(number: number): string {
  if (number < 1 || number > 3999) return String(number);
  let [rest, written] = [number, ""];
  for (const [value, figure] of ROMAN) {
    while (rest >= value) {
      written += figure;
      rest -= value;
    }
  }
  return written;
}

function ordinal(number: number): string {
  const ending = number % 100 > 10 && number % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending}`;
}
