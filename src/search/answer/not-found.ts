import type { NotFound, RankedPassage } from "../../contract/answer.js";
import { lackingPhrases } from "../../core/quoted-phrases.js";
import { count } from "../../core/wording.js";
import { type AskedFor, askedFor } from "../../language/en/asked-for.js";
import { factsOf } from "../../language/en/facts.js";
import { isFunctionWord } from "../../language/en/lexicon.js";
import { isStopTerm } from "../../language/en/text-analysis.js";
import type { Inquiry } from "../inquiry.js";
import type { Sources } from "../library.js";
import type { Selection } from "../question/selection.js";
import type { Findings } from "./compose.js";

/** Says why nothing answers, and what the documents have instead. @param nearest what comes nearest, best first */
export async function notFound(
  findings: Findings,
  { library }: Pick<Inquiry, "library">,
  nearest: readonly RankedPassage[],
): Promise<NotFound> {
  const { result, selection } = findings.ranking;
  const { question, lacks } = selection;
  const missing = result.terms
    .filter(({ term, documentFrequency }) => documentFrequency === 0 && !isStopTerm(term))
    .map(({ word }) => word)
    .filter((word) => !isGrammar(word, question.text));
  const reason =
    lacks && nearest.length > 0
      ? lackingReason(lacks, library.sources)
      : await reasonOf(findings, missing, nearest, library);
  return { reason, missing_terms: missing, nearest };
}

/** That documents do without "might" or "anyone" says nothing of what they are about; "May" and "US" are names. */
function isGrammar(word: string, question: string): boolean {
  const isCapitalisedAsFirst = question.startsWith(word) && /^\p{Lu}\p{Ll}/u.test(word);
  return isFunctionWord((isCapitalisedAsFirst ? word.toLowerCase() : word).replaceAll("’", "'"));
}

/** Documents with a similar name that a refusal suggests. */
const SUGGESTED = 3;

function lackingReason(lacks: NonNullable<Selection["lacks"]>, { documents }: Sources): string {
  if ("phrases" in lacks) return lackingPhrases(lacks.phrases);
  const { name, alike } = lacks.name;
  const titles = alike.slice(0, SUGGESTED).map((id) => `“${documents.get(id)?.title}”`);
  const others = titles.length > 0 ? `; nearest to it ${titles.length > 1 ? "are" : "is"} ${titles.join(", ")}` : "";
  return `No document is called “${name}”${others}.`;
}

async function reasonOf(
  { ranking }: Findings,
  missing: readonly string[],
  nearest: readonly unknown[],
  library: Inquiry["library"],
): Promise<string> {
  const { naming, question } = ranking.selection;
  if (ranking.result.passageCount === 0) return "The index holds no text: no document of its folder is left.";
  if (nearest.length === 0) return "No document passed the filters.";
  if (naming?.documentIds.size === 1) return "The document that it names doesn't answer this.";
  if (naming) return `None of the ${naming.documentIds.size} documents that it names answers this.`;
  if (missing.length > 0) {
    const guesses = question.suspected?.map(({ word, like }) => ` Did you mean “${like}” by “${word}”?`) ?? [];
    return `The documents don't answer this; some of its words occur nowhere in them.${guesses.join("")}`;
  }
  const asked = askedFor(question.text);
  const mentioned = await mentions(question.text, ranking.selection, library);
  if (mentioned) return mentionReason(mentioned, asked);
  return asked
    ? `The documents use these words, but no passage says ${asked}.`
    : "The documents use these words, but no passage answers the question.";
}

/** "2 passages mention “Christopher Hill”, but none of them says when." */
function mentionReason({ name, passages }: { name: string; passages: number }, asked: AskedFor | null): string {
  const [verb, what] = asked ? ["say", asked] : ["answer", "this"];
  const mentioned = count(passages, "passage");
  return passages === 1
    ? `${mentioned} mentions “${name}”, but it doesn't ${verb} ${what}.`
    : `${mentioned} mention “${name}”, but none of them ${verb}s ${what}.`;
}

/** The longest name in the question that passages hold, and how many do; `null` without one. */
async function mentions(
  question: string,
  { holding }: Selection,
  { reader }: Inquiry["library"],
): Promise<{ name: string; passages: number } | null> {
  const names = factsOf(question).names.filter(({ value }) => !value.weak);
  const texts = names.map(({ start, end }) => question.slice(start, end)).sort((a, b) => b.length - a.length);
  for (const name of texts) {
    const { length: passages } = await reader.passagesWithAll(name, holding);
    if (passages > 0) return { name, passages };
  }
  return null;
}
