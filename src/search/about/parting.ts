import type { PastTurn } from "../../core/past-turns.js";
import type { Inquiry } from "../inquiry.js";
import type { Library } from "../library.js";
import { interpretQuestion, type Question } from "../question/question.js";
import { recognise, withoutGreeting } from "./recognise.js";

/** What is asked about the documents themselves needs no model: the vectors of their sentences are stored. */
export type Shelf = Pick<Library, "reader" | "sources">;

/** What is asked, without a model. */
export interface AboutInquiry extends Omit<Inquiry, "library"> {
  readonly library: Shelf;
}

/** Whether a question may be about the documents themselves, by its words alone: then no model is needed yet. */
export function mayBeAbout({ question, literal }: Pick<Inquiry, "question" | "literal">): boolean {
  return literal !== true && recognise(question.text) !== null;
}

/** A question of content as it is searched: without its greeting, in the light of the questions of content before it. */
export function contentOf({ question, history = [], literal }: Pick<Inquiry, "question" | "history" | "literal">): {
  readonly question: Question;
  readonly history: readonly PastTurn[];
} {
  if (literal) return { question, history };
  const text = withoutGreeting(question.text);
  return {
    question: text === question.text ? question : { ...interpretQuestion(text), asked: question.asked },
    // Nothing leans on a greeting, or on a list of documents.
    history: history.filter((turn) => !isTold(turn.question)),
  };
}

function isTold(question: string): boolean {
  const kind = recognise(question)?.kind;
  return kind === "assistant" || kind === "documents";
}
