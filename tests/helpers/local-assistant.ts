import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import { DEFAULTS, WORKER_URL } from "./shipped.js";
import { type Files, tempFolder, writeFiles } from "./temp-folder.js";
import { behindEachFile } from "./tidy-up.js";

const opened: LocalAssistant[] = [];

behindEachFile(async () => {
  await Promise.all(opened.splice(0).map((assistant) => assistant.close()));
});

/** The assistant with the real model over a folder of its own, not indexed yet; closed when the file's tests are done. */
export async function localAssistant<Kind extends LocalAssistant>(
  files: Files,
  Kind: new (...options: ConstructorParameters<typeof LocalAssistant>) => Kind,
): Promise<{ assistant: Kind; corpus: string }> {
  const cwd = await tempFolder();
  const corpus = join(cwd, "corpus");
  await mkdir(corpus);
  await writeFiles(corpus, files);
  const assistant = new Kind({ ...DEFAULTS, workers: 1 }, { cwd, workerUrl: WORKER_URL });
  opened.push(assistant);
  return { assistant, corpus };
}
