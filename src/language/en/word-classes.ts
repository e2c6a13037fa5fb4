/** Words of English by what they do in a sentence; all lower case. */
function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

export const DETERMINERS = words(
  "the a an this that these those my your our his her its their any some every each no all both",
);

export const PREPOSITIONS = words(
  "of in on at to for from by with about over under after before during since until between among against into " +
    "through without within above below near off than as per via across behind beyond towards toward around inside outside",
);

export const AUXILIARIES = words(
  "is are was were be been being am do does did has have had can could will would shall should may might must " +
    "isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't cannot couldn't won't wouldn't shouldn't mustn't",
);

export const QUESTION_WORDS = words(
  "what which who whom whose when where why how what's who's where's when's how's why's",
);

export const CONJUNCTIONS = words("and but or nor so if because while although though unless whether");

const PRONOUNS = words(
  "i you he she it we they me him us them mine yours hers ours theirs himself herself itself themselves " +
    "someone anyone everyone something anything everything nothing nobody one ones there here " +
    "it's he's she's that's there's here's they're they've they'd he'd she'd",
);

const ADVERBS = words(
  "not also too very much many more most less least few fewer else other others only just now then again ever never still yet even " +
    "already instead once really actually exactly please often always usually maybe later earlier together ago last next",
);

/** Verbs that part the phrases of a question; their forms are made by `isVerb`. */
const VERBS = words(
  "say tell ask get give take make go come know think want happen become begin mean work " +
    "see keep let put seem try live believe bring write " +
    "provide lose pay meet include continue set learn understand follow add spend grow open close walk win " +
    "remember love consider appear buy wait serve send expect build stay fall kill remain raise " +
    "pass sell require decide belong announce agree argue explain describe deserve propose choose vote " +
    "reply convince undermine expel reject withdraw own contain weigh boil carry allow exist apply receive claim",
);

const IRREGULAR = words(
  "said told got given gave took taken made went gone came known knew thought found saw seen kept felt left showed shown heard ran " +
    "run held brought written wrote sat stood lost paid met set learnt led understood spent grew grown opened won bought sent " +
    "built fell fallen put sold chose chosen became begun began meant cut bore born grew",
);

export function isVerb(word: string): boolean {
  if (VERBS.has(word) || IRREGULAR.has(word)) return true;
  const stems = [
    word.replace(/s$/u, ""),
    word.replace(/es$/u, ""),
    word.replace(/ies$/u, "y"),
    word.replace(/e?d$/u, ""),
    word.replace(/d$/u, ""),
    word.replace(/ied$/u, "y"),
    word.replace(/(.)\1ed$/u, "$1"),
    word.replace(/ing$/u, ""),
    word.replace(/ing$/u, "e"),
  ];
  return stems.some((stem) => VERBS.has(stem));
}

/** Words that are no part of a phrase that something could be called by. */
export function isFunctionWord(word: string): boolean {
  return [DETERMINERS, PREPOSITIONS, AUXILIARIES, QUESTION_WORDS, CONJUNCTIONS, PRONOUNS, ADVERBS].some((list) =>
    list.has(word),
  );
}
