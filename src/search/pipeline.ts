import type { Answer } from "../contract/answer.js";
import { type AboutInquiry, contentOf, mayBeAbout } from "./about/parting.js";
import { answerOf, resultsOf } from "./answer/answer.js";
import { assemble, type Shown, trim } from "./answer/assemble.js";
import { type ChosenSentence, compose, type Findings } from "./answer/compose.js";
import type { FolderState } from "./answer/coverage.js";
import { type GateDecision, judge } from "./gate/evidence-gate.js";
import type { Inquiry } from "./inquiry.js";
import type { Library } from "./library.js";
import { selectDocuments } from "./question/filter.js";
import { interpretQuestion, type Question } from "./question/question.js";
import { type Selection, select } from "./question/selection.js";
import { readSpelling } from "./question/spelling.js";
import { type Ranking, rankPassages } from "./rank/rank-passages.js";
import { readWindows } from "./read/read-windows.js";

/** The steps of a question's way, in their order. Each makes one value of the ones before, and knows none behind it. */
export interface Stages {
  /** The question with its slips of spelling read over. */
  readonly spell: (question: Question, library: Library) => Promise<Question>;
  /** Where the question may find its answer: the filters, the documents that it names, the phrases in quotation marks. */
  readonly select: (question: Question, filtered: Selection["filtered"], inquiry: Inquiry) => Promise<Selection>;
  /** What may answer, best first. */
  readonly rank: (selection: Selection, inquiry: Inquiry) => Promise<Ranking>;
  /** The same in the order in which the reader sees the answer in it. */
  readonly read: (ranking: Ranking, inquiry: Inquiry) => Promise<Ranking>;
  /** Whether any of it does. */
  readonly judge: (ranking: Ranking, inquiry: Inquiry) => GateDecision;
  /** What of it is shown, put together from neighbours. */
  readonly assemble: (ranking: Ranking, inquiry: Inquiry) => Promise<Shown[]>;
  /** The same without what says little to the question. */
  readonly trim: (shown: readonly Shown[], ranking: Ranking) => Shown[];
  /** The sentences that answer; none where the gate refuses. */
  readonly compose: (findings: Findings) => ChosenSentence[];
}

export const STAGES: Stages = {
  spell: readSpelling,
  select,
  rank: rankPassages,
  read: readWindows,
  judge,
  assemble,
  trim,
  compose,
};

/** The way of a question, from what was asked to what is said. */
export interface Pipeline {
  /**
   * Answers what is asked of the documents themselves, or of Footnote. Here the way parts, before anything is searched:
   * `null` for a question of content.
   */
  about(inquiry: AboutInquiry, folder: Promise<FolderState>): Promise<Answer | null>;
  /** Goes as far as to the passages and the verdict: what all answers, refusals and explanations are made of. */
  find(inquiry: Inquiry): Promise<Findings>;
  /** @param folder what a look at the corpus says, made meanwhile */
  answer(inquiry: Inquiry, folder: Promise<FolderState>): Promise<Answer>;
  /** The passages that match best, without an answer. */
  search(inquiry: Inquiry, folder: Promise<FolderState>): Promise<Pick<Answer, "asked_of" | "passages" | "coverage">>;
}

/** @param stages others leave parts out, to measure what each is worth */
export function createPipeline(stages: Stages): Pipeline {
  const findAsAsked = async (inquiry: Inquiry): Promise<Findings> => {
    const { signal } = inquiry;
    // The asker may have left while the model was loaded.
    signal?.throwIfAborted();
    const ranking = await stages.read(await rankAsRead(inquiry, stages), inquiry);
    signal?.throwIfAborted();
    const judgement = stages.judge(ranking, inquiry);
    const assembled = await stages.assemble(ranking, inquiry);
    return { ranking, judgement, shown: stages.trim(assembled, ranking) };
  };
  const find = async (inquiry: Inquiry): Promise<Findings> => {
    const asAsked = await findAsAsked(inquiry);
    if (asAsked.judgement.answered || !mayNameNothing(asAsked.ranking.selection)) return asAsked;
    const ofAll = await findAsAsked({
      ...inquiry,
      question: asAsked.ranking.selection.question,
      history: [],
      literal: true,
    });
    return ofAll.judgement.answered ? ofAll : asAsked;
  };
  return {
    about,
    find,
    answer: async (inquiry, folder) => {
      const started = performance.now();
      const aside = await about(inquiry, folder);
      if (aside) return aside;
      const findings = await find(inquiry);
      return answerOf(findings, stages.compose(findings), inquiry, folder, started);
    },
    search: async (inquiry, folder) => resultsOf(await find(inquiry), inquiry, folder),
  };
}

async function about(inquiry: AboutInquiry, folder: Promise<FolderState>): Promise<Answer | null> {
  if (!mayBeAbout(inquiry)) return null;
  const { answerAbout } = await import("./about/answer-about.js");
  return answerAbout(inquiry, folder);
}

/**
 * Whether what was taken for the names of documents has small letters alone ("the policy number", "the framework
 * contract"): where the documents that bear them refuse, the question may have been asked of all.
 */
function mayNameNothing({ naming }: Selection): boolean {
  return naming?.names.every((name) => /^[\p{Ll}\s’'-]+$/u.test(name)) ?? false;
}

/** The pipeline with all of its stages. */
export const pipeline = createPipeline(STAGES);

/**
 * Ranks what may answer the question as its conversation reads it. Of several readings each is searched, and what was
 * found for the one that it speaks for most goes on.
 */
async function rankAsRead(inquiry: Inquiry, stages: Stages): Promise<Ranking> {
  const { library, filters, literal, signal } = inquiry;
  const { question: typed, history } = contentOf(inquiry);
  const question = literal ? typed : await stages.spell(typed, library);
  const filtered = await selectDocuments(library.reader.info.documents, filters, signal);
  const rank = async (read: Question) => stages.rank(await stages.select(read, filtered, inquiry), inquiry);
  if (history.length === 0) return rank(question);
  const whole = await inquiry.rewrite?.(question.text, history);
  if (typeof whole === "string") return rank({ ...interpretQuestion(whole), asked: question.asked });
  const { readFollowUp, strongest } = await import("./followup/follow-up.js");
  const readings = await readFollowUp(question, history, library);
  const [first, ...others] = await Promise.all(readings.map((reading) => rank(reading.question)));
  if (!first) return rank(question);
  if (others.length === 0) return first;
  const rankings = [first, ...others];
  const probabilities = rankings.map((ranking) => stages.judge(ranking, inquiry).confidence.probability ?? 0);
  return rankings[strongest(readings, probabilities)] ?? first;
}
