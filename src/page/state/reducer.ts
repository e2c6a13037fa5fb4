import type { DocumentSummary } from "../../contract/documents.js";
import { titleOf } from "../../core/wording.js";
import { triedAgain } from "./conversations.js";
import { evidenceBeside } from "./opened-evidence.js";
import { openPage, pageCount, zoomed } from "./opened-page.js";
import { reduceTask } from "./reduce-task.js";
import { isReportShown, reportCitations, stopReport, writeReport } from "./reports.js";
import { HOME, type Opened, type Route, withOpened, withReport } from "./route.js";
import { settle } from "./settle.js";
import { type Event, initialState, type Loadable, type State, withTask } from "./state.js";
import { forgetToken, giveToken, refuseToken } from "./token.js";
import { chosenCollection, shownAnswer } from "./turns.js";
import { askForWords, stopWords } from "./words.js";

/** The whole behaviour of the page: what the state is after an event. Pure. */
export function reduce(state: State, event: Event): State {
  return settle(step(state, event));
}

function step(state: State, event: Event): State {
  switch (event.type) {
    case "navigated":
      return { ...state, route: event.route };
    case "typed":
      return { ...state, draft: event.text };
    case "collection_chosen":
      return { ...state, collection: event.name };
    case "submitted":
      return submit(state);
    case "asked_literally":
      return askLiterally(state);
    case "ask_cancelled":
      return stopReport(state) ?? cancelAsk(state);
    case "report_asked":
      return go({ ...state, compared: null }, withReport(state.route, event.of));
    case "comparison_begun":
      return beginComparison(state, event.document);
    case "words_asked":
      return isReportShown(state.route) ? writeReport(state) : askForWords(state);
    case "words_stopped":
      return stopReport(state) ?? stopWords(state);
    case "words_switched":
      return { ...state, alsoInWords: !state.alsoInWords };
    case "evidence_stepped":
      return stepEvidence(state, event.by);
    case "citation_opened":
      if (isReportShown(state.route))
        return reportCitations(state)[event.number - 1] === undefined
          ? state
          : open(state, { kind: "reported", number: event.number });
      return shownAnswer(state)?.citations[event.number - 1] === undefined
        ? state
        : open(state, { kind: "citation", number: event.number });
    case "page_asked":
      return askPage(state, event.number);
    case "page_stepped":
      return stepPage(state, event.by);
    case "look_switched":
      return switchLook(state);
    case "zoomed":
      return { ...state, zoom: zoomed(state.zoom, event.by) };
    case "document_closed":
      return open(state, null);
    case "documents_asked":
      return go(state, { ...state.route, view: state.route.view === "documents" ? "answer" : "documents" });
    case "conversation_asked":
      return withTask(
        { ...state, announcement: "Checking its citations." },
        { kind: "reopen", conversation: event.id },
      );
    case "conversation_renamed":
      return withTask(state, { kind: "rename", conversation: event.id, title: event.title });
    case "conversation_deleted":
      return withTask(state, { kind: "delete", conversation: event.id });
    case "help_switched":
      return { ...state, isHelpOpen: event.isOpen };
    case "keys_switched":
      return { ...state, areKeysOn: !state.areKeysOn };
    case "token_given":
      return forgetFailures(giveToken(state, event.token));
    case "token_refused":
      return refuseToken(state);
    case "token_forgotten": {
      const { areKeysOn, alsoInWords } = state;
      return forgetToken(state, initialState({ token: null, areKeysOn, alsoInWords }));
    }
    case "retried":
      return forgetFailures(state);
    case "announced":
      return { ...state, announcement: event.text };
    case "build_asked":
      return startBuild(state, event.full);
    case "build_cancelled":
      return cancelBuild(state);
    default:
      return reduceTask(state, event);
  }
}

function go(state: State, route: Route): State {
  return { ...state, route };
}

function open(state: State, opened: Opened | null): State {
  return go(state, withOpened(state.route, opened));
}

function submit(state: State): State {
  const text = state.draft.trim();
  if (text === "") return state;
  const collection = chosenCollection(state);
  const question = { text, isLiteral: false, ...(collection !== null && { collection }) };
  const conversation = [...state.route.conversation, question];
  return {
    ...go(state, { ...HOME, conversation }),
    draft: "",
    collection: undefined,
    announcement: "Searching the documents.",
  };
}

/** Undoes how the last question was read: it takes its own place, as it was typed. */
function askLiterally(state: State): State {
  const last = state.route.conversation.at(-1);
  if (last === undefined) return state;
  const conversation = [...state.route.conversation.slice(0, -1), { ...last, isLiteral: true }];
  return { ...go(state, { ...HOME, conversation }), announcement: "Asking the question as it was typed." };
}

function cancelAsk(state: State): State {
  const task = state.tasks.find(({ kind }) => kind === "ask");
  if (task?.kind !== "ask") return state;
  return {
    ...state,
    tasks: state.tasks.filter((other) => other !== task),
    outcomes: { ...state.outcomes, [task.key]: { kind: "cancelled" } },
    announcement: "Cancelled.",
  };
}

function stepEvidence(state: State, by: -1 | 1): State {
  const next = evidenceBeside(state, by);
  return next === null ? state : open(state, next);
}

function beginComparison(state: State, document: DocumentSummary | null): State {
  const announcement =
    document === null ? "Nothing is compared." : `Choose the document to compare ${titleOf(document)} with.`;
  return { ...state, compared: document, announcement };
}

/** Goes to a page of the document that is open, or to the nearest that it has. */
function askPage(state: State, number: number): State {
  const open = openPage(state);
  if (open === null) return state;
  const page = Math.min(Math.max(number, 1), open.count);
  if (page === open.number) return state;
  return go(state, { ...state.route, page: page === open.home ? null : page });
}

function stepPage(state: State, by: -1 | 1): State {
  const open = openPage(state);
  return open === null ? state : askPage(state, open.number + by);
}

/** From the page to its text, and back. */
function switchLook(state: State): State {
  if (pageCount(state) === null) return state;
  const { asText } = state.route;
  const announcement = asText ? "Shown as pages." : "Shown as text.";
  return { ...go(state, { ...state.route, asText: !asText }), announcement };
}

/** Shows the documents, where the progress stands; the answer is one step back. */
function startBuild(state: State, full: boolean): State {
  if (state.build?.kind === "running" || state.build?.kind === "cancelling") return state;
  const shown = go(state, { ...state.route, view: "documents" });
  const running: State = { ...shown, build: { kind: "running", jobId: null, progress: null } };
  return withTask({ ...running, announcement: "Updating the index." }, { kind: "build", full });
}

function cancelBuild(state: State): State {
  if (state.build?.kind !== "running") return state;
  const { jobId } = state.build;
  const cancelling: State = { ...state, build: { kind: "cancelling", jobId } };
  // Without its id yet, the job is cancelled as soon as it has one.
  return jobId === null ? cancelling : withTask(cancelling, { kind: "cancel_build", jobId });
}

/** What failed is asked for again. */
function forgetFailures(state: State): State {
  const outcomes = Object.entries(state.outcomes).filter(([, { kind }]) => kind !== "failed" && kind !== "cancelled");
  const reports = Object.entries(state.reports).filter(([, { kind }]) => kind === "report" || kind === "asking");
  return {
    ...state,
    outcomes: Object.fromEntries(outcomes),
    reports: Object.fromEntries(reports),
    status: succeeded(state.status),
    documents: succeeded(state.documents),
    conversations: succeeded(state.conversations),
    keeping: triedAgain(state.keeping),
    texts: keepSucceeded(state.texts),
    places: keepSucceeded(state.places),
    pages: keepSucceeded(state.pages),
    originals: keepSucceeded(state.originals),
    build: state.build?.kind === "failed" ? null : state.build,
  };
}

function succeeded<Value>(loadable: Loadable<Value> | null): Loadable<Value> | null {
  return loadable?.kind === "failed" ? null : loadable;
}

function keepSucceeded<Value>(all: Readonly<Record<string, Loadable<Value>>>): Record<string, Loadable<Value>> {
  return Object.fromEntries(Object.entries(all).filter(([, { kind }]) => kind !== "failed"));
}
