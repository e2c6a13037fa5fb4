/** What is said of a question that was given to be verified; `null` for a statement. */
export function askedRemark(sentence: string): string | null {
  if (!/[?？؟]["'”’»)\]]*\s*$/u.test(sentence)) return null;
  return "This is a question, and only statements are checked: put it as one, or ask it.";
}
