import type { ConversationList } from "../../contract/conversation.js";
import { shareDone } from "../../core/build-words.js";
import { count, moment } from "../../core/wording.js";
import { COMMANDS } from "../input/commands.js";
import { noticeLines } from "../layout/notice-lines.js";
import { plainText } from "../lines.js";
import { type State, type Turn, taskOf } from "../state/state.js";
import { mayBeFoundNow } from "../state/turns.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import { LINEAR_COMMANDS } from "./read-line.js";
import { reportGrowthSpoken, reportSpoken } from "./report-spoken.js";
import { documentSpoken, turnSpoken, welcomeSpoken } from "./spoken.js";
import { promptSpoken, wordsSpoken } from "./words-spoken.js";

const PROGRESS_PERCENT = 20;

/** What there is to say about a change of the state, line by line; nothing for what changes on a screen alone. */
export function changeSpoken(before: State, now: State): string[] {
  return [
    ...now.past.slice(before.past.length).flatMap((item) => (item.kind === "welcome" ? welcomeSpoken(item) : [])),
    ...workSpoken(before, now),
    ...outcomeSpoken(before.latest?.id === now.latest?.id ? before.latest : null, now.latest),
    ...wordsSpoken(before.latest?.id === now.latest?.id ? before.latest : null, now.latest),
    ...(now.consent !== null && now.consent !== before.consent ? [sanitizeProse(now.consent.question)] : []),
    ...(now.notice !== null && now.notice !== before.notice ? noticeSpoken(now.notice) : []),
    ...(mayBeFoundNow(now) && !mayBeFoundNow(before)
      ? ["The index has changed since the last question. Enter on an empty line asks it again."]
      : []),
    ...filterSpoken(before, now),
    ...screenSpoken(before, now),
  ];
}

/** What has come of a question; of a report that is being written, what is new. */
function outcomeSpoken(before: Turn | null, now: Turn | null): string[] {
  if (now === null || now.outcome === before?.outcome) return [];
  const isKnown = before?.outcome.kind === "report" && now.outcome.kind === "report";
  if (isKnown) return reportGrowthSpoken(before, now);
  return now.outcome.kind === "report" ? reportSpoken(now, now.outcome) : turnSpoken(now);
}

function workSpoken(before: State, now: State): string[] {
  const started = (kind: "ask" | "look" | "sync") =>
    taskOf(now, kind) !== undefined && taskOf(before, kind) === undefined;
  const lines = [
    ...(started("ask") || started("look") ? [isReading(now) ? "Reading." : "Searching."] : []),
    ...(started("sync") ? ["Indexing."] : []),
  ];
  const step = ({ progress }: State) => Math.floor((100 * (progress ? shareDone(progress) : 0)) / PROGRESS_PERCENT);
  return step(now) > step(before) ? [...lines, `Indexing: ${step(now) * PROGRESS_PERCENT} percent.`] : lines;
}

function isReading(state: State): boolean {
  return taskOf(state, "look")?.look.kind === "report";
}

function noticeSpoken(notice: NonNullable<State["notice"]>): string[] {
  if (notice.kind === "message") return [sanitizeProse(notice.text)];
  const rows = plainText(noticeLines(notice, Number.POSITIVE_INFINITY));
  return rows
    .split("\n")
    .map((row) => sanitizeProse(row.replace(/^[!✗] /u, (sign) => (sign === "! " ? "Note: " : "Error: "))));
}

function filterSpoken(before: State, now: State): string[] {
  if (now.filter === before.filter) return [];
  return [now.filter === null ? "All documents are asked." : `Only asked: ${sanitizeProse(now.filter.line)}.`];
}

function screenSpoken(before: State, { screen }: State): string[] {
  if (screen === before.screen) return [];
  if (screen.kind === "help") return helpSpoken();
  if (screen.kind === "prompt") return promptSpoken(screen);
  if (screen.kind === "reader") return documentSpoken(screen);
  if (screen.kind === "conversations") return screen.list === null ? [] : conversationsSpoken(screen.list);
  if (screen.kind !== "documents" || screen.documents === null) return [];
  const documents = screen.documents.map(({ path, title }) => `${sanitizeProse(path)}: ${sanitizeProse(title)}.`);
  const skipped = screen.skipped.map(({ path, reason }) => `Skipped: ${sanitizeProse(path)}: ${sanitizeProse(reason)}`);
  return [`Documents, ${documents.length}:`, ...documents, ...skipped];
}

function conversationsSpoken({ conversations, unreadable }: ConversationList): string[] {
  if (conversations.length === 0) return ["No conversation is saved yet."];
  const rows = conversations.map(({ title, turns, updated_at }, i) => {
    return `${i + 1}: ${sanitizeProse(title)}, ${count(turns, "turn")}, ${moment(updated_at)}.`;
  });
  const damaged = unreadable.map(({ id, problem }) => `Not readable: ${id}: ${sanitizeProse(problem)}.`);
  return [`Conversations, ${rows.length}:`, ...rows, ...damaged, "/conversations and a number reopens that one."];
}

function helpSpoken(): string[] {
  const rows = [...LINEAR_COMMANDS, ...COMMANDS].map(({ usage, help }) => `${usage}: ${help}.`);
  return ["Commands:", ...rows];
}
