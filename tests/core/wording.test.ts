import { describe, expect, test } from "vitest";
import type { Location } from "../../src/contract/answer.js";
import { asDocumentId, codePointOffset } from "../../src/contract/ids.js";
import type { WrittenReason } from "../../src/contract/written.js";
import { builtWords, differenceWords, progressFacts, shareDone } from "../../src/core/build-words.js";
import {
  confidenceWords,
  duration,
  heading,
  percentOf,
  place,
  placeInFile,
  quoteWithSource,
  sectionsOf,
  staleLine,
  staleWords,
  timeLeft,
  unprovenWords,
} from "../../src/core/wording.js";

const LEASE: Location = {
  document_id: asDocumentId("d1"),
  path: "contracts/lease.pdf",
  title: "Lease",
  section: ["Lease", "2 Deposit"],
  start: codePointOffset(0),
  end: codePointOffset(9),
  line_start: 12,
  line_end: 14,
  page: 7,
  page_label: null,
  row: null,
  column: null,
  part: null,
  ocr: null,
};

describe("where something stands", () => {
  test("is said with file and line, in its file alone, and as a whole", () => {
    expect(place(LEASE)).toBe("contracts/lease.pdf:12 (page 7)");
    expect(place(LEASE, true)).toBe("contracts/lease.pdf:12-14 (page 7)");
    expect(place({ ...LEASE, page: null, line_end: 12 }, true)).toBe("contracts/lease.pdf:12");
    expect(placeInFile({ ...LEASE, page_label: "iv" })).toBe("page iv, lines 12–14");
    expect(placeInFile({ ...LEASE, page: null, row: 3, line_end: 12 })).toBe("row 3, line 12");
  });

  test("takes one line, whatever the file and the page are called", () => {
    const hostile = { ...LEASE, path: "a\nb\u202e.pdf", page_label: "\u001b[31m7\n" };
    for (const said of [place(hostile, true), placeInFile(hostile)]) expect(said).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test("is headed by title and sections, each once, and by the path where there is no title", () => {
    expect(heading(LEASE)).toBe("Lease › 2 Deposit");
    expect(sectionsOf(LEASE)).toEqual(["2 Deposit"]);
    expect(heading({ ...LEASE, title: "", section: [] })).toBe("contracts/lease.pdf");
    expect(quoteWithSource(" The rent\nis due. ", LEASE)).toBe(
      "“The rent\nis due.”\n— Lease › 2 Deposit, contracts/lease.pdf:12-14 (page 7)\n",
    );
  });
});

test("what differs from the index is named, three files of it, with what mends it only where that can be done", () => {
  const stale = ["a", "b", "c", "d", "e"].map((path) => ({ path, change: "added" }) as const);
  expect(staleWords({ stale })).toBe("5 files differ from the index: a added, b added, c added and 2 more.");
  expect(staleLine({ stale: stale.slice(0, 1) })).toBe(
    "1 file differs from the index: a added. Update it: footnote index",
  );
  expect(staleLine({ stale: stale.slice(0, 1) }, "http://x")).toBe(
    "1 file differs from the index of http://x: a added.",
  );
  for (const stale of [null, []]) expect([staleWords({ stale }), staleLine({ stale })]).toEqual(["", ""]);
});

test("what a first build has still to read is not said to have changed, and goes on by the same command", () => {
  const stale = ["a", "b"].map((path) => ({ path, change: "added" }) as const);
  const unbuilt = "2 files are not in the index yet: its build has not ended.";
  expect(staleWords({ stale, incomplete: true })).toBe(unbuilt);
  expect(staleLine({ stale, incomplete: true })).toBe(`${unbuilt} Go on with it: footnote index`);
  expect(staleLine({ stale, incomplete: true }, "http://x")).toBe(unbuilt);
  expect(staleWords({ stale: [...stale, { path: "c", change: "changed" }], incomplete: true })).toBe(
    `${unbuilt} 1 file differs from the index: c changed.`,
  );
  expect(staleWords({ stale: null, incomplete: true })).toBe(
    "Files are not in the index yet: its build has not ended.",
  );
});

test("times are as exact as they are of use", () => {
  expect([duration(9.4), duration(1240), timeLeft(19.2), timeLeft(130)]).toEqual(["9 ms", "1.2 s", "20 s", "3 min"]);
});

test("what is not certain is never said to be", () => {
  expect([percentOf(0.966), percentOf(0.998), percentOf(1)]).toEqual(["97%", "over 99%", "100%"]);
  expect(confidenceWords({ label: "high", probability: 0.998 })).toBe("high confidence (over 99%)");
  expect(confidenceWords({ label: "uncalibrated", probability: null })).toBe(
    "confidence not calibrated for this model",
  );
});

describe("a build", () => {
  const none = { generation: "g1", added: [], changed: [], deleted: [], skipped: [] };
  const progress = { files_done: 3, files_total: 10, passages_done: 40, passages_total: 1204, current: null };

  test("is told by what it changed", () => {
    expect(differenceWords({ ...none, deleted: ["a"], added: ["b", "c"] })).toBe("2 added, 1 deleted");
    expect(differenceWords(none)).toBe("nothing changed");
    expect(builtWords({ ...none, documents: 1, passages: 2, embedded: 0, seconds: 0.412 })).toBe(
      "Indexed 1 document (nothing changed): 2 passages, 0 embedded, in 412 ms.",
    );
  });

  test("that runs is told by what is known of its pace", () => {
    const known = { ...progress, phase: "embed", passages_per_second: 95.2, eta_seconds: 12.5 } as const;
    expect(progressFacts(known)).toEqual(["3/10 files", "40/1,204 passages", "95/s", "13 s left"]);
    expect(progressFacts({ ...known, passages_per_second: 0, eta_seconds: null }, " of ")).toEqual([
      "3 of 10 files",
      "40 of 1,204 passages",
    ]);
    expect(shareDone(known)).toBeCloseTo(40 / 1204);
    expect([shareDone({ ...known, phase: "discover" }), shareDone({ ...known, phase: "write" })]).toEqual([0, 1]);
  });
});

test("why sentences of a model aren't shown is told apart", () => {
  const out = (...reasons: WrittenReason[]) => reasons.map((reason) => ({ verdict: "left_out", reason }) as const);
  const replaced = [{ verdict: "replaced", reason: "unknown_id" }] as const;
  expect(unprovenWords([...out("uncited", "fact", "uncited", "unsaid", "repeated"), ...replaced])).toEqual([
    "2 sentences left out: they cite nothing",
    "2 sentences left out: what they cite doesn't say it",
    "1 sentence left out: it says again what was said",
    "1 sentence replaced by a quote: it cites what was not given",
  ]);
  expect(unprovenWords([{ verdict: "replaced", reason: "fact" }])).toEqual([
    "1 sentence replaced by a quote: what it cites doesn't say it",
  ]);
  expect(unprovenWords([{ verdict: "proven", reason: null }])).toEqual([]);
});
