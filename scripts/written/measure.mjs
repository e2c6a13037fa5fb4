// What the check of written sentences lets through: node scripts/written/measure.mjs [SET] [--list] (after npm run build)
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LocalAssistant } from "../../dist/assistant/local/local-assistant.js";
import { loadModels } from "../../dist/assistant/local/models.js";
import { mergeSettings } from "../../dist/core/settings.js";
import { modelSettings } from "../../dist/embedding/model-settings.js";
import { checkWritten, measureWritten, readWrittenSentences } from "../../dist/eval/written-sentences.js";
import { Sources } from "../../dist/search/library.js";
import { OramaStore } from "../../dist/store/orama/orama-store.js";

// the later sets are written of documents of one folder more
const MORE = {
  sentences: [],
  second: ["tests/evals/wording/corpus"],
  third: ["tests/evals/written/documents"],
  fourth: ["tests/evals/written/more-documents"],
};
const [set = "sentences"] = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "footnote-written-"));
try {
  const corpus = join(folder, "corpus");
  for (const from of ["corpus", "tests/evals/reading/corpus", ...MORE[set]])
    await cp(join(root, from), corpus, { recursive: true });
  const settings = mergeSettings([{ name: "measure", values: { index: join(folder, "index") } }]);
  const assistant = new LocalAssistant(settings, { cwd: folder, corpus });
  await assistant.sync();
  await assistant.close();
  const models = await loadModels(modelSettings(settings, root), { reads: true, onEnd: () => {} });
  const reader = await new OramaStore(settings.index).open();
  const written = await readWrittenSentences(join(root, `tests/evals/written/${set}.jsonl`));
  const objections = await checkWritten(written, { reader, sources: new Sources(reader), ...models });
  const { kinds, right_proven: right, wrong_proven: wrong } = measureWritten(written, objections);
  console.log(`shown: ${(100 * right).toFixed(1)} % of the right, ${(100 * wrong).toFixed(1)} % of the wrong`);
  console.table(kinds);
  if (process.argv.includes("--list")) {
    for (const [i, one] of written.entries()) {
      if (one.isRight === (objections[i] === null)) continue;
      console.log(`${one.kind}\t${objections[i] ?? "shown"}\t${one.sentence}`);
    }
  }
  await reader.close();
  await Promise.all([models.embedder.close(), models.readingModel?.close()]);
} finally {
  await rm(folder, { recursive: true, force: true });
}
