import { span } from "../../core/spans.js";
import { upperFirst } from "../../core/text.js";
import {
  AUXILIARIES,
  FORMS_OF_BE,
  IRREGULAR_NEGATED,
  isFunctionWord,
  oneOf,
  RANKS,
  RELATIONAL_NOUNS,
} from "../../language/en/lexicon.js";
import { compoundsOf } from "../../language/en/tokens.js";
import { antecedentsOf } from "./antecedents.js";
import { type Background, lowerFirst, type Reading, type Said, statementOf } from "./background.js";
import { isVerb } from "./main-verb.js";
import type { Pronoun } from "./unresolved-pronouns.js";

const BARE =
  /^(why|when|where|who|whom|how|how come|how many|how much|how long|how often|how far|since when|until when|by whom|with whom|for whom|from where|in which year|on what grounds|what for|for what reason)( not| exactly| so| then| precisely)?$/iu;
/** "When was that?", "Why is that so?", "How did it happen?": the pronoun stands for all that was said. */
const BARE_EVENT =
  /^(why|when|where|how|since when|how long ago|how often)(?: exactly)? (?:(?:is|was|were|are) (?:that|this|it)(?: so| the case)?|(?:did|does|do|has|will) (?:that|this|it|all that) (?:happen|happened|occur|take place|come about|be))(?: exactly)?$/iu;
const ELSE = /^(who|what|where|when|which|anyone|anything|which ones?|any)(?: else| others?| more)$/iu;
const MORE =
  /^(?:(?:tell me|say|show me|give me)(?: some| a bit| a little)? more(?: details?| about (?:it|that|this|them|him|her))?|(?:some |any )?more(?: details?| about (?:it|that|this))?|go on|continue|elaborate|please elaborate|explain(?: it| that| this| more| further)?|(?:any |more )?details|for example|such as|like what|examples?|meaning|in what way|how so|in which way|then|then what|what then|what next)$/iu;

/** Readings of a question that is nothing but its question word ("Why?", "When was that?", "More"); none for others. */
export function readBare(question: string, { last, cited }: Pick<Background, "last" | "cited">): Reading[] {
  const before = last.text;
  const asked = statementOf(question);
  const bare = BARE.exec(asked);
  const event = bare ? null : BARE_EVENT.exec(asked);
  const base = statementOf(before);
  const reason = /^why$/iu.test(asked) && /^why\b/iu.test(base) ? reasonIn(cited) : null;
  if (reason !== null) return [{ text: `Why is it that ${reason}?`, prior: 0 }];
  if (bare) return askAgain(bare[1]!.toLowerCase(), / not$/iu.test(asked), base);
  if (event) return askAgain(event[1]!.toLowerCase(), false, base);
  if (ELSE.test(asked)) return [{ text: `${withElse(base, asked)}?`, prior: 0 }];
  if (MORE.test(asked)) return [{ text: `More on: ${lowerFirst(base)}?`, prior: 0 }];
  return [];
}

/** The reason that answered a "why", for the one who asks "why" again. */
function reasonIn([answer]: readonly Said[]): string | null {
  return /\bbecause\s+(?!of\b)([^.;:?!]+\s[^.;:?!]+)/iu.exec(answer?.text ?? "")?.[1]?.trim() ?? null;
}

/** "When did it close?" with "why" is "Why did it close?"; "Who closed it?" is "Who closed it, and why?". */
function askAgain(word: string, isNegated: boolean, base: string): Reading[] {
  const asking = word === "how come" || word === "what for" || word === "for what reason" ? "why" : word;
  const words = compoundsOf(base);
  const first = words[0];
  if (!first) return [];
  const rest = AUXILIARIES.has(first.lower) ? base : afterQuestionPhrase(base);
  if (rest !== null) {
    const told = isNegated ? negated(rest) : lowerFirst(rest);
    return [{ text: `${upperFirst(asking)} ${told}?`, prior: 0 }];
  }
  return [{ text: `${base}, and ${asking}?`, prior: 0 }];
}

/** What follows "when", "where", "why" or "how" and its adjective; `null` where the question word stands for a thing. */
function afterQuestionPhrase(base: string): string | null {
  const match =
    /^(?:(?:since|until) when|when|where|why|how(?: (?:long|often|far|fast|soon|quickly|well|badly))?)\s+(?=\p{L}+)/iu.exec(
      base,
    );
  if (!match) return null;
  const rest = base.slice(match[0].length);
  const [aux] = compoundsOf(rest);
  return aux && AUXILIARIES.has(aux.lower) ? rest : null;
}

function negated(rest: string): string {
  const [aux] = compoundsOf(rest);
  if (!aux || /n't$|^cannot$/u.test(aux.lower) || /\bnot\b/u.test(rest)) return lowerFirst(rest);
  return (IRREGULAR_NEGATED.get(aux.lower) ?? `${aux.lower}n't`) + rest.slice(aux.end);
}

const WHICH_NOUN = new RegExp(`^(which|what)\\s+(?=\\p{L})(?!${oneOf(AUXILIARIES)}\\b)`, "iu");

function withElse(base: string, asked: string): string {
  const which = WHICH_NOUN.exec(base);
  if (which) return `${which[1]} other ${base.slice(which[0].length)}`;
  const plain = /^(who|what|where|when|why)\b/iu.exec(base);
  if (plain) return `${plain[1]} else${base.slice(plain[0].length)}`;
  return `${base}, and ${lowerFirst(asked.replace(/^any\b.*/iu, "what else"))}`;
}

const BEFORE_AUXILIARY = `(?=${oneOf(AUXILIARIES)}\\b)`;
const WHICH = new RegExp(`^which(?: ones?| of (?:them|these|those))?\\s+${BEFORE_AUXILIARY}`, "iu");
const HOW_MANY = new RegExp(`^how many(?: of (?:them|these|those))?\\s+${BEFORE_AUXILIARY}`, "iu");
const RELATIONAL = new RegExp(
  `^(?:what|who)(?:'s| is| was| are| were) the (?:main |real |final |only )?${oneOf(RELATIONAL_NOUNS)}s?$`,
  "iu",
);

/** "Which is the largest harbour?" says what it asks for; "Which is the largest?", "the older", "the most common" don't. */
function namesItsKind(rest: string, asking: string): boolean {
  const [verb, article, ...words] = compoundsOf(rest);
  if (
    !/^which\s+$/iu.test(asking) ||
    !verb ||
    !FORMS_OF_BE.has(verb.lower) ||
    !/^(?:the|an?)$/u.test(article?.lower ?? "")
  )
    return false;
  const named: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const { lower } = words[i]!;
    if (lower === "most" || lower === "least") i++;
    else if (RANKS.has(lower) || /est$/u.test(lower)) continue;
    else if (isFunctionWord(lower) || isVerb(lower)) break;
    else named.push(lower);
  }
  return named.length > 1 || (named.length === 1 && !/er$/u.test(named[0]!));
}

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
  if (which && namesItsKind(asked.slice(which[0].length), which[0])) return [];
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
