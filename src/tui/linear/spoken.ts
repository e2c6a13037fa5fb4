import type { IndexStatus } from "../../assistant/assistant.js";
import type { Answer } from "../../contract/answer.js";
import { citationNumbers } from "../../core/numbering.js";
import { count } from "../../core/wording.js";
import { turnWasReadOtherwise } from "../conversation.js";
import { sanitizeProse } from "../sanitize.js";
import { evidenceOf, type Turn } from "../state.js";
import { staleWords } from "../words.js";
import { sourceSpoken } from "./spoken-evidence.js";
import { lookSpoken } from "./spoken-look.js";

/** What the chat says at its beginning. */
export function welcomeSpoken({ documents, passages, corpus, stale }: IndexStatus): string[] {
  const facts = [count(documents, "document"), count(passages, "passage"), `folder ${sanitizeProse(corpus)}`];
  return [
    `Footnote. ${facts.join(", ")}.`,
    ...staleSpoken(stale),
    "Type a question. A number reads that source. /help lists the commands.",
  ];
}

/** A question's outcome, each thing with its name: nothing is said by place, colour or sign alone. */
export function turnSpoken(turn: Turn): string[] {
  const { outcome } = turn;
  if (outcome.kind === "cancelled") return ["Cancelled."];
  if (outcome.kind === "failed") {
    const { message, hint } = outcome.failure;
    return [`Error: ${sanitizeProse(message)} ${sanitizeProse(hint)}`, "Enter on an empty line tries again."];
  }
  if (outcome.kind !== "answer") return [...lookSpoken(outcome), ...evidenceOf(turn).map(sourceSpoken)];
  const { answer } = outcome;
  const read = turnWasReadOtherwise(turn)
    ? [`Read as: ${sanitizeProse(answer.interpreted_question)} /literal asks it as typed.`]
    : [];
  const said = answer.status === "answered" ? answerSpoken(answer) : refusalSpoken(answer);
  const sources = evidenceOf(turn).filter(({ kind }) => kind === "citation" || answer.status === "not_found");
  const stale = turn.isStaleSaid === true ? [] : staleSpoken(answer.coverage.stale);
  return [...read, ...said, ...sources.map(sourceSpoken), ...stale];
}

function answerSpoken({ answer, citations, confidence }: Answer): string[] {
  const numbers = citationNumbers(citations);
  const percent = confidence.probability === null ? "" : `, ${Math.round(confidence.probability * 100)} percent`;
  const sentences = (answer?.sentences ?? []).map(({ text, context, citations: ids }) => {
    const sources = ids.flatMap((id) => numbers.get(id) ?? []);
    const before = context === null ? "" : `${sanitizeProse(context)} `;
    const names = sources.length === 1 ? `Source ${sources[0]}.` : `Sources ${sources.join(", ")}.`;
    return `${before}${sanitizeProse(text)} ${names}`;
  });
  return [`Answer, confidence ${confidence.label}${percent}:`, ...sentences, `${count(citations.length, "source")}:`];
}

function refusalSpoken({ not_found }: Answer): string[] {
  if (not_found === null) return ["Not found in these documents."];
  const missing = not_found.missing_terms.map(sanitizeProse).join(", ");
  return [
    `Not found in these documents. ${sanitizeProse(not_found.reason)}`,
    ...(missing === "" ? [] : [`Words that occur nowhere: ${missing}.`]),
    ...(not_found.nearest.length > 0 ? ["Nearest passages:"] : []),
  ];
}

function staleSpoken(stale: IndexStatus["stale"]): string[] {
  const words = staleWords(stale);
  return words === null ? [] : [`Note: ${words}`];
}
