// Documents of the repository, indexed and opened as the program does it, for measuring written sentences.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LocalAssistant } from "../../dist/assistant/local/local-assistant.js";
import { loadModels } from "../../dist/assistant/local/models.js";
import { mergeSettings } from "../../dist/core/settings.js";
import { modelSettings } from "../../dist/embedding/model-settings.js";
import { readWrittenSentences } from "../../dist/eval/written-sentences.js";
import { Sources } from "../../dist/search/library.js";
import { OramaStore } from "../../dist/store/orama/orama-store.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Sentences of a set of `tests/evals/written`. */
export function writtenSet(name) {
  return readWrittenSentences(join(root, `tests/evals/written/${name}.jsonl`));
}

/** Calls with a library of some folders' documents, which is gone afterwards. @param folders paths in the repository */
export async function withLibrary(folders, call) {
  const folder = await mkdtemp(join(tmpdir(), "footnote-written-"));
  try {
    const corpus = join(folder, "corpus");
    for (const from of folders) await cp(join(root, from), corpus, { recursive: true });
    const settings = mergeSettings([{ name: "measure", values: { index: join(folder, "index") } }]);
    const assistant = new LocalAssistant(settings, { cwd: folder, corpus });
    await assistant.sync();
    await assistant.close();
    const models = await loadModels(modelSettings(settings, root), { reads: true, onEnd: () => {} });
    const reader = await new OramaStore(settings.index).open();
    await call({ reader, sources: new Sources(reader), ...models });
    await reader.close();
    await Promise.all([models.embedder.close(), models.readingModel?.close()]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
