// Figures of documents that were not trained on: the weights for a document come from the training set without it.
import { accuracy, auroc, bestAccuracy, calibrationError, share } from "./figures.mjs";
import { fitLogistic, predict } from "./logistic-regression.mjs";
import { ANSWERED_FROM } from "./weights-file.mjs";

const NEGATIVES = ["document_removed", "paragraph_removed", "unanswerable"];

/** @param recipe the sets and the cases that the weights are trained on */
export function printFigures(cases, names, recipe) {
  console.log(`\ntrained on ${recipe.sets.join(" and ")}: ${[...recipe.kinds].join(", ")}`);
  const results = leaveOneDocumentOut(cases, recipe);
  for (const set of new Set(cases.map((one) => one.set))) {
    for (const negative of NEGATIVES) {
      const compared = results.filter((one) => one.set === set && (one.y === 1 || one.kind === negative));
      if (compared.every(({ y }) => y === 1)) continue;
      const raw = names.map((name, i) => {
        const scores = compared.map(({ x, y }) => ({ p: x[i], y }));
        // Of a feature that falls with the evidence, the lower value is the better one.
        const flipped = scores.map(({ p, y }) => ({ p: -p, y }));
        const better = auroc(scores) >= 0.5 ? scores : flipped;
        return { name, auroc: auroc(better), accuracy: bestAccuracy(better) };
      });
      raw.sort((a, b) => b.auroc - a.auroc);
      console.log(
        `  ${set}, ${negative.padEnd(18)}AUROC ${three(auroc(compared))}  accuracy ${percent(accuracy(compared, ANSWERED_FROM))}` +
          `  false answers ${percent(share(negativesOf(compared), ({ p }) => p >= ANSWERED_FROM))}` +
          `  false refusals ${percent(share(positivesOf(compared), ({ p }) => p < ANSWERED_FROM))}` +
          `  calibration error ${percent(calibrationError(compared))}`,
      );
      const alone = raw.map((one) => `${one.name} ${three(one.auroc)} (${percent(one.accuracy)})`);
      console.log(`    alone, AUROC (accuracy at its best threshold): ${alone.join(", ")}`);
    }
  }
}

/** Each case with a probability from weights that have seen nothing of its document. */
function leaveOneDocumentOut(cases, { sets, kinds }) {
  const training = cases.filter(({ set, kind }) => sets.includes(set) && kinds.has(kind));
  const isOf = (a, b) => a.set === b.set && a.document === b.document;
  const models = new Map();
  return cases.map((one) => {
    const fold = `${one.set} ${one.document}`;
    if (!models.has(fold)) models.set(fold, fitLogistic(training.filter((other) => !isOf(one, other))));
    return { ...one, p: predict(models.get(fold), one.x) };
  });
}

const positivesOf = (results) => results.filter(({ y }) => y === 1);
const negativesOf = (results) => results.filter(({ y }) => y === 0);
const three = (value) => value.toFixed(3);
const percent = (value) => (100 * value).toFixed(1);
