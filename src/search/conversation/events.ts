import { mainVerb, wordsOf } from "../../language/en/question-words.js";
import { AUXILIARIES } from "../../language/en/word-classes.js";

/**
 * What a question asks about, as a noun: "the hardliners targeting a bank" of "Why did the hardliners target a bank?";
 * `null` where no verb is found.
 */
export function eventOf(statement: string): string | null {
  const words = wordsOf(statement);
  const verb = words[mainVerb(words)];
  const auxiliary = words.find(({ lower }) => AUXILIARIES.has(lower));
  if (!verb || !auxiliary) return null;
  const subject = statement.slice(auxiliary.end, verb.start).trim();
  return subject === "" ? null : `${subject} ${gerund(verb.lower)}${statement.slice(verb.end)}`;
}

function gerund(verb: string): string {
  if (/ie$/u.test(verb)) return verb.replace(/ie$/u, "ying");
  if (/[^eoy]e$/u.test(verb)) return verb.replace(/e$/u, "ing");
  return /^[^aeiou]*[aeiou][^aeiouwxy]$/u.test(verb) ? `${verb}${verb.at(-1)}ing` : `${verb}ing`;
}
