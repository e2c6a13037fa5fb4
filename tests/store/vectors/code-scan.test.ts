import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dot, normalise } from "../../../src/embedding/pooling.js";
import { CodeScan } from "../../../src/store/vectors/code-scan.js";
import { quantise } from "../../../src/store/vectors/quantised-vectors.js";

const unit = (dimensions: number) =>
  fc
    .array(fc.integer({ min: -1000, max: 1000 }), { minLength: dimensions, maxLength: dimensions })
    .map((numbers) => normalise(Float32Array.from(numbers)));

/** Widths that the dot product takes as they are, and widths that have to be filled up. */
const vectors = fc
  .integer({ min: 1, max: 40 })
  .chain((dimensions) => fc.tuple(fc.array(unit(dimensions), { minLength: 1, maxLength: 30 }), unit(dimensions)));

function scanOf(rows: readonly Float32Array[]): CodeScan {
  const dimensions = rows[0]!.length;
  const all = new Float32Array(rows.length * dimensions);
  for (const [at, row] of rows.entries()) all.set(row, at * dimensions);
  return new CodeScan(dimensions, quantise(all, dimensions));
}

describe("a scan over 8-bit codes", () => {
  it("is off by no more than half a level of each number", () => {
    fc.assert(
      fc.property(vectors, ([rows, query]) => {
        for (const { row, score } of scanOf(rows).search(query, rows.length)) {
          expect(Math.abs(score - dot(query, rows[row]!))).toBeLessThan((0.51 / 127) * Math.sqrt(query.length));
        }
      }),
    );
  });

  it("gives as many as were asked for, best first, and each row once", () => {
    fc.assert(
      fc.property(vectors, fc.integer({ min: 1, max: 40 }), ([rows, query], limit) => {
        const found = scanOf(rows).search(query, limit);
        expect(found).toHaveLength(Math.min(limit, rows.length));
        expect(new Set(found.map(({ row }) => row)).size).toBe(found.length);
        expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a));
      }),
    );
  });

  it("scores a row the same whichever other rows are searched", () => {
    fc.assert(
      fc.property(vectors, fc.func(fc.boolean()), ([rows, query], isAllowed) => {
        const scan = scanOf(rows);
        const allowed = rows.flatMap((_, row) => (isAllowed(row) ? [row] : []));
        const all = scan.search(query, rows.length).filter(({ row }) => allowed.includes(row));
        expect(scan.search(query, rows.length, allowed)).toEqual(all);
      }),
    );
  });

  it("holds the same rows when they are set one by one, and loaded again", () => {
    fc.assert(
      fc.property(vectors, ([rows, query]) => {
        const scan = new CodeScan(query.length);
        for (const [row, vector] of rows.entries()) scan.set(row, vector);
        const { codes, present } = scan.columns();
        const expected = scanOf(rows).search(query, rows.length);
        expect(scan.search(query, rows.length)).toEqual(expected);
        expect(new CodeScan(query.length, codes, present).search(query, rows.length)).toEqual(expected);
      }),
    );
  });

  it("doesn't find a row that was removed", () => {
    const scan = scanOf([Float32Array.of(1, 0), Float32Array.of(0, 1)]);
    scan.remove(0);
    expect(scan.search(Float32Array.of(1, 0), 5).map(({ row }) => row)).toEqual([1]);
  });
});

describe("the module of the dot product", () => {
  it("is compiled from its source as it stands", () => {
    expect(() => execFileSync(process.execPath, ["scripts/build-dot-products.mjs", "--check"])).not.toThrow();
  });
});
