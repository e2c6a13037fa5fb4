import { expect, test } from "vitest";
import type { SyncProgress } from "../../../src/contract/index-state.js";
import { ExpectedWork, type FileToRead, NO_WORK, type Work } from "../../../src/index/build/expected-work.js";
import { LookAhead } from "../../../src/index/build/look-ahead.js";
import { ProgressMeter } from "../../../src/index/build/sync-progress.js";

interface TracedFile extends FileToRead {
  readonly passages: number;
  readonly tokensPerPassage: number;
}

const MS_PER_TOKEN = 0.12;
const MS_TO_LOOK = 20;

/** So many files that make a passage of so many bytes. */
function folder(name: string, count: number, bytesPerPassage: number, tokensPerPassage = 165): TracedFile[] {
  return Array.from({ length: count }, (_, i) => {
    // Some are longer than others, as files are.
    const passages = 5 + ((i * 7) % 31);
    const bytes = passages * bytesPerPassage;
    return { path: `${name.replace("*", String(i))}`, bytes, picture: false, passages, tokensPerPassage };
  });
}

function workOf({ passages, tokensPerPassage }: TracedFile): Work {
  return { passages, tokens: passages * tokensPerPassage, pages: 0 };
}

interface Shown {
  readonly at: number;
  readonly progress: SyncProgress;
}

interface Replay {
  readonly shown: readonly Shown[];
  /** Of all that was shown with at least so many seconds to go, the time that was shown in parts of the true one. */
  readonly ratios: (fromShare: number) => readonly number[];
}

/**
 * Plays a build on a clock of its own.
 * @param takenOver how many of all passages an interrupted build left
 * @param slowness what embedding takes at a point of the build, 0 to 1, in parts of what it takes at first
 */
async function replay(
  files: readonly TracedFile[],
  { takenOver = 0, slowness = () => 1 }: { takenOver?: number; slowness?: (share: number) => number } = {},
): Promise<Replay> {
  let clock = 5000;
  const now = () => clock;
  const shown: Shown[] = [];
  const meter = new ProgressMeter({ report: (progress) => shown.push({ at: clock, progress }), now });
  meter.discovering();
  meter.planned(files.length, files);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const lookAhead = new LookAhead({
    expected: meter.expected,
    workOf: async (path) => {
      clock += MS_TO_LOOK;
      return workOf(byPath.get(path) as TracedFile);
    },
    now,
  });
  const all = files.reduce((sum, { passages }) => sum + passages, 0);
  let done = 0;
  clock += 700;
  for (const file of files) {
    meter.reading(file.path);
    meter.read(file.path, file.bytes, workOf(file));
    await lookAhead.lookIfDue();
    for (let i = 0; i < file.passages; i++) {
      const embedded = done >= takenOver;
      clock += embedded ? file.tokensPerPassage * MS_PER_TOKEN * slowness(done / all) : 0.2;
      done++;
      meter.passageDone(file.tokensPerPassage, embedded);
    }
    meter.fileDone();
  }
  const end = clock;
  const ratios = (fromShare: number) =>
    shown
      .filter(({ at }) => at >= 5000 + fromShare * (end - 5000) && end - at >= 2000)
      .map(({ at, progress }) => (progress.eta_seconds as number) / ((end - at) / 1000));
  return { shown, ratios };
}

/** A manual in text, then others whose markup takes two and four times the bytes, with shorter passages. */
const MIXED = [
  ...folder("a manual/*.txt", 60, 600),
  ...folder("b manual/*.html", 60, 1200, 120),
  ...folder("c manual/*.html", 60, 2600, 190),
  ...folder("notes/*/README.md", 60, 400, 100),
];

test.each([
  ["as they come", MIXED],
  ["the other way round", MIXED.toReversed()],
])("from a quarter on, the time left of a folder of unlike manuals is shown within 20 %: %s", async (_, files) => {
  const { ratios } = await replay(files);
  for (const ratio of ratios(0.25)) expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
});

test("the time left only grows by moments, though files differ", async () => {
  const { shown } = await replay(MIXED);
  const times = shown.flatMap(({ progress }) => progress.eta_seconds ?? []).slice(100);
  const total = Math.max(...times);
  for (const [i, time] of times.entries()) expect(time - (times[i - 1] ?? total)).toBeLessThan(0.05 * total);
});

test("what an interrupted build left does not count as speed", async () => {
  const all = MIXED.reduce((sum, { passages }) => sum + passages, 0);
  const { shown, ratios } = await replay(MIXED, { takenOver: Math.round(0.6 * all) });
  const before = shown.filter(({ progress }) => progress.passages_done < 0.6 * all);
  expect(new Set(before.map(({ progress }) => progress.eta_seconds))).toEqual(new Set([null]));
  for (const ratio of ratios(0.25)) expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
});

test("a machine that becomes twice as slow is heard of", async () => {
  const { ratios } = await replay(MIXED, { slowness: (share) => (share < 0.2 ? 1 : 2) });
  for (const ratio of ratios(0.6)) expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
});

test("what is left after the last file is nothing, and the passages are as many as there were", async () => {
  const { shown } = await replay(MIXED);
  const { eta_seconds, passages_done, passages_total } = (shown.at(-1) as Shown).progress;
  expect(passages_total).toBe(passages_done);
  expect(eta_seconds).toBeCloseTo(0, 5);
});

test("of changed files whose passages the index knows, only the others take time", () => {
  let clock = 0;
  let last: SyncProgress | undefined;
  const meter = new ProgressMeter({ report: (progress) => (last = progress), now: () => clock });
  const files = folder("*.txt", 100, 700);
  meter.planned(files.length, files);
  for (const file of files.slice(0, 50)) {
    meter.reading(file.path);
    meter.read(file.path, file.bytes, workOf(file));
    for (let i = 0; i < file.passages; i++) {
      const embedded = i % 5 === 0;
      if (embedded) clock += 20;
      meter.passageDone(file.tokensPerPassage, embedded);
    }
  }
  expect((last?.eta_seconds as number) / (clock / 1000)).toBeGreaterThan(0.8);
  expect((last?.eta_seconds as number) / (clock / 1000)).toBeLessThan(1.4);
});

test("pages that have to be recognised count for the time that they take", () => {
  let clock = 0;
  let last: SyncProgress | undefined;
  const meter = new ProgressMeter({ report: (progress) => (last = progress), now: () => clock });
  const text = folder("a/*.txt", 20, 700);
  const scans = Array.from({ length: 50 }, (_, i) => ({ path: `b/${i}.png`, bytes: 2500, picture: true }));
  meter.planned(70, [...text, ...scans]);
  for (const file of text) {
    meter.reading(file.path);
    meter.read(file.path, file.bytes, workOf(file));
    for (let i = 0; i < file.passages; i++) {
      clock += 20;
      meter.passageDone(file.tokensPerPassage, true);
    }
  }
  const perPage = (12_500 / 165) * 20;
  expect((last?.eta_seconds as number) * 1000).toBeGreaterThan(50 * perPage * 0.9);
  for (const { path, bytes } of scans.slice(0, 25)) {
    meter.reading(path);
    meter.recognizing(1);
    clock += perPage;
    meter.recognized();
    meter.read(path, bytes, { passages: 3, tokens: 495, pages: 0 });
    for (let i = 0; i < 3; i++) {
      clock += 20;
      meter.passageDone(165, true);
    }
  }
  const really = 25 * (perPage + 60);
  expect(Math.abs(((last?.eta_seconds as number) * 1000) / really - 1)).toBeLessThan(0.2);
});

test("what is expected of an unread file is what its neighbours of the same kind hold", () => {
  const files = ["a/1.html", "a/2.html", "b/1.txt", "c/1.html", "c/2.html", "c/3.html"].map((path) => ({
    path,
    bytes: 100_000,
    picture: false,
  }));
  let clock = 0;
  const expected = new ExpectedWork(files, () => clock);
  expected.read("a/1.html", 100_000, { passages: 100, tokens: 15_000, pages: 0 });
  clock += 2000;
  expected.seen("c/2.html", { passages: 20, tokens: 3000, pages: 0 });
  const before = expected.left.passages;
  expected.read("b/1.txt", 100_000, NO_WORK);
  clock += 2000;
  expected.read("a/2.html", 100_000, { passages: 98, tokens: 14_000, pages: 0 });
  // c/1 lies between the one and the other, c/3 behind the other.
  expect(expected.left.passages).toBeGreaterThan(20 + 20 + 40);
  expect(expected.left.passages).toBeLessThan(20 + 25 + 75);
  expect(expected.left.passages).toBeLessThan(before);
});

test("looks go to the middle of what is known least, and not into pictures and large files", () => {
  const files = Array.from({ length: 9 }, (_, i) => ({ path: `${i}.txt`, bytes: 1000, picture: i === 8 }));
  const expected = new ExpectedWork([...files, { path: "9.txt", bytes: 1e9, picture: false }], () => 0);
  const looks: (string | null)[] = [];
  for (let i = 0; i < 9; i++) {
    const path = expected.leastKnown(1e6);
    looks.push(path);
    if (path) expected.seen(path, NO_WORK);
  }
  expect(looks.slice(0, 3)).toEqual(["3.txt", "5.txt", "1.txt"]);
  expect(new Set(looks)).toEqual(new Set([...files.slice(0, 8).map(({ path }) => path), null]));
});

test("looking ahead takes a hundredth of a build's time, and none of a short one's", async () => {
  let clock = 0;
  const files = folder("*.txt", 2000, 700);
  const expected = new ExpectedWork(files, () => clock);
  let spent = 0;
  const workOf = async () => {
    clock += 100;
    spent += 100;
    return NO_WORK;
  };
  const lookAhead = new LookAhead({ expected, workOf, now: () => clock });
  await lookAhead.lookIfDue();
  expect(spent).toBe(0);
  for (clock = 2000; clock < 100_000; clock += 50) await lookAhead.lookIfDue();
  expect(spent).toBeGreaterThan(1000);
  expect(spent).toBeLessThan(600 + 0.01 * clock);
});
