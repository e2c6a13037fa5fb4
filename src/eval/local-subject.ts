import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { LocalAssistant, type LocalOptions } from "../assistant/local-assistant.js";
import { type ErrorCode, FootnoteError } from "../core/errors.js";
import type { Settings } from "../core/settings.js";
import type { SyncProgress } from "../index/sync-progress.js";
import type { EvalSubject } from "./run-eval.js";

const REBUILT: ReadonlySet<ErrorCode> = new Set(["index_splitter", "index_model", "index_format", "index_corrupt"]);

export interface SubjectOptions extends LocalOptions {
  /** With the index to measure, which is brought up to date first. */
  readonly settings: Settings;
  readonly onProgress?: (progress: SyncProgress) => void;
  readonly signal?: AbortSignal;
}

/** The assistant over a corpus, to be measured. Its copies without a document keep the vectors of the others. */
export async function openSubject(options: SubjectOptions): Promise<EvalSubject> {
  const { settings, cwd, onProgress, signal } = options;
  const assistant = new LocalAssistant(settings, options);
  const sync = { ...(onProgress && { onProgress }), ...(signal && { signal }) };
  await assistant.sync(sync).catch((error: unknown) => {
    // The index is the measurement's own: what can't be built upon is made anew.
    if (error instanceof FootnoteError && REBUILT.has(error.code)) return assistant.sync({ ...sync, full: true });
    throw error;
  });
  return {
    ask: (question, topK) => assistant.ask({ question, topK }),
    close: () => assistant.close(),
    without: async (document) => {
      const folder = await mkdtemp(join(tmpdir(), "footnote-eval-"));
      await cp(resolve(cwd, settings.index), folder, { recursive: true });
      const copy = { ...settings, index: folder };
      const subject = await openSubject({ ...options, settings: copy, exclude: new Set([document]) });
      return {
        ...subject,
        close: async () => {
          await subject.close();
          await rm(folder, { recursive: true, force: true });
        },
      };
    },
  };
}
