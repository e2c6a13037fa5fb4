// Trains a gate, and judges each kind of collection by a gate that has seen nothing of its kind.
import { auroc, calibrationError, share } from "./figures.mjs";
import { fitLogistic, predict } from "./logistic-regression.mjs";

/** `minutes-2` and `minutes-near` are collections of one kind. */
const kindOf = ({ set }) => set.split("-")[0];
/** Right cases that a kind counts as, however many it has. */
const A_KIND = 100;
/** How many of the answerable questions a threshold may refuse: in the mean of the kinds. */
const REFUSED = { careful: 0.25, balanced: 0.13, eager: 0.06 };

/** Right is what people read into the probability: that the quoted sentences answer. */
const isRight = ({ kind, quoted }) => kind === "answerable" && quoted === 1;

/**
 * What a kind's cases weigh: the right ones as much as all others, and among these what people asked and the documents
 * don't answer most, as a text without its paragraph is no text that anybody wrote.
 */
const WEIGHTS = { right: 1, unanswerable: 0.7, paragraph_removed: 0.3, misquoted: 0.15 };

const classOf = (one) => (isRight(one) ? "right" : one.kind === "answerable" ? "misquoted" : one.kind);

/** Each kind counts as much as any other. */
export function trainOn(cases, names) {
  const groups = new Map();
  const groupOf = (one) => `${kindOf(one)} ${classOf(one)}`;
  for (const one of cases) groups.set(groupOf(one), (groups.get(groupOf(one)) ?? 0) + 1);
  const rows = cases.map((one) => ({
    x: names.map((name) => one.x[name]),
    y: isRight(one) ? 1 : 0,
    weight: (A_KIND * WEIGHTS[classOf(one)]) / groups.get(groupOf(one)),
  }));
  return fitLogistic(rows);
}

/** Each case with the probability of a gate that was trained on all other kinds. */
export function leaveKindsOut(cases, names) {
  const kinds = [...new Set(cases.map(kindOf))];
  return kinds.flatMap((kind) => {
    const weights = trainOn(
      cases.filter((one) => kindOf(one) !== kind),
      names,
    );
    const own = cases.filter((one) => kindOf(one) === kind);
    const p = (one) =>
      predict(
        weights,
        names.map((name) => one.x[name]),
      );
    return own.map((one) => ({ ...one, of: kind, p: p(one), y: one.kind === "answerable" ? 1 : 0 }));
  });
}

/** The probabilities from which on questions are answered, so that the kinds lose the wanted share in the mean. */
export function chooseThresholds(judged) {
  const steps = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
  const lost = (from) => meanOf(byKind(judged), (some) => share(positivesOf(some), ({ p }) => p < from));
  return Object.fromEntries(
    Object.entries(REFUSED).map(([name, most]) => [name, steps.findLast((from) => lost(from) <= most) ?? steps[0]]),
  );
}

export function printFigures(name, judged, answeredFrom) {
  console.log(`\n${name}: answered from ${JSON.stringify(answeredFrom)}`);
  const sets = new Map();
  for (const one of judged) {
    if (one.kind === "answerable") continue;
    const key = `${one.set}, ${one.kind}`;
    if (!sets.has(key))
      sets.set(
        key,
        judged.filter((other) => other.set === one.set && other.kind === "answerable"),
      );
    sets.get(key).push(one);
  }
  for (const [key, some] of [...sets].sort()) console.log(`  ${key.padEnd(36)}${figuresOf(some, answeredFrom)}`);
  console.log(`  ${"mean of the kinds".padEnd(36)}${figuresOf(byKind(judged), answeredFrom, true)}`);
}

function figuresOf(results, { balanced }, isMean = false) {
  const groups = isMean ? results : [results];
  const of = (figure) => meanOf(groups, figure);
  const atTenth = (some) => {
    const scores = positivesOf(some)
      .map(({ p }) => p)
      .sort((a, b) => a - b);
    const from = scores[Math.floor(0.1 * scores.length)];
    return share(negativesOf(some), ({ p }) => p >= from);
  };
  return (
    `AUROC ${of(auroc).toFixed(3)}  false answers at 10 % false refusals ${percent(of(atTenth))}` +
    `  as shipped: false answers ${percent(of((some) => share(negativesOf(some), ({ p }) => p >= balanced)))}` +
    `  false refusals ${percent(of((some) => share(positivesOf(some), ({ p }) => p < balanced)))}` +
    `  calibration error ${percent(of((some) => calibrationError(some.map(({ p, kind, quoted }) => ({ p, y: isRight({ kind, quoted }) ? 1 : 0 })))))}`
  );
}

const byKind = (judged) =>
  [...new Set(judged.map(({ of }) => of))].map((kind) => judged.filter(({ of }) => of === kind));
const meanOf = (groups, figure) => groups.reduce((sum, some) => sum + figure(some), 0) / groups.length;
const positivesOf = (results) => results.filter(({ y }) => y === 1);
const negativesOf = (results) => results.filter(({ y }) => y === 0);
const percent = (value) => (100 * value).toFixed(1);
