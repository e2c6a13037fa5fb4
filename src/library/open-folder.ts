/** The package: what `import … from "footnote-qa"` gives. Everything that it exports is public. */
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { FootnoteError as Failure } from "../core/errors/errors.js";
import { isMissing, problemOf } from "../core/file-problems.js";
import type { Folder, FolderOptions } from "./folder.js";
import { OpenedFolder } from "./opened-folder.js";
import { settingsOf } from "./settings.js";

export type {
  Answer,
  AnswerDelta,
  AnswerDeltaEvent,
  AnswerDocument,
  AnswerDoneEvent,
  AnswerExplanation,
  AnswerQuotedEvent,
  AnswerSentence,
  AnswerStatus,
  AnswerText,
  AskedOf,
  CheckedCitation,
  CheckedSentence,
  Citation,
  CitationEvent,
  CollectionStatus,
  Confidence,
  Contradiction,
  Coverage,
  DocumentDetails,
  DocumentName,
  DocumentSummary,
  ErrorCode,
  FieldError,
  Filters,
  FolderSettings,
  GateExplanation,
  GateFeature,
  GivenCitation,
  Highlight,
  IndexStatus,
  KeywordsPart,
  NotFound,
  Part,
  PassageEvent,
  PassageInContext,
  Problem,
  PromptMessage,
  QuotePlace,
  RankedPassage,
  ScoreExplanation,
  ScorePart,
  SearchResults,
  SentencePart,
  ServerWriter,
  SkippedFile,
  StaleFile,
  StatusEvent,
  SyncProgress,
  SyncResult,
  TextQuoteSelector,
  Timings,
  Uncovered,
  VectorPart,
  Verification,
  VerifiedSentence,
  VerifiedStatement,
  WordScore,
  WritingSent,
  Written,
  WrittenDelta,
  WrittenDeltaEvent,
  WrittenDoneEvent,
  WrittenSentEvent,
  WrittenSentence,
  WrittenSentenceEvent,
} from "./contract-types.js";
export { FootnoteError, isFootnoteError } from "./errors.js";
export type {
  Abortable,
  AbortSignalLike,
  AnswerEvent,
  AskOptions,
  Folder,
  FolderOptions,
  IndexOptions,
  Place,
  SearchOptions,
  VerifyOptions,
  WatchEvent,
} from "./folder.js";
export type { Run } from "./run.js";

const INDEX = ".footnote";

/**
 * Opens a folder of documents. Nothing is read or written yet: `index` makes the index, and the first question loads the
 * models. Close it, or declare it with `await using`.
 * @param path of the folder; relative paths, also of the options, begin at the process's working folder
 * @throws FootnoteError corpus_missing, corpus_not_folder, corpus_unreadable, setting_invalid
 */
export async function openFolder(path: string, options: FolderOptions = {}): Promise<Folder> {
  const corpus = resolve(path);
  const { background = false, index = join(corpus, INDEX), ...given } = options;
  const settings = settingsOf({ ...given, index });
  await assertFolder(corpus);
  const cwd = resolve(".");
  const indexFolder = resolve(cwd, index);
  if (background) {
    const { ThreadedAssistant } = await import("../assistant/threaded/threaded-assistant.js");
    return new OpenedFolder(corpus, indexFolder, new ThreadedAssistant({ settings, cwd, corpus }));
  }
  const { LocalAssistant } = await import("../assistant/local/local-assistant.js");
  return new OpenedFolder(corpus, indexFolder, new LocalAssistant(settings, { cwd, corpus }));
}

async function assertFolder(path: string): Promise<void> {
  const folder = await stat(path).catch((cause: unknown) => {
    if (isMissing(cause)) throw new Failure("corpus_missing", { path }, { cause });
    throw new Failure("corpus_unreadable", { path, problem: problemOf(cause) }, { cause });
  });
  if (!folder.isDirectory()) throw new Failure("corpus_not_folder", { path });
}
