import { expect, test } from "vitest";
import { type Forecast, measureCalibration } from "../../../src/eval/metrics/calibration.js";

const forecast = (probability: number, answerable: boolean, right = answerable): Forecast => {
  return { probability, label: probability > 0.9 ? "high" : "low", answered: probability >= 0.5, answerable, right };
};

test("probabilities that come true as often as they say have no calibration error", () => {
  const answered = Array.from({ length: 20 }, (_, i) => forecast(0.95, i > 0));
  const refused = Array.from({ length: 20 }, (_, i) => forecast(0.25, i < 5));
  const { answerable, right } = measureCalibration([...answered, ...refused])!;
  expect(answerable.error).toBeCloseTo(0);
  expect(answerable.bins).toHaveLength(2);
  expect(answerable.bins[1]).toMatchObject({ from: 0.9, to: 1, questions: 20, true_share: 0.95 });
  expect(right?.error).toBeCloseTo(0);
});

test("an answer that cites other sentences is answerable and not right, and a label says so", () => {
  const { right, labels } = measureCalibration([forecast(0.98, true), forecast(0.98, true, false)])!;
  expect(right?.error).toBeCloseTo(0.48);
  expect(labels).toEqual([{ label: "high", answers: 2, probability: 0.98, answerable: 1, right: 0.5 }]);
});

test("without probabilities there is nothing to measure", () => {
  expect(measureCalibration([])).toBeNull();
});
