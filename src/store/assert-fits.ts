import type { PassageRecord } from "./index-store.js";

/**
 * A passage whose parts don't fit together would give wrong quotes later: better to fail when it is written.
 * @param text of its document
 * @throws RangeError for spans beyond the text, and for vectors of another number or length
 */
export function assertFits(
  { passage, vector, sentenceVectors }: PassageRecord,
  text: string,
  dimensions: number,
): void {
  const headers = passage.sentences.flatMap(({ header }) => header ?? []);
  const spansFit = [passage, ...passage.sentences, ...headers].every(
    ({ start, end }) => start >= 0 && start <= end && end <= text.length,
  );
  const vectorsFit = vector.length === dimensions && sentenceVectors.length === passage.sentences.length * dimensions;
  if (!spansFit || !vectorsFit) throw new RangeError(`The parts of the passage ${passage.id} don't fit together`);
}
