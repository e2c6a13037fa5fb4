import { isDeepStrictEqual } from "node:util";
import type { Answer } from "../../contract/answer.js";
import type { PromptMessage, WritingSent } from "../../contract/written.js";
import { NOTHING_WRITTEN } from "../../core/wording.js";
import type { WriterName } from "../host.js";
import { scrollToWords } from "../layout/chat-lines.js";
import { samePlace } from "../state/answer-items.js";
import { type Event, isWriting, type State, type Task, type Turn, taskOf, withTask } from "../state/state.js";
import type { Asking, WriterPurpose } from "../state/tasks.js";
import type { Words } from "../state/turn.js";
import { historyOf } from "../state/turns.js";
import { canBeWritten, NO_WORDS, withSentence, withStoppedWords, writerWords } from "../state/words.js";
import { writeReport } from "./reduce-report.js";
import { STILL_WRITING, say } from "./reduce-submit.js";

/** `/write`: has the answers that follow written as well, or no more. */
export function toggleWriting(state: State, at: number): State {
  if (state.writer === null) return askForWriter(state, "following", at);
  return say({ ...state, writer: null }, "Answers are quoted only. /write has them written as well.", "muted");
}

/** Has the latest answer or report written in words. */
export function writeLatest(state: State, at: number): State {
  const { latest } = state;
  const isReport = latest?.outcome.kind === "report";
  if (latest?.outcome.kind !== "answer" && !isReport)
    return say(state, "There is no answer to write in words.", "muted");
  if (isWriting(state)) return say(state, STILL_WRITING, "muted");
  if (latest?.outcome.kind !== "answer") return askForWriter(state, "latest", at);
  return canBeWritten(latest.outcome.answer) ? askForWriter(state, "latest", at) : say(state, NOTHING_WRITTEN, "muted");
}

function askForWriter(state: State, purpose: WriterPurpose, at: number, agreed: string | null = null): State {
  const isUnderWay = taskOf(state, "writer") !== undefined;
  return isUnderWay ? state : withTask({ ...state, notice: null }, { kind: "writer", purpose, agreed, at });
}

/** What writes is known: it may, or has to be asked for first. */
export function takeWriter(state: State, task: Task, event: Extract<Event, { type: "writer_read" }>): State {
  if (task.kind !== "writer") return state;
  const { writer, consent: question } = event;
  const { purpose, at } = task;
  if (question !== null) return { ...state, focus: "input", consent: { host: writer.host, question, purpose } };
  if (purpose === "latest") return startWriting(state, at);
  const said = `Answers are written as well, by ${writerWords(writer)}. /write switches that off.`;
  return say({ ...state, writer }, said, "good");
}

/** The answer to what was asked before anything is sent. */
export function consent(state: State, isGiven: boolean, at: number): State {
  if (state.consent === null) return state;
  const { host, purpose } = state.consent;
  const asked: State = { ...state, consent: null };
  return isGiven ? askForWriter(asked, purpose, at, host) : say(asked, `Nothing is sent to ${host}.`, "muted");
}

function startWriting(state: State, startedAt: number): State {
  const { latest } = state;
  if (latest?.outcome.kind === "report" && !isWriting(state)) return writeReport(state, latest.outcome, startedAt);
  if (latest?.outcome.kind !== "answer" || isWriting(state)) return state;
  const begun = withLatest({ ...state, focus: "input", notice: null }, { ...latest, words: NO_WORDS });
  return withTask({ ...begun, followsWords: true }, { kind: "write", ...askingOf(state, latest, startedAt) });
}

/** The latest question as it was asked. */
function askingOf({ past }: State, { question, filter, isLiteral }: Turn, startedAt: number): Asking {
  const history = isLiteral ? [] : historyOf({ past, latest: null });
  return { question, filter: filter ?? null, isLiteral, history, startedAt };
}

/** The quotes of an answer that is written later: those that are there stay, unless the index has changed since. */
export function takeQuotes(state: State, answer: Answer): State {
  const { latest } = state;
  if (latest?.outcome.kind !== "answer") return state;
  const what = ({ status, answer: said, citations }: Answer) => [status, said, citations];
  return isDeepStrictEqual(what(latest.outcome.answer), what(answer))
    ? state
    : withLatest(state, { ...latest, outcome: { kind: "answer", answer } });
}

export function takeSent(state: State, sent: WritingSent): State {
  const words = state.latest?.words;
  return words === undefined ? state : withWords(state, { ...words, sent });
}

/** A sentence more, with its verdict. */
export function takeSentence(state: State, event: Extract<Event, { type: "sentence_written" }>): State {
  const words = state.latest?.words;
  return words === undefined ? state : withWords(state, withSentence(words, event.sentence, event.citations));
}

/** @param words `undefined` where nothing has come of them */
export function withWords(state: State, words: Words | undefined): State {
  if (state.latest === null) return state;
  const { words: _, ...turn } = state.latest;
  const changed = withLatest(state, words === undefined ? turn : { ...turn, words });
  return changed.followsWords && changed.focus === "input" ? { ...changed, scroll: scrollToWords(changed) } : changed;
}

/** What is selected stays so. */
function withLatest(state: State, latest: Turn): State {
  return { ...state, latest, selected: samePlace(state.latest, latest, state.selected) };
}

/** Esc or Ctrl-C: the quotes stay, and what was proven. */
export function stopWriting(state: State): State {
  const { latest } = state;
  if (latest === null || !isWriting(state)) return state;
  const tasks = state.tasks.filter(({ kind }) => kind !== "write" && kind !== "write_report");
  return { ...state, tasks, latest: withStoppedWords(latest) };
}

/** Shows what was sent for the latest answer; of one that isn't written, what would be. */
export function showPrompt(state: State, at: number): State {
  const { latest } = state;
  const outcome = latest?.outcome;
  if (latest === null || (outcome?.kind !== "answer" && outcome?.kind !== "report"))
    return say(state, "There is no answer that was written in words.", "muted");
  if (isWriting(state)) return say(state, `What was sent can be seen at the end. ${STILL_WRITING}`, "muted");
  const written = outcome.kind === "report" ? outcome.growing.report.written : latest.words?.written;
  if (written?.prompt) {
    const { host, model, sentences_sent: sent, prompt: messages } = written;
    const sentTo: WriterName | null = host === null || model === null || sent === 0 ? null : { host, model };
    return { ...state, screen: { kind: "prompt", sentTo, messages, top: 0 } };
  }
  const stopped = latest.words?.sent;
  if (stopped?.prompt) {
    const { host, model, prompt: messages } = stopped;
    return { ...state, screen: { kind: "prompt", sentTo: { host, model }, messages, top: 0 } };
  }
  if (taskOf(state, "prompt") !== undefined || taskOf(state, "prompt_report") !== undefined) return state;
  if (outcome.kind === "report") return withTask(state, { kind: "prompt_report", asked: outcome.asked });
  if (!canBeWritten(outcome.answer)) return say(state, "Nothing would be sent: the documents don't answer.", "muted");
  return withTask(state, { kind: "prompt", ...askingOf(state, latest, at) });
}

export function openPrompt(state: State, messages: readonly PromptMessage[] | undefined): State {
  if (!messages || messages.length === 0)
    return say(state, "Nothing would be sent: there is nothing to write of.", "muted");
  // Who has gone to a document meanwhile stays there.
  return state.screen.kind === "chat"
    ? { ...state, screen: { kind: "prompt", sentTo: null, messages, top: 0 } }
    : state;
}
