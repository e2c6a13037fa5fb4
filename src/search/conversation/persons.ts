import type { Mention } from "./mentions.js";

const TITLE =
  "(?:Mr|Mrs|Ms|Dr|Prof(?:essor)?|President|Vice President|Secretary|Minister|Ambassador|Councillor|Mayor|Chairman|Chair|King|" +
  "Queen|Prince|Princess|Sir|Lady|Lord|Captain|General|Colonel|Senator|Governor|Judge|Justice|Director|Doctor|Father|Sister|Saint|" +
  "official|author|engineer|clerk|manager|master|poet|painter|scientist|surveyor|director|lawyer|analyst)";
const ORGANISATION =
  /\b(?:company|council|bank|department|ministry|university|institute|center|centre|agency|committee|commission|foundation|cooperative|association|archive|office|party|court|house|street|lane|square|church|museum|north|south|east|west|united|republic|union|city|river|lake|mount|sea|prize|order|resolution|act|agreement|code|model)\b/iu;
const ROLE =
  /(?:\p{L}(?:er|or|ist|man|woman|ian|ant|ent)|mayor|clerk|king|queen|chief|head|boss|aunt|uncle|judge|pilot)$/iu;
const NO_ROLE =
  /(?:paper|number|tower|letter|matter|order|water|power|agreement|document|payment|amount|cover|river|plant|percent|center|floor|motor|door|harbour|chapter|answer|offer|fever|error|colour|flavour|factor|sensor|error|moment|event|content|development|government|parliament|department|treatment|restaurant|winter|summer|computer|burner|server|lighter|paper|shelter|charger|printer|filter|helicopter|reactor)$/iu;

/** How much speaks for a name being a person's, from how the text uses it; above 0 is a person. */
export function personScore({ text: name, kind }: Pick<Mention, "text" | "kind">, text: string): number {
  if (kind !== "name" || /\p{N}/u.test(name) || name === name.toUpperCase()) return -3;
  const words = name.split(/\s+/u);
  const escaped = literally(name);
  const last = literally(words.at(-1)!);
  let score = 0;
  if (new RegExp(`^${TITLE}\\b`, "u").test(name)) score += 3;
  if (ORGANISATION.test(name)) score -= 3;
  if (count(text, `${TITLE}\\.? (?:\\p{L}+ )?${last}\\b`) > 0) score += 2;
  if (count(text, `\\p{Lu}\\p{Ll}+ ${last}\\b`) > 0 && count(text, `(?<!\\p{Lu}\\p{L}* |[Tt]he )\\b${last}\\b`) > 0)
    score += 1;
  score += Math.min(
    3,
    count(
      text,
      `\\b${last}\\b(?![^.]*\\bit\\b)[^.\\n]{0,120}[.\\n]?[^.\\n]{0,40}\\b(?:he|He|she|She|his|her|His|Her|him)\\b`,
    ),
  );
  if (count(text, `\\b${last}, (?:an?|who|whose)\\b`) > 0) score += 1;
  if (count(text, `\\b${escaped} (?:was born|died|wrote|resigned|married)\\b`) > 0) score += 2;
  score -= 2 * Math.min(2, count(text, `\\b(?:in|at|near|across|the) ${escaped}\\b`));
  return score;
}

/** Whether a common noun names somebody: "the office manager". */
export function isRole({ text, kind, plural, determiner }: Mention): boolean {
  return kind === "phrase" && !plural && determiner !== null && namesRole(text);
}

/** The same of a noun by itself. */
export function namesRole(noun: string): boolean {
  return ROLE.test(noun) && !NO_ROLE.test(noun);
}

function count(text: string, pattern: string): number {
  return [...text.matchAll(new RegExp(pattern, "gu"))].length;
}

/** A text as a pattern that matches nothing else. */
export function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
}
