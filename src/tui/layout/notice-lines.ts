import type { Finding } from "../../contract/diagnosis.js";
import type { IndexStatus, SyncResult } from "../../contract/index-state.js";
import { builtWords } from "../../core/build-words.js";
import { count, moment } from "../../core/wording.js";
import { type Line, seg, wrap } from "../lines.js";
import type { Notice, PastItem } from "../state/state.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import { failureLines, MAX_TEXT_COLUMNS, skippedLines, staleLines } from "./turn-lines.js";

/** Said at the beginning of a chat that opens before its first build has ended. */
export const BEING_INDEXED = "Answers come from what is indexed so far, while the rest is read.";

const INDENT: Line = [seg("  ")];

export function noticeLines(notice: Notice, columns: number): Line[] {
  const width = Math.min(columns, MAX_TEXT_COLUMNS);
  switch (notice.kind) {
    case "message":
      return wrap([seg(sanitizeProse(notice.text), notice.tone)], width, INDENT);
    case "failure":
      return failureLines(notice.failure, width);
    case "synced":
      return syncedLines(notice.result, width);
    case "status":
      return statusLines(notice.status, width);
    case "findings":
      return notice.findings.flatMap((finding) => findingLines(finding, width));
  }
}

type Welcome = Extract<PastItem, { kind: "welcome" }>;

/** The first line of a conversation: what is indexed, and whether the folder has changed since. */
export function welcomeLines({ status, isBuilding }: Welcome, columns: number): Line[] {
  const width = Math.min(columns, MAX_TEXT_COLUMNS);
  const where = status.collections?.map(({ name }) => name).join(", ") ?? status.corpus;
  const indexed = isBuilding ? [] : [count(status.documents, "document"), count(status.passages, "passage")];
  const facts = [...indexed, sanitizeProse(where)];
  const lines = wrap([seg("Footnote", "heading"), seg(` · ${facts.join(" · ")}`, "muted")], width);
  if (isBuilding) return [...lines, ...wrap([seg(BEING_INDEXED, "muted")], width, INDENT)];
  return [...lines, ...staleLines(status, width), ...skippedLines(status.skipped, width)];
}

function statusLines(status: IndexStatus, width: number): Line[] {
  const row = (name: string, value: string): Line[] =>
    wrap([seg(value)], width, [seg(`  ${name.padEnd(11)}`, "muted")], [seg(" ".repeat(13))]);
  return [
    ...(status.collections?.flatMap(({ name, corpus, documents }) =>
      row(sanitizeProse(name), `${count(documents, "document")} · ${sanitizeProse(corpus)}`),
    ) ?? row("folder", sanitizeProse(status.corpus))),
    ...row(
      "indexed",
      `${count(status.documents, "document")}, ${count(status.passages, "passage")}, ${moment(status.indexed_at)}`,
    ),
    ...row("model", sanitizeProse(status.model)),
    ...row("generation", sanitizeProse(status.generation)),
    ...staleLines(status, width),
    ...(status.stale?.length === 0 && !status.incomplete
      ? [[seg("  The index is up to date with the folder.", "good")]]
      : []),
    ...skippedLines(status.skipped, width),
  ];
}

const FINDING_TOKENS = { ok: "good", warning: "warning", failed: "error" } as const;
const FINDING_COLUMNS = 18;

function findingLines({ check, status, detail }: Finding, width: number): Line[] {
  const token = FINDING_TOKENS[status];
  const lead = [seg(`  ${status.padEnd(8)}`, token), seg(check.padEnd(FINDING_COLUMNS), "muted")];
  return wrap([seg(sanitizeProse(detail))], width, lead, [seg(" ".repeat(10 + FINDING_COLUMNS))]);
}

function syncedLines(result: SyncResult, width: number): Line[] {
  return [...wrap([seg(builtWords(result), "good")], width, INDENT), ...skippedLines(result.skipped, width)];
}
