import type { Answer, Written } from "../../contract/answer.js";
import type { Report } from "../../contract/report.js";
import type { ReportTask } from "../../contract/requests.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { PastTurn } from "../../core/past-turns.js";
import type { Settings } from "../../core/settings.js";
import { Bearing } from "../../writing/bearing.js";
import { MAX_WRITTEN_PASSAGES, materialOf } from "../../writing/material.js";
import { openWriter } from "../../writing/open-writer.js";
import { placesOf } from "../../writing/places.js";
import { makeReport, type ReportMaking } from "../../writing/reports/make-report.js";
import { rewriteFollowUp } from "../../writing/rewrite-follow-up.js";
import { isOfWriter, nothingToWrite, type WritingOptions, writeProven } from "../../writing/write-answer.js";

export { MAX_WRITTEN_PASSAGES };

interface WordsOptions extends Omit<WritingOptions, "writer" | "bearing"> {
  readonly settings: Settings;
  /** What relative paths of the settings are relative to. */
  readonly cwd: string;
}

/**
 * An answer in quotes, told in words: of the sentences that it quotes, then of those of its passages, from several
 * documents where several have some. Where it quotes nothing, no model is asked.
 */
export async function writeWords(answer: Answer, { settings, cwd, ...options }: WordsOptions): Promise<Written> {
  if (answer.status !== "answered" || answer.citations.length === 0) return nothingToWrite(options);
  const may = { most: settings.llmCharacters, exclude: settings.llmExclude };
  const material = await materialOf(placesOf(answer), options.library, may);
  const task = { question: answer.interpreted_question, material };
  const bearing = new Bearing(task.question, answer.citations, options.library);
  return writeProven(task, { ...options, bearing, writer: () => openWriter(settings, cwd) });
}

interface ReportIn extends Omit<ReportMaking, "writing"> {
  readonly settings: Settings;
  /** How a model writes as well; `null` where none does. */
  readonly writing: Pick<WritingOptions, "showPrompt" | "unsent"> | null;
}

/** A report, with the writer that the settings name. */
export function reportIn(task: ReportTask, { settings, writing, ...making }: ReportIn): Promise<Report> {
  const { llmCharacters: most, llmExclude: exclude, llmSeconds: seconds } = settings;
  const writer = () => openWriter(settings, making.cwd);
  return makeReport(task, { ...making, writing: writing && { ...writing, may: { most, exclude }, seconds, writer } });
}

/** A follow-up made whole by the writer that the settings name; `null` where it can't be asked, or says nothing usable. */
export async function rewriteWith(
  settings: Settings,
  cwd: string,
  asked: string,
  history: readonly PastTurn[],
  signal: AbortSignal | undefined,
): Promise<string | null> {
  try {
    return await rewriteFollowUp(asked, history, await openWriter(settings, cwd), signal);
  } catch (error) {
    if (error instanceof FootnoteError && isOfWriter(error)) return null;
    throw error;
  }
}
