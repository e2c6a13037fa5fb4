/** In straight, curly, low or angled marks; what follows a letter or digit is an inch mark or an apostrophe. */
const QUOTED = /(?<![\p{L}\p{N}])(?:"([^"]+)"|[“„‟]([^“”„‟]+)[“”]|«([^«»]+)»)(?![\p{L}\p{N}])/gu;

/** What a question puts in double quotation marks, each once: it has to stand in the documents word for word. */
export function quotedPhrases(question: string): string[] {
  const phrases = [...question.matchAll(QUOTED)].map((match) => (match[1] ?? match[2] ?? match[3] ?? "").trim());
  return [...new Set(phrases)];
}

/** `No passage holds the phrase “steel leash”.` */
export function lackingPhrases(phrases: readonly string[]): string {
  const named = phrases.map((phrase) => `“${phrase}”`).join(" and ");
  return `No passage holds the ${phrases.length > 1 ? "phrases" : "phrase"} ${named}${phrases.length > 1 ? " together" : ""}.`;
}

/** Why a search has brought no passage; `null` where nothing is known but that none matched. */
export function whyNoPassage(question: string, documentsSearched: number): string | null {
  if (documentsSearched === 0) return "No document passed the filters.";
  const phrases = quotedPhrases(question);
  return phrases.length === 0 ? null : lackingPhrases(phrases);
}
