/**
 * The English that the program knows, as data: sets of words by what they do in a sentence or what they name. What is
 * made of them stands where it is used. All are in lower case, with straight apostrophes, where their comment doesn't
 * say otherwise.
 */

import { upperFirst } from "../../core/text.js";

export type Words = ReadonlySet<string>;

export function words(...lines: readonly string[]): Words {
  return new Set(lines.join(" ").split(" "));
}

function union(...sets: readonly Words[]): Words {
  return new Set(sets.flatMap((set) => [...set]));
}

/** Words as a part of a regular expression, in brackets; the longest first, so that none hides another. */
export function oneOf(...sets: readonly Iterable<string>[]): string {
  const all = sets.flatMap((set) => [...set]).sort((a, b) => b.length - a.length);
  return `(?:${all.map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&").replaceAll(" ", "\\s")).join("|")})`;
}

/** The same words, each with a capital. */
export function capitalised(set: Iterable<string>): string[] {
  return [...set].map(upperFirst);
}

// Grammar

export const POSSESSIVE_DETERMINERS = words("my your our his her its their");
export const DETERMINERS = union(
  words("the a an this that these those any some every each no all both"),
  POSSESSIVE_DETERMINERS,
);

export const PREPOSITIONS = words(
  "of in on at to for from by with about over under after before during since until between among against into",
  "through without within above below near off than as per via across behind beyond towards toward around inside outside",
);

export const FORMS_OF_BE = words("is are was were be been being am isn't aren't wasn't weren't");
export const FORMS_OF_DO = words("do does did don't doesn't didn't");
const FORMS_OF_HAVE = words("has have had hasn't haven't hadn't");
/** Auxiliaries that a plain verb follows. */
export const MODALS = words(
  "can could will would shall should may might must can't cannot couldn't won't wouldn't shouldn't mustn't",
);
export const AUXILIARIES = union(FORMS_OF_BE, FORMS_OF_DO, FORMS_OF_HAVE, MODALS);
/** Auxiliaries that don't take "n't", and what is said instead. */
export const IRREGULAR_NEGATED: ReadonlyMap<string, string> = new Map([
  ["can", "can't"],
  ["will", "won't"],
  ["may", "may not"],
  ["might", "might not"],
  ["am", "am I not"],
]);

export const QUESTION_WORDS = words(
  "what which who whom whose when where why how what's who's where's when's how's why's",
);
export const CONJUNCTIONS = words("and but or nor so if because while although though unless whether");
/** They open a clause within a sentence. */
export const CLAUSE_OPENERS = words(
  "if when that because while after before although though which who where and but so than as whether until since",
);
/** Between them a sentence says two things. */
export const CLAUSE_BREAKS = words("but although though while whereas because which");

/** Third person, by what they may stand for. */
export const HUMAN_PRONOUNS = words("he she him her his hers");
export const THING_PRONOUNS = words("it its");
export const PLURAL_PRONOUNS = words("they them their theirs");
export const DEMONSTRATIVES = words("this that these those");
/** Third person; "her" is one where a noun follows. */
export const POSSESSIVE_PRONOUNS = words("his its their hers theirs");
export const SUBJECT_PRONOUNS = words("i you he she it we they");
/** They stand for a noun right before them, or for what was just said. */
export const RELATIVE_PRONOUNS = words("that who which this");
const OTHER_PRONOUNS = words(
  "me us mine yours ours himself herself itself themselves",
  "someone anyone everyone something anything everything nothing nobody one ones there here",
  "it's he's she's that's there's here's they're they've they'd he'd she'd",
);
const PRONOUNS = union(SUBJECT_PRONOUNS, HUMAN_PRONOUNS, THING_PRONOUNS, PLURAL_PRONOUNS, OTHER_PRONOUNS);

const ADVERBS = words(
  "not also too very much many more most less least few fewer else other others only just now then again ever never still",
  "yet even already instead once really actually exactly please often always usually maybe later earlier together ago last next",
);

const FUNCTION_WORDS = union(DETERMINERS, PREPOSITIONS, AUXILIARIES, QUESTION_WORDS, CONJUNCTIONS, PRONOUNS, ADVERBS);

/**
 * Whether a word carries grammar alone, and is no part of a phrase that something could be called by. Case counts: "may"
 * and "us" do, "May" and "US" are names.
 */
export function isFunctionWord(word: string): boolean {
  return FUNCTION_WORDS.has(word);
}

/**
 * Words that carry a sentence's grammar alone. They are indexed but count for nothing: not in a passage's length, and
 * not in a question that has any other word. "us", "no", "not" and "may" are left out, as they are names and answers too.
 */
export const STOP_WORDS = words(
  "a am an and are as at be been but by can could did do does for from had has have he her his how i if in into is",
  "it its me my of on or our she so than that the their them then there these they this those to was we were what",
  "when where which who whom whose why will with would you your",
);
/** Words that join or weaken, and that a paraphrase drops or adds at will. */
export const LIGHT_WORDS = words(
  "also among because thus therefore moreover however too still even just about onto upon via",
);
/** Words that a paraphrase exchanges for others as slight, and that change nothing where they are missing. */
export const SLIGHT_WORDS = words(
  "another be become can could may might shall behind bring came come each everybody everyone get gets getting give given",
  "gives go goes going gone got had happen happened have having hold keep kept let live lived lives living made make makes",
  "making now one own part put puts remain remained remains said say saying says some take taken takes taking tell thing",
  "things told took under while will would",
);
/** At the start of a sentence they point at the one before it, as pronouns do. */
export const BACKWARD_LINKS: Words = new Set([
  ...words("such there then so but however instead also both neither one another others"),
  ...["the former", "the latter", "the same"],
]);

// Verbs

/** Verbs in their plain form that part the phrases of a question. */
export const COMMON_VERBS = words(
  "say tell ask get give take make go come know think want happen become begin mean work",
  "see keep let put seem try live believe bring write",
  "provide lose pay meet include continue set learn understand follow add spend grow open close walk win",
  "remember love consider appear buy wait serve send expect build stay fall kill remain raise",
  "pass sell require decide belong announce agree argue explain describe propose choose vote",
  "reply reject own contain carry allow exist apply receive claim",
);
/** Past forms that no rule makes. */
export const IRREGULAR_PASTS = words(
  "said told got given gave took taken made went gone came known knew thought found saw seen kept felt left showed shown heard ran",
  "run held brought written wrote sat stood lost paid met set learnt led understood spent grew grown opened won bought sent",
  "built fell fallen put sold chose chosen became begun began meant cut bore born",
);
/** What only people, groups and organisations do; documents say and rule things, so "say" and "ban" are none of these. */
export const HUMAN_DEEDS = words(
  "abandon accuse admit adopt agree announce apologise apologize apply arrest ask attack blame borrow build buy",
  "campaign catch celebrate choose claim clean collect complain convince count decide decline deliver demand deny",
  "design destroy discover discuss donate elect examine expect expel export fear fight find fire fund gather hire",
  "hope host ignore import inspect interview invent invest investigate invite join know launch lead learn lend live",
  "manage marry measure meet negotiate object observe offer order organise organize own pay photograph plan prefer",
  "promise propose protest publish punish pursue question reject remember rent repair reply resign retire search sell",
  "sign speak spend steal study sue suggest suspect teach tell test think threaten train travel try urge visit vote",
  "walk want watch wish withdraw worry write",
);
/** A text that begins with one asks for something without a question. */
export const IMPERATIVES = words(
  "list name give show tell explain describe compare find summarise summarize enumerate define please thanks thank search",
);
/** What sources do, in the forms before an "s". */
export const REPORTING_VERBS = words(
  "say said think thought argue argued believe believed write wrote note noted state stated claim claimed report reported",
  "mention mentioned explain explained describe described find found",
);
/** What a text may be called by that tells what somebody says. */
export const SOURCE_NOUNS = words("author writer speaker article text document report paper study passage page");

// Documents

/** What people call documents by their kind; those of one line are said for each other. */
export const DOCUMENT_KINDS: readonly Words[] = [
  words(
    "agreement contract deed lease tenancy license licence charter treaty convention addendum amendment terms deal",
  ),
  words("meeting minutes session agenda protocol record"),
  ...["agm", "egm", "kickoff", "retreat", "standup"].map((meeting) => words(meeting)),
  words("report study survey review summary paper analysis thesis article essay story post"),
  words("manual guide guidebook handbook instructions booklet brochure leaflet"),
  words("policy rules code regulation regulations guideline guidelines directive act statute statutes bylaws"),
  words("email mail letter memo memorandum message note notice circular newsletter bulletin"),
  words("speech address statement transcript presentation interview talk"),
  words("invoice quote offer order receipt bill proposal"),
  words("judgment decision ruling order resolution case"),
  words("document file book exhibit appendix faq"),
];
/** What a body of people is called: its name is said by initials. */
export const BODIES = words(
  "agency assembly association authority board bureau centre center club college commission committee company",
  "congregation corporation council department directors division federation foundation group institute ministry office",
  "organisation organization party programme school section service society team trust trustees union university",
);
/** Labels of lines whose value people call the document by. */
export const NAMING_LABELS = words(
  "account author borrower buyer case chair chairman client committee company contractor customer department employee",
  "employer event from guarantor insured insurer landlord lender lessee lessor licensee licensor location machine",
  "manufacturer meeting model name parties party patient place premises product project property purchaser ref reference",
  "re seller series sender site subject supplier team tenant title to topic vendor venue vessel",
);
/** Legal forms of companies, as they are written; their full stops may stand or not. */
export const COMPANY_FORMS: Words = new Set([
  ...["Incorporated", "Corporation", "Company", "Limited", "Inc", "Corp", "Ltd", "LLC", "L.L.C", "LLP", "L.P", "LP"],
  ...["GmbH", "AG", "SE", "plc", "PLC", "N.V", "NV", "B.V", "BV", "S.A", "SA", "SpA", "Oy", "AB", "Co", "Pty"],
]);

// Negation

/** They turn what follows into its opposite; and so do words that begin as those of the second set do, and "-n't". */
export const NEGATIONS = words(
  "not no never nor neither none nobody nothing nowhere without cannot cant unable hardly barely scarcely",
);
export const NEGATING_STEMS = words("fail refus deni deny lack");
/** Negations that may stand behind what they deny ("the plan was not"); "-n't" is another. */
export const TRAILING_NEGATIONS = words("not never nothing nobody");
/** They mean that something is not so; and so do words that begin as those of the second set do. */
export const IMPLICIT_NEGATIONS = words(
  "end ends ended ending ban bans banned banning bar bars barred miss misses missed missing against rarely seldom drop dropped unless myth",
);
export const IMPLICIT_NEGATING_STEMS = words(
  "stop halt ceas prohibit forbid forbad block prevent avoid absen impossib unlike wrong fals untru neglect overlook ignor omit",
  "withh reject declin oppos abandon cancel exclud insufficient inadequa disagree",
);
/** By a negation: what may follow it without anything being denied ("not only", "no doubt"). */
export const HARMLESS_AFTER: ReadonlyMap<string, Words> = new Map([
  ["not", words("only just merely least simply")],
  ["no", words("doubt sooner matter wonder less")],
]);
export const NEGATING_PREFIXES = words("un in im ir il dis non");

// People, groups and things

/** Said before a person's name, and no part of it. */
export const TITLES = words(
  "mr mrs ms dr prof professor doctor sir dame lady lord king queen prince princess pope president secretary minister",
  "ambassador envoy senator sen congressman congresswoman representative rep governor gov mayor councillor chairman",
  "chairwoman director commissioner judge justice attorney coach general gen colonel col captain capt commander lieutenant",
  "lt sergeant sgt admiral spokesman spokeswoman",
);
/** Titles that are as often common nouns, where they have no capital. */
export const TITLES_OR_NOUNS = words("chair father sister");
/** Said with a title, before or behind it: "Vice President", "Chief Executive Officer", "Secretary of State". */
export const TITLE_PARTS = words(
  "vice prime foreign state special assistant deputy former chief executive officer administration government department",
);
/** What somebody does, said before a name: "the engineer Ada Byron". */
export const OCCUPATIONS = words("official author engineer manager poet painter scientist director lawyer analyst");
/** Nouns for somebody, besides those that their ending tells ("baker", "sailor", "chairman"). */
export const PERSON_NOUNS = words(
  "ally aunt boss boy chief child citizen clerk employee expert friend girl guard guest head judge kid king man mayor",
  "neighbour nurse official pilot queen rebel refugee rival troop uncle villager woman youth",
);
/** Nouns with such an ending that are nobody. */
export const IMPERSONAL_NOUNS = words(
  "paper number tower letter matter order water power agreement document payment cover river plant percent center",
  "floor motor door chapter answer offer fever error factor sensor moment event content development",
  "government parliament department treatment restaurant winter summer computer server shelter charger",
  "printer filter helicopter reactor",
);
/** Kinds of organisation. */
export const ORGANISATIONS = words(
  "company council bank department ministry university institute center centre agency committee commission foundation",
  "association office party court church museum union",
);
/** Nouns for several people who act as one, besides organisations. */
export const GROUPS = words(
  "army authority board clinic club college country crew faculty family firm gang government group hospital household",
  "jury nation navy orchestra parliament police school senate society staff state team tribe trust village",
);
/** What else than people and organisations has a name: places, and what is agreed or awarded. */
export const NAMED_THINGS = words(
  "house street lane square north south east west united republic city river lake mount sea prize order resolution act",
  "agreement",
);
export const IRREGULAR_PLURALS = words("people men women children staff police");
/** Nouns that are always of something: "the outcome". */
export const RELATIONAL_NOUNS = words(
  "outcome result reason cause consequence effect purpose aim goal alternative exception difference advantage disadvantage answer upshot",
);
/** What is said to be so or to be done: "it was a good idea to …", "it is a pity that …". */
export const JUDGEMENT_NOUNS = words(
  "idea fact pity shame surprise coincidence mistake crime duty risk honour challenge pleasure custom tradition requirement",
);
/** They pick one of several, as superlatives do. */
export const RANKS = words("first second third fourth fifth last next best worst only other main same");
/** "This year" and "this document" point out of a conversation. */
export const OUTWARD_NOUNS = words(
  "year month week day morning evening afternoon century time moment document documents file files text texts page pages",
  "article articles corpus folder collection case way kind sort",
);
/** Words that stand in each other's place. */
export const ROWS: readonly (readonly string[])[] = [
  ["above", "below", "over", "under"],
  ["before", "after", "during"],
  ["first", "second", "third", "fourth", "last", "next"],
  ["most", "least"],
  ["more", "less", "fewer"],
  ["inside", "outside", "indoors", "outdoors"],
  ["minimum", "maximum"],
];
/** Words whose capital at the start of a sentence, or in a heading, makes no name of them. */
export const NEVER_NAMES = words(
  "i i'm i've i'd ok yes no not never nor none nothing nobody may if some any each every all both most many more much another",
  "other others several such after before because since until during under over about above below between through while",
  "although though despite according only even also just once here now up out off down again further too very same own however",
  "yet still unlike against without within among upon toward towards like except instead per via his her their either neither",
  "one two three four five six seven eight nine ten last next first second third today tonight thus hence perhaps maybe so few",
  "less yesterday tomorrow meanwhile later earlier soon afterwards",
  "everyone everybody everything someone somebody something anyone people half",
);

// Time, numbers and measures

export const MONTHS = words("january february march april may june july august september october november december");
/** With and without a full stop; "may" has none. */
export const MONTH_ABBREVIATIONS = words("jan feb mar apr jun jul aug sep sept oct nov dec");
export const WEEKDAYS = words("sunday monday tuesday wednesday thursday friday saturday");
export const SEASONS = words("spring summer autumn winter");

/** By what they multiply with. The single letters are as often units ("5 m" of cloth). */
export const SCALES: Readonly<Record<string, number>> = {
  decade: 10,
  decades: 10,
  dozen: 12,
  century: 1e2,
  centuries: 1e2,
  hundred: 1e2,
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  mn: 1e6,
  mln: 1e6,
  m: 1e6,
  mm: 1e6,
  billion: 1e9,
  bn: 1e9,
  bln: 1e9,
  b: 1e9,
  trillion: 1e12,
  tn: 1e12,
};
/** In order, from nought on. */
export const SMALL_NUMBERS = [
  ...words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
  ),
];
/** In order, from twenty on. */
export const TENS = [...words("twenty thirty forty fifty sixty seventy eighty ninety")];
/** In order, from nought on. */
export const ORDINALS = [
  ...words(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth",
    "sixteenth seventeenth eighteenth nineteenth twentieth",
  ),
];
/** By how many of them are a whole. */
export const FRACTIONS: Readonly<Record<string, number>> = {
  half: 2,
  halves: 2,
  third: 3,
  thirds: 3,
  quarter: 4,
  quarters: 4,
  fourth: 4,
  fourths: 4,
  fifth: 5,
  fifths: 5,
  tenth: 10,
  tenths: 10,
};
/** Said before a number that is not meant to the last digit. */
export const HEDGES: Words = new Set([
  ...words("about around nearly almost roughly approximately some over under just"),
  ...["more than", "at least", "up to", "less than", "fewer than", "close to"],
]);
export const CURRENCIES = words("dollars euros pounds");
/** What is counted in measures, in the plural. */
export const MEASURES = union(
  words("years months weeks days hours minutes seconds miles metres meters kilometres kilometers percent times"),
  CURRENCIES,
);
/** Units that a fraction is said of: "3/4 inch". */
/** What is measured, in the words of a statement and of a table's columns: "it weighs", "weight". */
export const MEASURED: readonly Words[] = [
  words("weigh weighs weighed weighing weight weights mass heavy"),
  words("cost costs costing price prices priced paid pay pays charge charges fee fees"),
  words("tall high height heights"),
  words("long length lengths"),
  words("wide width widths"),
  words("deep depth depths"),
  words("old age ages aged"),
  words("fast speed speeds"),
  words("loud noisy noise"),
  words("warm hot cold temperature temperatures"),
  words("earn earns earned earning salary salaries wage wages"),
];

export const FRACTION_UNITS = words(
  "hour hours mile miles inch inches foot feet yard yards pint pints cup cups teaspoon teaspoons tablespoon tablespoons",
  "ounce ounces pound pounds litre litres liter liters",
);
/** Units with a capital; those of a single letter are left out, as letters stand behind numbers for other reasons too. */
export const UNIT_SYMBOLS = words(
  "Hz kHz MHz GHz kW MW GW kWh MWh Pa kPa MPa hPa KB MB GB TB Mbit Gbit dB mAh Wh kV mV mA",
);

// Abbreviations: words whose full stop ends no sentence, by what may follow it. Case counts.

/** A name follows: never the end of a sentence. */
export const BEFORE_NAME = words(
  "Mr. Mrs. Ms. Mx. Messrs. Dr. Prof. Rev. Fr. Hon. Pres. Gov. Lt. Col. Gen. Maj. Capt. Cpl. Sgt. Cmdr. Adm. Brig.",
  "Sen. Sens. Rep. Reps. Amb. Sec. Insp. Supt. St. Ste. Mt. Ft. Mme. Mlle. Sr. Sra. Dra. Herr. Gens. Drs. Profs.",
);
/** The sentence always goes on. */
export const INSIDE_SENTENCE = words(
  "e.g. i.e. cf. vs. v. viz. approx. ca. c. lit. resp. incl. esp. al. fl. b. d. r. op. cit. ibid. i.a. w.r.t. a.k.a. aka.",
);
/** A number follows, or the full stop ends the sentence. */
export const BEFORE_NUMBER = words(
  "No. Nos. no. nos. Nr. Fig. Figs. fig. figs. Tab. Eq. Eqs. eq. eqs. Secs. sec. Sect. Ch. ch. Chap. Vol. vol. Vols.",
  "p. pp. P. Pp. Art. art. Arts. para. paras. Para. Res. Reg. Op. Pt. Ex. App. Ref. Refs. ref. refs. Ver. ver. Rev. Rel. ex. L. ll. n. nn. §.",
);
/** May end a sentence: it does if a word follows that typically starts one. */
export const MAY_END_SENTENCE = words(
  "Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. Mon. Tue. Tues. Wed. Thu. Thur. Thurs. Fri. Sat. Sun.",
  "Inc. Ltd. Co. Cos. Corp. Bros. LLC. Jr. Sr. Esq. Ph.D. M.D. B.A. M.A. D.Phil. Dept. dept. Univ. Assn. Assoc. Div. Gov't.",
  "est. Est. Ave. Blvd. Rd. Calif. Conn. Fla. Ga. Ill. Mass. Mich. Minn. Pa. Tenn. Tex. Va. Wash. Wis. Md. Mo. Ore. Ariz. Colo.",
  "ed. eds. Ed. Eds. trans. Suppl. suppl. subsp. sp. spp. var. min. max. avg. mo. yr. yrs. hr. hrs. Intl. Nat'l. Int'l.",
);
/** With these behind a time of day ("5 p.m. Monday"), the sentence goes on. */
export const TIME_SUFFIXES = words(
  "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August",
  "September October November December ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST Eastern Pacific Central",
);
/** They typically start a sentence, and hardly ever follow an abbreviation within one. */
export const SENTENCE_STARTERS = words(
  "The This That These Those There Then It Its He His She Her Hers They Their We Our You Your I My A An And But Or Nor So Yet",
  "In On At As By For From To With Without Under Over Between Among About After Before Since Until While When Where Whether",
  "Although Though Because Despite During If Unless Once However Moreover Furthermore Meanwhile Nevertheless Therefore Thus",
  "Hence Instead Indeed Finally First Second Third Next Here Now What Which Who Why How Both Each Every Either Neither Some",
  "Many Most Several Such Another Other Others All Also Even Only Not No Today Yesterday Tomorrow Recently According Still Unlike",
);

// Countries

/**
 * Names that stand for one another: a country, its people and the capital that speaks for it. One line a country; its
 * first name is its key.
 */
export const COUNTRIES = `
north korea|north korean|north koreans|dprk|pyongyang
south korea|south korean|south koreans|rok|seoul
united states|u.s.|us|usa|u.s.a.|america|american|americans|washington|united states of america
united kingdom|u.k.|uk|britain|british|great britain|london|england|english
united nations|u.n.|un
european union|e.u.|eu|brussels
japan|japanese|tokyo
china|chinese|beijing|prc
russia|russian|russians|moscow|kremlin
taiwan|taiwanese|taipei
france|french|paris
germany|german|germans|berlin
italy|italian|italians|rome
spain|spanish|spaniards|madrid
portugal|portuguese|lisbon
poland|polish|poles|warsaw
ukraine|ukrainian|ukrainians|kyiv|kiev
netherlands|dutch|the hague|holland
belgium|belgian|belgians
sweden|swedish|swedes|stockholm
norway|norwegian|norwegians|oslo
denmark|danish|danes|copenhagen
finland|finnish|finns|helsinki
ireland|irish|dublin
switzerland|swiss|bern
austria|austrian|austrians|vienna
greece|greek|greeks|athens
turkey|turkish|turks|ankara|türkiye
hungary|hungarian|hungarians|budapest
romania|romanian|romanians|bucharest
bulgaria|bulgarian|bulgarians|sofia
serbia|serbian|serbs|belgrade
czech republic|czech|czechs|czechia|prague
canada|canadian|canadians|ottawa
mexico|mexican|mexicans|mexico city
brazil|brazilian|brazilians
argentina|argentine|argentinian|argentinians|buenos aires
chile|chilean|chileans
peru|peruvian|peruvians|lima
colombia|colombian|colombians
venezuela|venezuelan|venezuelans|caracas
cuba|cuban|cubans|havana
panama|panamanian|panamanians
india|indian|indians|new delhi|delhi
pakistan|pakistani|pakistanis|islamabad
bangladesh|bangladeshi|bangladeshis|dhaka
sri lanka|sri lankan|sri lankans|colombo
nepal|nepalese|nepali|kathmandu
afghanistan|afghan|afghans|kabul
iran|iranian|iranians|tehran
iraq|iraqi|iraqis|baghdad
israel|israeli|israelis|jerusalem
saudi arabia|saudi|saudis|riyadh|saudi arabian
qatar|qatari|qataris|doha
kuwait|kuwaiti|kuwaitis
united arab emirates|uae|u.a.e.|emirati|emiratis|abu dhabi
syria|syrian|syrians|damascus
lebanon|lebanese|beirut
jordan|jordanian|jordanians|amman
yemen|yemeni|yemenis
egypt|egyptian|egyptians|cairo
libya|libyan|libyans|tripoli
tunisia|tunisian|tunisians
algeria|algerian|algerians
morocco|moroccan|moroccans
sudan|sudanese|khartoum
ethiopia|ethiopian|ethiopians|addis ababa
kenya|kenyan|kenyans|nairobi
nigeria|nigerian|nigerians|abuja
ghana|ghanaian|ghanaians
uganda|ugandan|ugandans|kampala
tanzania|tanzanian|tanzanians
zambia|zambian|zambians
zimbabwe|zimbabwean|zimbabweans
namibia|namibian|namibians|windhoek
angola|angolan|angolans
south africa|south african|south africans|pretoria
vietnam|vietnamese|hanoi
thailand|thai|thais|bangkok
cambodia|cambodian|cambodians
laos|laotian|lao
myanmar|burma|burmese
malaysia|malaysian|malaysians|kuala lumpur
singapore|singaporean|singaporeans
indonesia|indonesian|indonesians|jakarta
philippines|the philippines|philippine|filipino|filipinos|manila
australia|australian|australians|canberra
new zealand|new zealander|new zealanders
mongolia|mongolian|mongolians|ulaanbaatar
korea|korean|koreans
europe|european|europeans
africa|african|africans
asia|asian|asians
`;
