import { analyse, isStopTerm } from "./text-analysis.js";

/** A word of a text as it stands there. */
export interface Word {
  /** UTF-16 indexes. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** As the index keeps it. */
  readonly term: string;
  /** Carries grammar alone. */
  readonly stop: boolean;
  /** Number of its clause: commas, semicolons, colons, dashes and brackets part clauses. */
  readonly clause: number;
}

/** Words that join or weaken, and that a paraphrase drops or adds at will. */
const LIGHT = new Set(
  "also among because thus therefore moreover however too still even just about onto upon via".split(" "),
);

/** Words that a paraphrase exchanges for others as slight, and that change nothing where they are missing. */
const SLIGHT = new Set(
  (
    "another be become can could may might shall behind bring came come each everybody everyone get gets getting give given gives go goes going gone " +
    "got had happen happened have having hold keep kept let live lived lives living made make makes making now one own part put puts remain remained " +
    "remains said say saying says some take taken takes taking tell thing things told took under while will would author " +
    "authors speaker writer"
  ).split(" "),
);

export function isSlight(word: string): boolean {
  return SLIGHT.has(word.toLowerCase());
}

const WORD = /(?:\p{L}\.){2,}|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)*/gu;
const CLAUSE_END = /[;:()—–]|,\s|\s-\s|\b(?:but|although|though|while|whereas|because|which)\b/iu;

/** The words of a text in order. "North Korea's" is two; "U.S." is one. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let clause = 0;
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    if (CLAUSE_END.test(text.slice(end, match.index)) || CLAUSE_END.test(match[0])) clause++;
    const term = analyse(match[0])[0]?.term ?? match[0].toLowerCase();
    end = match.index + match[0].length;
    words.push({
      start: match.index,
      end,
      text: match[0],
      term,
      stop: isStopTerm(term) || LIGHT.has(match[0].toLowerCase()),
      clause,
    });
  }
  return words;
}
