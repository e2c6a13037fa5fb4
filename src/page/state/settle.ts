import { needKept } from "./conversations.js";
import { openEvidence } from "./opened-evidence.js";
import { openPage, pageKey } from "./opened-page.js";
import { calledOff, growingReport, isReportShown, needReport, reportCitations, shownReport } from "./reports.js";
import { conversationKey, type Route, reportKey } from "./route.js";
import { NOTHING_YET, type State, withTask } from "./state.js";
import { historyOf, shownAnswer, turnsOf } from "./turns.js";
import { needWords, shownCitations } from "./words.js";

/** Starts what the state shown needs and has not got, and drops what nobody waits for any more. Pure. */
export function settle(state: State): State {
  // Without a token the server would refuse all of it.
  if (state.tokenWanted !== null) return state.tasks.length === 0 ? state : { ...state, tasks: [] };
  const kept = state.tasks.filter((task) => {
    if (task.kind === "report") return isReportShown(state.route) && reportKey(state.route.report) === task.key;
    return (task.kind !== "ask" && task.kind !== "write") || isShown(state.route, task.key);
  });
  const dropped = state.tasks.filter((task) => !kept.includes(task));
  const outcomes = { ...state.outcomes };
  const words = { ...state.words };
  const reports = { ...state.reports };
  for (const task of dropped) {
    const report = task.kind === "report" ? reports[task.key] : undefined;
    if (task.kind === "report" && report?.kind === "asking") delete reports[task.key];
    else if (task.kind === "report" && report) reports[task.key] = calledOff(report);
    if (task.kind === "ask" && outcomes[task.key]?.kind === "asking") delete outcomes[task.key];
    if (task.kind === "write" && words[task.key]?.kind === "writing") delete words[task.key];
  }
  let settled: State = { ...state, outcomes, words, reports, tasks: kept };
  for (const need of [
    needStatus,
    needAnswer,
    needWords,
    needKept,
    needReport,
    needConversations,
    needDocuments,
    needPlace,
    needText,
    needPage,
    needOriginal,
  ])
    settled = need(settled);
  return settled;
}

function isShown({ conversation }: Route, key: string): boolean {
  return conversation.some((_, index) => conversationKey(conversation.slice(0, index + 1)) === key);
}

/** Asks the first question without an outcome: those behind it may lean on its answer. */
function needAnswer(state: State): State {
  const turns = turnsOf(state);
  const next = turns.findIndex(({ outcome }) => outcome === undefined);
  const turn = turns[next];
  if (turn === undefined || turns.some(({ outcome }) => outcome?.kind === "asking")) return state;
  const key = conversationKey(turn.conversation);
  const outcomes = { ...state.outcomes, [key]: { kind: "asking", growing: NOTHING_YET } as const };
  const history = historyOf(turns.slice(0, next), turn.question);
  const { text: question, isLiteral, collection } = turn.question;
  return withTask({ ...state, outcomes }, { kind: "ask", key, question, history, isLiteral, collection });
}

function needStatus(state: State): State {
  return state.status === null ? withTask({ ...state, status: LOADING }, { kind: "status" }) : state;
}

function needDocuments(state: State): State {
  if (state.route.view !== "documents" || state.documents !== null) return state;
  const listing = withTask({ ...state, documents: LOADING }, { kind: "list" });
  return state.build === null ? withTask(listing, { kind: "find_build" }) : listing;
}

function needConversations(state: State): State {
  if (state.route.view !== "conversations" || state.conversations !== null) return state;
  // A server that keeps none has no list to ask for.
  if (state.keeping === "unknown" || state.keeping === "off") return state;
  return withTask({ ...state, conversations: LOADING }, { kind: "conversations" });
}

/** A passage may stand in the answer that is still to come. */
function needPlace(state: State): State {
  const { opened } = state.route;
  const isAsking = state.tasks.some(({ kind }) => kind === "ask");
  if (opened?.kind !== "passage" || isAsking || state.places[opened.id] !== undefined) return state;
  if (openEvidence(state)?.documentId) return state;
  const places = { ...state.places, [opened.id]: LOADING };
  return withTask({ ...state, places }, { kind: "locate", passageId: opened.id });
}

function needText(state: State): State {
  const documentId = openEvidence(state)?.documentId;
  if (!documentId || state.texts[documentId] !== undefined) return state;
  const texts = { ...latest(state.texts, TEXTS_KEPT), [documentId]: LOADING };
  return withTask({ ...state, texts }, { kind: "read", documentId });
}

function needPage(state: State): State {
  const open = openPage(state);
  if (open === null || state.route.asText) return state;
  const { documentId, number } = open;
  const key = pageKey(documentId, number);
  if (state.pages[key] !== undefined) return state;
  const pages = { ...latest(state.pages, PAGES_KEPT), [key]: LOADING };
  return withTask({ ...state, pages }, { kind: "page", documentId, number });
}

/** The file is wanted only when a page of it is to be drawn. */
function needOriginal(state: State): State {
  const open = openPage(state);
  if (open === null || state.route.asText) return state;
  const { documentId, number } = open;
  const page = state.pages[pageKey(documentId, number)];
  if (page?.kind !== "loaded" || page.value.picture === null || state.originals[documentId] !== undefined) return state;
  const originals = { ...latest(state.originals, ORIGINALS_KEPT), [documentId]: LOADING };
  return withTask({ ...state, originals }, { kind: "original", documentId });
}

/** Leaves room for one more. */
function latest<Value>(all: Readonly<Record<string, Value>>, kept: number): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).slice(-(kept - 1)));
}

/** Texts and files can be megabytes. */
const TEXTS_KEPT = 4;
const PAGES_KEPT = 12;
const ORIGINALS_KEPT = 2;
const LOADING = { kind: "loading" } as const;

/** Whether the address asks for a citation that its answer does not have. */
export function isCitationMissing(state: State): boolean {
  const { opened } = state.route;
  const answer = shownAnswer(state);
  if (opened?.kind === "reported") {
    return growingReport(shownReport(state)) !== null && reportCitations(state)[opened.number - 1] === undefined;
  }
  if (answer === null) return false;
  if (opened?.kind === "written") return shownCitations(state)[opened.number - 1] === undefined;
  return opened?.kind === "citation" && answer.citations[opened.number - 1] === undefined;
}
