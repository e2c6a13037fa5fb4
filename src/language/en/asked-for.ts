/** What a question asks for, in the word that asks for it: "when", "how many", "who". */
export type AskedFor =
  | "when"
  | "how many"
  | "how much"
  | "how long"
  | "how often"
  | "who"
  | "whose"
  | "where"
  | "why"
  | "how";

/** Words that ask, the longer ones first, and what they ask for. */
const ASKING: readonly (readonly [RegExp, AskedFor])[] = [
  [
    /\b(?:when|(?:what|which|in what|in which) (?:year|month|day|date|time|century)|how (?:old|soon|late|early))\b/i,
    "when",
  ],
  [/\bhow many\b|\b(?:what|which) (?:(?:is|was) the )?(?:number|percentage|percent|share|proportion)\b/i, "how many"],
  [
    /\bhow much\b|\b(?:what|which) (?:(?:is|was|are|were) the )?(?:amount|price|cost|fee|sum)\b|\bwhat does .* cost\b/i,
    "how much",
  ],
  [/\bhow long\b|\bfor what period\b/i, "how long"],
  [/\bhow (?:often|frequently)\b/i, "how often"],
  [/\bwhose\b/i, "whose"],
  [/\bwho(?:m)?\b/i, "who"],
  [/\bwhere\b|\b(?:what|which) (?:city|town|country|state|place|building|room)\b/i, "where"],
  [/\bwhy\b|\bfor what reason\b|\bwhat (?:is|was) the reason\b/i, "why"],
  [/^how (?:do|does|did|can|could|should|to|is|are|was|were)\b/i, "how"],
];

/** `null` where a question asks for something else, or for yes or no. */
export function askedFor(question: string): AskedFor | null {
  return ASKING.find(([asks]) => asks.test(question))?.[1] ?? null;
}
