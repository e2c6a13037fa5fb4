import { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import type { VerifiedSentence } from "../../src/contract/verification.js";
import { DEFAULTS, WORKER_URL } from "./shipped.js";

export interface EvidenceSubject {
  verify(statement: string): Promise<readonly VerifiedSentence[]>;
  close(): Promise<void>;
}

/** The assistant over a corpus, indexed into a folder of its own. */
export async function openVerifier(corpus: string, cwd: string): Promise<EvidenceSubject> {
  const assistant = new LocalAssistant({ ...DEFAULTS, workers: 2 }, { cwd, corpus, workerUrl: WORKER_URL });
  await assistant.sync();
  return {
    verify: async (statement) => (await assistant.verify({ statements: [statement] })).statements[0]!.sentences,
    close: () => assistant.close(),
  };
}
