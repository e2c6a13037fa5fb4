const WHO =
  "(?:the|this|its|one|a)\\s(?:author|writer|speaker|reader|commenter|article|text|document|report|paper|study|passage|page)";
const SAYS =
  "(?:say|said|think|thought|argue|argued|believe|believed|write|wrote|note|noted|state|stated|claim|claimed|report|reported|mention|mentioned|explain|explained|describe|described|find|found)s?";
const FRAMING = new RegExp(
  `^\\s*(?:(?:according to|as)\\s${WHO}(?:\\s${SAYS})?,?\\s|${WHO}\\s(?:also\\s)?${SAYS}(?:\\sthat)?\\s)`,
  "iu",
);

/** Where what a sentence says starts, behind "According to the author," and the like, which no passage says of itself. */
export function framingEnd(text: string): number {
  return FRAMING.exec(text)?.[0].length ?? 0;
}
