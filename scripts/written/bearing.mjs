// Whether sentences are told apart that answer a question and that answer another one of the same document:
// node scripts/written/bearing.mjs (after npm run build)
import { citedSentences } from "../../dist/eval/written-sentences.js";
import { Bearing } from "../../dist/writing/bearing.js";
import { withLibrary, writtenSet } from "./library.mjs";

const FOLDERS = ["corpus", "tests/evals/reading/corpus", "tests/evals/wording/corpus", "tests/evals/written/documents"];
/** Questions that each sentence is held against besides its own. */
const OTHERS = 2;

await withLibrary(FOLDERS, async (library) => {
  for (const set of ["sentences", "second", "third"]) {
    const written = await writtenSet(set);
    const right = written.filter(({ isRight }) => isRight);
    const shown = { own: [0, 0], other: [0, 0] };
    for (const { question, sentence, given } of onePerQuote(right)) {
      const cited = (await Promise.all(given.map((one) => citedSentences(one, library)))).flat();
      for (const asked of [question, ...othersOf(question, given, right)]) {
        const bearing = new Bearing(asked, [], library);
        const bears = await Promise.all(cited.map((one) => bearing.bears(one, sentence)));
        const counts = asked === question ? shown.own : shown.other;
        counts[0] += bears.some(Boolean) ? 1 : 0;
        counts[1] += 1;
      }
    }
    const percent = ([part, all]) => `${((100 * part) / all).toFixed(1)} % of ${all}`;
    console.log(`${set}: bear on their own question ${percent(shown.own)}, on another ${percent(shown.other)}`);
  }
});

function onePerQuote(written) {
  const seen = new Set();
  return written.filter(({ question, given }) => {
    const key = JSON.stringify([question, given]);
    return !seen.has(key) && seen.add(key);
  });
}

/** Questions of the same document that none of its quotes answers, spread over the set. */
function othersOf(question, given, right) {
  const quotes = new Set(given.map(({ quote }) => quote));
  const answered = new Set(
    right.filter((one) => one.given.some(({ quote }) => quotes.has(quote))).map((one) => one.question),
  );
  const others = right.filter((one) => one.given[0].document === given[0].document && !answered.has(one.question));
  const questions = [...new Set(others.map((one) => one.question))].filter((one) => one !== question);
  const step = Math.max(1, questions.length / OTHERS);
  return questions.filter((_, i) => Math.floor(i / step) > Math.floor((i - 1) / step));
}
