import type { Answer } from "../../contract/answer.js";
import type { Filters } from "../../contract/filters.js";
import type { Judgement } from "../../contract/judgement.js";
import { printable } from "../../core/text.js";
import type { FilePlace, Remark } from "../host.js";
import { evidencePlace, itemsOf, type WrittenItem } from "../state/answer-items.js";
import { citedQuoteOf, type Evidence, filePlaceOf, numberOf, quoteOf } from "../state/evidence.js";
import { evidenceOf, type ReaderScreen, type State, withTask } from "../state/state.js";

/** Copies the selected quote, or the one of the open citation. */
export function copy(state: State, isCited: boolean): State {
  const written = state.screen.kind === "chat" ? itemsOf(state.latest)[state.selected] : undefined;
  if (written?.kind === "written") return copyWritten(state, written, isCited);
  const evidence = evidenceAtHand(state);
  if (evidence === undefined) return remark(state, { tone: "muted", text: "There is no quote to copy here." });
  const what = evidence.kind === "citation" ? "quote" : "passage";
  return isCited
    ? withTask(state, { kind: "copy", text: citedQuoteOf(evidence), what: `${what} with its source` })
    : withTask(state, { kind: "copy", text: quoteOf(evidence), what });
}

/** A sentence of the words with its marks, or with the quotes that prove it. */
function copyWritten(state: State, { marks, sources, text: said }: WrittenItem, isCited: boolean): State {
  const text = printable(`${said} ${marks.map((mark) => `[${mark}]`).join("")}`);
  if (!isCited) return withTask(state, { kind: "copy", text, what: "sentence" });
  const evidence = evidenceOf(state.latest);
  const proofs = sources
    .flatMap((source) => evidence[source] ?? [])
    .map((one) => `[${numberOf(one)}] ${citedQuoteOf(one)}`);
  return withTask(state, { kind: "copy", text: [`${text}\n`, ...proofs].join("\n"), what: "sentence with its source" });
}

/** Opens the document at hand in the user's editor. */
export function editFile(state: State): State {
  const place = placeAtHand(state);
  return place === null || state.tasks.some(({ kind }) => kind === "edit")
    ? state
    : withTask(state, { kind: "edit", place });
}

/** Keeps what the user says of the latest answer. */
export function judge(state: State, isRight: boolean): State {
  const { latest } = state;
  if (latest?.outcome.kind !== "answer") return remark(state, { tone: "muted", text: "There is no answer to mark." });
  if (latest.outcome.answer.kind !== "content")
    return remark(state, { tone: "muted", text: "Only answers to questions of content can be marked." });
  return withTask(state, {
    kind: "judge",
    judgement: judgementOf(latest.outcome.answer, latest.filter?.filters, isRight),
  });
}

/** Says something where it is seen: below the open document, else above the input. */
export function remark(state: State, { tone, text }: Remark): State {
  return state.screen.kind === "reader"
    ? { ...state, screen: { ...state.screen, remark: { tone, text } } }
    : { ...state, notice: { kind: "message", tone, text } };
}

function judgementOf(answer: Answer, filters: Filters | undefined, isRight: boolean): Judgement {
  const { interpreted_question: question, citations } = answer;
  const cited = citations.map(({ path, start, end, quote }) => ({ document: path, start, end, quote }));
  return { question, isRight, ...(filters && { filters }), cited };
}

/** What is selected, or open in the reader. */
export function evidenceAtHand({ screen, latest, selected }: State): Evidence | undefined {
  return screen.kind === "reader" ? screen.trail[screen.at] : evidenceOf(latest)[evidencePlace(latest, selected)];
}

function placeAtHand(state: State): FilePlace | null {
  const { screen } = state;
  const evidence = evidenceAtHand(state);
  const cited = evidence === undefined ? null : filePlaceOf(evidence);
  if (screen.kind !== "reader") return cited;
  return { path: screen.title, line: matchLine(screen) ?? cited?.line ?? screen.top.line + 1 };
}

function matchLine({ view, marks }: ReaderScreen): number | null {
  const match = marks.matches[marks.match];
  return view === null || match === undefined ? null : view.map.linesOf(match).start;
}
