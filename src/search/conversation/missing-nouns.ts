import { span } from "../../core/spans.js";
import { antecedentsOf } from "./antecedents.js";
import type { Background } from "./background.js";
import type { Pronoun } from "./pronouns.js";
import type { Reading } from "./reading.js";

const WHICH =
  /^which(?: ones?| of (?:them|these|those))?\s+(?=(?:is|was|are|were|has|had|have|did|do|does|can|will|would|should)\b)/iu;
const HOW_MANY =
  /^how many(?: of (?:them|these|those))?\s+(?=(?:are|were|have|had|did|do|does|will|can|could|would)\b)/iu;
/** Nouns that are always of something. */
const RELATIONAL =
  /^(what|who)(?:'s| is| was| are| were) the (?:main |real |final |only )?(?:outcome|results?|reasons?|causes?|consequences?|effects?|purpose|aim|goal|alternatives?|exceptions?|differences?|advantages?|disadvantages?|answer|upshot)$/iu;

const standsFor = (stands: "several" | "thing", lower: string): Pronoun => ({
  ...span(0, 0),
  lower,
  stands,
  isPossessive: false,
  noun: null,
  does: null,
});

/** Readings of a question that leaves its noun out: "Which was the largest?", "How many are in a pack?", "What was the outcome?". */
export function readMissingNoun(question: string, background: Background): Reading[] {
  const asked = question.replace(/[\s?!.]+$/u, "");
  const [which, many] = [WHICH.exec(asked), HOW_MANY.exec(asked)];
  if (which || many) {
    const rest = asked.slice((which ?? many)![0].length);
    const several = antecedentsOf(standsFor("several", "they"), question, background);
    // "How many are in a pack?" after a question about the seal.
    const each = antecedentsOf(standsFor("thing", "it"), question, background)
      .filter(({ text }) => !/\s(?:of|at|in|with|for)\s/u.test(text))
      .map(({ text, prior }) => ({ text: `${text}s`, prior: prior - 0.3 }));
    return [...several, ...each]
      .filter(({ text }) => !/^\p{Lu}/u.test(text.replace(/^the /u, "")))
      .map(({ text, prior }) => ({
        text: which
          ? `Which of the ${text.replace(/^the /u, "")} ${rest}?`
          : `How many ${text.replace(/^the /u, "")} ${rest}?`,
        prior,
      }));
  }
  if (!RELATIONAL.test(asked)) return [];
  return antecedentsOf(standsFor("thing", "that"), question, background).map(({ text, prior }) => ({
    text: `${asked} of ${text}?`,
    prior,
  }));
}
