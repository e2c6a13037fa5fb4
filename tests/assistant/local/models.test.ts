import { expect, test } from "vitest";
import { loadModels } from "../../../src/assistant/local/models.js";
import { modelSettings } from "../../../src/embedding/model-settings.js";
import { DEFAULTS, ROOT, WORKER_URL } from "../../helpers/shipped.js";

test("where the embedding thread is gone, the reader that nobody asks any more is closed as well", async () => {
  let hasEnded = false;
  const onEnd = () => {
    hasEnded = true;
  };
  const options = { reads: true, modelThread: true, workerUrl: WORKER_URL, onEnd };
  const { embedder, readingModel } = await loadModels(modelSettings(DEFAULTS, ROOT), options);
  const opening = readingModel!.read("When does it open?", "It opens in May.");
  await embedder.close();
  expect(hasEnded).toBe(true);
  expect((await opening).span).not.toBeNull();
  await expect(readingModel!.read("Where?", "In York.")).rejects.toMatchObject({ code: "interrupted" });
  await readingModel!.close();
});
