const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const NO_BREAK_SPACE = "\u00a0";

/** The numbers of a sentence's citations, as they follow its last word: `¹` or `¹ ²`, else ` [1] [2]`. */
export function citationMark(numbers: readonly number[], superscripts: boolean): string {
  if (!superscripts) return numbers.map((number) => `${NO_BREAK_SPACE}[${number}]`).join("");
  return numbers
    .map((number) => Array.from(String(number), (digit) => SUPERSCRIPTS[Number(digit)]).join(""))
    .join(NO_BREAK_SPACE);
}
