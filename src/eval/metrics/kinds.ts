import type { LabelledQuestion } from "../labelled-set.js";
import type { Observation } from "./breakdown.js";
import { meanOf } from "./retrieval-metrics.js";

/** A question as it was asked of the whole corpus. */
export interface AskedQuestion {
  readonly labelled: LabelledQuestion;
  readonly answered: boolean;
  /** Only where the corpus answers it. */
  readonly observation?: Observation;
}

/** The questions of one kind, answerable or not. Shares are 0 to 1. */
export interface KindGroup {
  readonly name: string;
  readonly questions: number;
  /** Over those that the corpus answers, like the figures up to `false_refusals`; `null` where it answers none. */
  readonly document1: number | null;
  readonly hit1: number | null;
  readonly recall: number | null;
  /** Characters of the cited sentences. */
  readonly characters: number | null;
  readonly false_refusals: number | null;
  /** Share answered of those that the corpus does not answer; `null` without. */
  readonly false_answers: number | null;
}

/** What questions of one kind lose against the first questions of their pairs; negative where they gain. */
export interface PairLoss {
  readonly kind: string;
  /** The kind of the first questions. */
  readonly against: string;
  readonly pairs: number;
  /** 0 to 1. */
  readonly recall: number;
  readonly hit1: number;
}

/** In the order in which the kinds first occur. Questions without a kind count nowhere. */
export function measureKinds(asked: readonly AskedQuestion[]): KindGroup[] {
  return [...grouped(asked, ({ labelled }) => labelled.kind)].map(([name, group]) => {
    const observations = group.flatMap(({ observation }) => observation ?? []);
    const any = observations.length > 0;
    const retrieval = any ? meanOf(observations.map((one) => one.retrieval)) : null;
    const answered = shareAnswered(group.filter(({ observation }) => observation));
    return {
      name,
      questions: group.length,
      document1: retrieval?.document1 ?? null,
      hit1: retrieval?.hit1 ?? null,
      recall: retrieval?.recall ?? null,
      characters: any ? meanOf(observations.map((one) => one.answer)).characters : null,
      false_refusals: answered === null ? null : 1 - answered,
      false_answers: shareAnswered(group.filter(({ observation }) => !observation)),
    };
  });
}

/** Over the pairs that the corpus answers; a pair's first question is the one that stands first in the set. */
export function measurePairs(asked: readonly AskedQuestion[]): PairLoss[] {
  const comparable = asked.filter(({ labelled, observation }) => observation && labelled.kind !== undefined);
  const pairs = grouped(comparable, ({ labelled }) => labelled.pair);
  const twins = [...pairs.values()].flatMap(([first, ...others]) => others.map((other) => ({ first: first!, other })));
  const byKinds = grouped(twins, ({ first, other }) => `${other.labelled.kind}\n${first.labelled.kind}`);
  return [...byKinds.values()].map((group) => {
    const { kind } = group[0]!.other.labelled;
    const against = group[0]!.first.labelled.kind;
    const mean = (member: "first" | "other") => meanOf(group.map((twin) => twin[member].observation!.retrieval));
    const [first, other] = [mean("first"), mean("other")];
    return {
      kind: kind!,
      against: against!,
      pairs: group.length,
      recall: first.recall - other.recall,
      hit1: first.hit1 - other.hit1,
    };
  });
}

function shareAnswered(asked: readonly AskedQuestion[]): number | null {
  return asked.length === 0 ? null : asked.filter(({ answered }) => answered).length / asked.length;
}

/** Those without a key are left out. */
function grouped<Key, Value>(values: readonly Value[], keyOf: (value: Value) => Key | undefined): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}
