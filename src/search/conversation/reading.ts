/** One way to read a follow-up as a question that stands on its own. */
export interface Reading {
  readonly text: string;
  /** How well grammar and the order of mentions speak for it; higher is better, 0 is neutral. */
  readonly prior: number;
}

/** A question without its mark and without what an earlier reading has hung on it. */
export function statementOf(question: string): string {
  return question
    .replace(/[\s?!.]+$/u, "")
    .replace(/, and (?:why|when|where|who|how)(?: not| else| many| much| long| often)?$/u, "");
}

export function lowerFirst(text: string): string {
  return /^\p{Lu}(?:\p{Ll}|$)/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
