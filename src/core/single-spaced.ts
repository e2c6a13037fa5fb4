/** A text with each run of white space, line ends included, as one space, and none around it. */
export function singleSpaced(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
