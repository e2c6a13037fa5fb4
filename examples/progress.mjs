// Indexes a folder, says how far it is, and stops after a time or with Ctrl-C; what was done until then is kept.
// usage: node examples/progress.mjs <folder> [seconds]
import { isFootnoteError, openFolder } from "footnote-qa";

const [path = ".", seconds = "600"] = process.argv.slice(2);
const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort());
const signal = AbortSignal.any([interruption.signal, AbortSignal.timeout(Number(seconds) * 1000)]);

const folder = await openFolder(path);
try {
  const run = folder.index({ signal });
  for await (const { phase, passages_done: done, passages_total: total } of run) {
    console.error(`${phase}: ${done} of about ${total} passages`);
  }
  const { documents, passages, embedded } = await run;
  console.log(`${documents} documents, ${passages} passages, ${embedded} of them new`);
} catch (error) {
  if (!isFootnoteError(error) || error.code !== "interrupted") throw error;
  console.log("stopped; the next run goes on from here");
} finally {
  await folder.close();
}
