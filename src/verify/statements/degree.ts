import type { Facts } from "../../language/en/facts.js";
import { sameNumber } from "../../language/en/numbers.js";

/** How sure, how often or of how many something is said, other than in the sentence that it rests on. */
export type Degree = "duty" | "done" | "quantity" | "bound" | "cause";

/** Both ways: neither more nor less may be said than the sentence says. `null` where both say as much. */
export function otherDegree(stated: Facts, found: Facts): Degree | null {
  if (hasOtherDuty(stated.text, found.text)) return "duty";
  if (isSettled(stated, found)) return "done";
  if (hasOtherQuantity(stated, found)) return "quantity";
  if (hasOtherBound(stated, found)) return "bound";
  return CAUSE_ADDED.test(stated.text) && !CAUSE_SAID.test(found.text) ? "cause" : null;
}

const DENIED = /\b(?:not|no|never|none|nobody|cannot|without)\b|n't\b/iu;
/** "No later than" bounds and denies nothing. */
const NO_DENIAL = /\b(?:no|not) (?:later|earlier|sooner|more|less|fewer|longer|older|younger|higher|lower) than\b/giu;
const DUTY =
  /\b(?:must|shall|(?:have|has|had|having) to|needs? to|required?|requires|obliged|obligatory|compulsory|mandatory)\b/iu;
const ADVICE = /\b(?:should|ought to|advi[sc]e[sd]?|advisable|recommend(?:s|ed|ation)?|had better)\b/iu;
const LEAVE = /\b(?:may|can|could|allow(?:s|ed)?|permit(?:s|ted)?|free to|optional|entitled|right to|welcome to)\b/iu;
const NEED_NOT =
  /\b(?:need not|needn't|(?:do|does|did)(?: not|n't) (?:have|need) to|not (?:required|necessary|obliged))\b/iu;
const MUST_NOT = /\b(?:(?:must|shall|may|can)(?: not|n't)|cannot|not (?:allowed|permitted)|forbidden|prohibited)\b/iu;

/** What has to be, what should be and what may be are three things. */
function hasOtherDuty(stated: string, found: string): boolean {
  if (NEED_NOT.test(stated) && MUST_NOT.test(found) && !NEED_NOT.test(found)) return true;
  if (MUST_NOT.test(stated) && NEED_NOT.test(found) && !MUST_NOT.test(found)) return true;
  if (DUTY.test(stated) && ADVICE.test(found) && !DUTY.test(found)) return true;
  if (ADVICE.test(stated) && !ADVICE.test(found) && (DUTY.test(found) || LEAVE.test(found))) return true;
  const isDenied = [stated, found].some((text) => DENIED.test(text.replace(NO_DENIAL, "")));
  return !isDenied && LEAVE.test(stated) && !DUTY.test(stated) && DUTY.test(found) && !LEAVE.test(found);
}

/** What isn't settled: thought likely, or meant to be done. */
const UNSURE =
  /\b(?:may|might|could|perhaps|possibl[ey]|maybe|probabl[ey]|likely|presumably|apparently|reportedly|allegedly|alleged|suspect(?:s|ed)?|believed|thought to|said to|appears?|seems?|estimated?)\b/iu;
const MEANT =
  /\b(?:plan(?:s|ned|ning)? (?:to|for)|intend(?:s|ed|ing)?|consider(?:s|ing)|under consideration|weigh(?:s|ing)|propos(?:e[sd]?|ing|als?)|suggest(?:s|ed|ing|ion)?|hop(?:es?|ed|ing) to|aim(?:s|ed|ing)? to|expect(?:s|ed)?|thinking(?: (?:about|of))?|would like to|wants? to|wanted to|tr(?:y|ies|ied|ying) to|call(?:s|ed) for|threaten(?:s|ed)?|promise[sd]?|drafts?|discuss(?:ing|es)|about to|due to be|scheduled)\b/iu;
/** What says in other ways that something is not so yet, or only may be. */
const OPEN =
  /\b(?:may|might|can|could|would|should|shall|must|needs?|needed|requires?|required|unable|impossible|will|to be|allow(?:s|ed)?|permit(?:s|ted)?|up to|if|unless|free to|entitled|able to|ready to|announced?|says?|said|want(?:s|ed)?|plans?|planned|agree[sd]? to|ha(?:s|ve|d) to|idea|ask(?:s|ed)?|demand(?:s|ed)?|offer(?:s|ed)?|from \d)\b/iu;
/** Words behind such a word that it reaches. */
const REACH = 5;

/** "Could be" said to be, "is considering" said to have been decided. */
function isSettled(stated: Facts, found: Facts): boolean {
  if (UNSURE.test(stated.text) || MEANT.test(stated.text) || OPEN.test(stated.text)) return false;
  return [UNSURE, MEANT].some((pattern) => reaches(pattern, found, stated));
}

/** Whether a word and some word of the sentence are of one such degree: "recommended" and "advised". */
export function isOfSameDegree(word: string, found: string): boolean {
  const classes = [DUTY, ADVICE, LEAVE, UNSURE, MEANT, ...QUANTITIES.map(({ as }) => as)];
  return classes.some((pattern) => pattern.test(word) && pattern.test(found));
}

/** How many and how often, from all to none; what stands for a step, of any sort of word. */
const QUANTITIES: readonly { readonly says: RegExp; readonly as: RegExp; readonly isDroppable: boolean }[] = [
  {
    says: /\b(?:unanimous(?:ly)?|nothing else|no one else|nobody else|without exception|invariably)\b/iu,
    as: /\b(?:unanimous(?:ly)?|nothing else|no one else|nobody else|all|every|always|only|solely|exclusively|without exception|invariably|no \w+ (?:against|dissent))\b/iu,
    isDroppable: true,
  },
  {
    says: /\b(?:(?<!at )(?<!the )most(?= (?:of|people|staff|children|men|women|\p{L}+s\b))|(?:the |a )majority|mostly|mainly|largely|usual(?:ly)?|generally|normally|typically|as a rule|often|frequently|commonly|regularly)\b/iu,
    as: /\b(?:most|majority|more than half|mostly|mainly|largely|usual(?:ly)?|in general|generally|normally|typically|as a rule|often|frequent(?:ly)?|common(?:ly)?|chiefly|primarily|predominantly|tends? to|regular(?:ly)?)\b/iu,
    isDroppable: false,
  },
  {
    says: /\b(?:some of|several|a few|certain|a number of|sometimes|occasionally|at times|now and then)\b/iu,
    as: /\b(?:some|several|a few|certain|various|a number of|a handful|sometimes|occasional(?:ly)?|at times|now and then|from time to time|part of|partly|two|three|four|five|\d+)\b/iu,
    isDroppable: false,
  },
  {
    says: /\b(?:rare(?:ly)?|seldom|hardly|scarcely|barely|(?<!a )few of|(?:the|a) minority)\b/iu,
    as: /\b(?:rare(?:ly)?|seldom|hardly|scarcely|barely|(?<!a )few|minority|not often|uncommon|infrequent(?:ly)?)\b/iu,
    isDroppable: false,
  },
];
/** A step that the sentence doesn't say; or one that it says and a statement leaves out, so that it is said of all. */
function hasOtherQuantity(stated: Facts, found: Facts): boolean {
  if (QUANTITIES.some(({ says, as }) => says.test(stated.text) && !as.test(found.text))) return true;
  if (QUANTITIES.some(({ says, as }) => says.test(found.text) && as.test(stated.text))) return false;
  return QUANTITIES.some(
    ({ says, as, isDroppable }) => !isDroppable && !as.test(stated.text) && reaches(says, found, stated),
  );
}

/** Whether what a word of the sentence is said of is said by the statement. */
function reaches(pattern: RegExp, found: Facts, stated: Facts): boolean {
  const marker = pattern.exec(found.text);
  if (!marker) return false;
  const end = marker.index + marker[0].length;
  const said = new Set(stated.words.filter(({ stop }) => !stop).map(({ term }) => term));
  const reached = found.words.filter(({ start }) => start >= end).slice(0, REACH);
  return reached.some(({ stop, term }) => !stop && said.has(term));
}

const BOUND_BEFORE =
  /\b(?:up to|at most|at least|(?:no|not) (?:more|less|fewer|longer|later|earlier) than|more than|less than|fewer than|almost|nearly|approximately|roughly)(?: the| an?)? ?[£$€]?$/iu;
/** "Over 40", but not "spread over three rooms". */
const BOUND_BEFORE_DIGIT = /\b(?:over|under|about|around) ?[£$€]?$/iu;
const BOUND =
  /\b(?:up to|most|least|than|over|under|almost|nearly|about|around|approximately|roughly|some|maximum|minimum|limit(?:ed)?|ceiling|cap(?:ped)?|exceed(?:s|ed|ing)?|within|not?|never|between|from|or (?:more|less|fewer|older|over|longer)|as (?:much|many|long) as|above|below|at any one time|can|may|until|capacity|only|threshold|last|further|even|full)\b|n't\b|<|>|≥|≤|~|±/iu;

/** "Up to 40" told as 40, or 40 as "up to 40". */
function hasOtherBound(stated: Facts, found: Facts): boolean {
  const isBound = ({ text }: Facts, start: number) => {
    const before = text.slice(0, start);
    return BOUND_BEFORE.test(before) || (/^\d/u.test(text.slice(start)) && BOUND_BEFORE_DIGIT.test(before));
  };
  return stated.numbers.some((number) => {
    const same = found.numbers.filter(({ value }) => sameNumber(value, number.value));
    if (same.length === 0) return false;
    const [here, there] = [isBound(stated, number.start), same.every(({ start }) => isBound(found, start))];
    if (here === there) return false;
    return !BOUND.test(here ? found.text : stated.text);
  });
}

/** A statement that gives a cause; and all that may give one in a sentence. "After" and "when" give none. */
const CAUSE_ADDED =
  /\b(?:because|due to|owing to|as a (?:result|consequence)|caused by|on account of|thanks to|therefore|consequently|which is why|that is why|led to|resulted in)\b|, so (?!that\b|far\b|as\b|long\b)/iu;
const CAUSE_SAID =
  /\b(?:because|due|owing|since|so|why|reasons?|caus(?:e[sd]?|ing)|results?|resulted|resulting|reaction|response|respond(?:s|ed)?|therefore|hence|thus|consequen\w+|led|leads?|leading|thanks|put down|blam\w+|attribut\w+|convinc\w+|ma[dk]es?|making|means?|meant|fear(?:s|ed|ing)?|account|in order|otherwise|through|over|owe[sd]?|prompt\w*|forc(?:e[sd]?|ing)|trigger\w*|brought|infuriat\w+|angered|for lack|given)\b|(?:^|, )(?:as|for|with)\b|, \p{L}+ing\b|\bto avoid\b|\bby \p{L}+ing\b/iu;
