import { join } from "node:path";
import { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import { DEFAULTS, WORKER_URL } from "./shipped.js";
import { shippedIndex } from "./shipped-index.js";
import { type Files, writeFiles } from "./temp-folder.js";

export interface IndexedFolder {
  /** Holds `corpus/` and the index. */
  readonly cwd: string;
  readonly corpus: string;
  /** The caller closes it. */
  readonly assistant: LocalAssistant;
}

/** The shipped documents, more of one's own, and their index, with the model that ships. */
export async function shippedAssistant(more: Files = {}): Promise<IndexedFolder> {
  const cwd = await shippedIndex();
  const corpus = join(cwd, "corpus");
  await writeFiles(corpus, more);
  const assistant = new LocalAssistant({ ...DEFAULTS, workers: 1 }, { cwd, workerUrl: WORKER_URL });
  await assistant.sync();
  return { cwd, corpus, assistant };
}
