// What the check of written sentences lets through: node scripts/written/measure.mjs [SET] [--list] (after npm run build)
import { checkWritten, measureWritten } from "../../dist/eval/written-sentences.js";
import { withLibrary, writtenSet } from "./library.mjs";

// the later sets are written of documents of one folder more
const MORE = {
  sentences: [],
  second: ["tests/evals/wording/corpus"],
  third: ["tests/evals/written/documents"],
  fourth: ["tests/evals/written/more-documents"],
};
const [set = "sentences"] = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
await withLibrary(["corpus", "tests/evals/reading/corpus", ...MORE[set]], async (library) => {
  const written = await writtenSet(set);
  const objections = await checkWritten(written, library);
  const { kinds, right_proven: right, wrong_proven: wrong } = measureWritten(written, objections);
  console.log(`shown: ${(100 * right).toFixed(1)} % of the right, ${(100 * wrong).toFixed(1)} % of the wrong`);
  console.table(kinds);
  if (process.argv.includes("--list")) {
    for (const [i, one] of written.entries()) {
      if (one.isRight === (objections[i] === null)) continue;
      console.log(`${one.kind}\t${objections[i] ?? "shown"}\t${one.sentence}`);
    }
  }
});
