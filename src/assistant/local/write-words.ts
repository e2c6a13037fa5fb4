import type { Answer, Written } from "../../contract/answer.js";
import type { Settings } from "../../core/settings.js";
import { MAX_WRITTEN_PASSAGES, materialOf } from "../../writing/material.js";
import { openWriter } from "../../writing/open-writer.js";
import { nothingToWrite, type WritingOptions, writeProven } from "../../writing/write-answer.js";

export { MAX_WRITTEN_PASSAGES };

interface WordsOptions extends Omit<WritingOptions, "writer"> {
  readonly settings: Settings;
  /** What relative paths of the settings are relative to. */
  readonly cwd: string;
}

/**
 * An answer in quotes, told in words: of the sentences that it quotes, then of those of its passages. Where it quotes
 * nothing, no model is asked.
 */
export async function writeWords(answer: Answer, { settings, cwd, ...options }: WordsOptions): Promise<Written> {
  if (answer.status !== "answered" || answer.citations.length === 0) return nothingToWrite(options);
  const places = [...answer.citations, ...answer.passages.slice(0, MAX_WRITTEN_PASSAGES)];
  const material = await materialOf(places, options.library, settings.llmCharacters, settings.llmExclude);
  const task = { question: answer.interpreted_question, material };
  return writeProven(task, { ...options, writer: () => openWriter(settings, cwd) });
}
