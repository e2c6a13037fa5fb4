/** Words whose full stop ends no sentence, by what may follow it. */

/** A name follows: never the end of a sentence. */
const BEFORE_NAME = words(
  "Mr. Mrs. Ms. Mx. Messrs. Dr. Prof. Rev. Fr. Hon. Pres. Gov. Lt. Col. Gen. Maj. Capt. Cpl. Sgt. Cmdr. Adm. Brig.",
  "Sen. Sens. Rep. Reps. Amb. Sec. Insp. Supt. St. Ste. Mt. Ft. Mme. Mlle. Sr. Sra. Dra. Herr. Gens. Drs. Profs.",
);

/** The sentence always goes on. */
const INSIDE = words(
  "e.g. i.e. cf. vs. v. viz. approx. ca. c. lit. resp. incl. esp. al. fl. b. d. r. op. cit. ibid. i.a. w.r.t. a.k.a. aka.",
);

/** A number follows, or the full stop ends the sentence. */
const BEFORE_NUMBER = words(
  "No. Nos. no. nos. Nr. Fig. Figs. fig. figs. Tab. Eq. Eqs. eq. eqs. Secs. sec. Sect. Ch. ch. Chap. Vol. vol. Vols.",
  "p. pp. P. Pp. Art. art. Arts. para. paras. Para. Res. Reg. Op. Pt. Ex. App. Ref. Refs. ref. refs. Ver. ver. Rev. Rel. ex. L. ll. n. nn. §.",
);

/** May end a sentence: it does if a word follows that typically starts one. */
const MAY_END = words(
  "Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. Mon. Tue. Tues. Wed. Thu. Thur. Thurs. Fri. Sat. Sun.",
  "Inc. Ltd. Co. Cos. Corp. Bros. LLC. Jr. Sr. Esq. Ph.D. M.D. B.A. M.A. D.Phil. Dept. dept. Univ. Assn. Assoc. Div. Gov't.",
  "est. Est. Ave. Blvd. Rd. Calif. Conn. Fla. Ga. Ill. Mass. Mich. Minn. Pa. Tenn. Tex. Va. Wash. Wis. Md. Mo. Ore. Ariz. Colo.",
  "ed. eds. Ed. Eds. trans. Suppl. suppl. subsp. sp. spp. var. min. max. avg. mo. yr. yrs. hr. hrs. Intl. Nat'l. Int'l.",
);

/** With these behind a time of day ("5 p.m. Monday"), the sentence goes on. */
const TIME_SUFFIXES = words(
  "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August",
  "September October November December ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST Eastern Pacific Central",
);

const STARTERS = words(
  "The This That These Those There Then It Its He His She Her Hers They Their We Our You Your I My A An And But Or Nor So Yet",
  "In On At As By For From To With Without Under Over Between Among About After Before Since Until While When Where Whether",
  "Although Though Because Despite During If Unless Once However Moreover Furthermore Meanwhile Nevertheless Therefore Thus",
  "Hence Instead Indeed Finally First Second Third Next Here Now What Which Who Why How Both Each Every Either Neither Some",
  "Many Most Several Such Another Other Others All Also Even Only Not No Today Yesterday Tomorrow Recently According Still Unlike",
);

export type AbbreviationClass = "before_name" | "inside" | "before_number" | "may_end";

/**
 * The class of a word that ends with a full stop; `undefined` for no abbreviation.
 *
 * @param caseless whether the text has no capitals to go by
 */
export function abbreviationClass(word: string, caseless: boolean): AbbreviationClass | undefined {
  const known = CLASSES.get(word) ?? (caseless ? CASELESS_CLASSES.get(word.toLowerCase()) : undefined);
  if (known !== undefined) return known;
  // Letters with full stops between them: U.S., U.N., G.W., J.
  if (/^(?:\p{L}\p{M}*\.-?)*\p{Lu}\p{M}*\.$/u.test(word)) return "may_end";
  return caseless && /^(?:\p{L}\.)+$/u.test(word) ? "may_end" : undefined;
}

export function isTimeOfDay(word: string): boolean {
  return /^(?:[\d:]*)[ap]\.m\.$/i.test(word);
}

export function isTimeSuffix(word: string): boolean {
  return TIME_SUFFIXES.has(word);
}

/** Whether a word typically starts a sentence and hardly ever follows an abbreviation within one. */
export function isSentenceStarter(word: string): boolean {
  return STARTERS.has(word);
}

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(" ").split(" "));
}

const CLASSES = new Map<string, AbbreviationClass>([
  ...[...MAY_END].map((word) => [word, "may_end"] as const),
  ...[...BEFORE_NUMBER].map((word) => [word, "before_number"] as const),
  ...[...INSIDE].map((word) => [word, "inside"] as const),
  ...[...BEFORE_NAME].map((word) => [word, "before_name"] as const),
]);
const CASELESS_CLASSES = new Map([...CLASSES].map(([word, kind]) => [word.toLowerCase(), kind]));
