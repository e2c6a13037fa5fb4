import { describe, expect, it } from "vitest";
import { fixture, readFixture } from "../../../helpers/fixtures.js";

/** Where poppler sees the words of a file, by page and word. */
function popplerWords(name: string): Map<string, number[][]> {
  const words = new Map<string, number[][]>();
  for (const line of new TextDecoder()
    .decode(fixture(`${name}.words.tsv`))
    .trimEnd()
    .split("\n")) {
    const [page, left, top, right, bottom, word] = line.split("\t") as [string, string, string, string, string, string];
    const key = `${page} ${word.normalize("NFKC")}`;
    words.set(key, [...(words.get(key) ?? []), [left, top, right, bottom].map(Number)]);
  }
  return words;
}

describe("the layout of a PDF", () => {
  it.each(["two-columns", "rotated"])("%s has every word where poppler sees it, within 2 points", async (name) => {
    const { text, layout } = await readFixture("pdf", `${name}.pdf`);
    const poppler = popplerWords(name);
    const astray = layout!.words.filter(({ start, end, page, left, top, right, bottom }) => {
      const word = text.slice(start, end);
      const places = poppler.get(`${page} ${word}`) ?? poppler.get(`${page} ${word}-`) ?? [];
      return !places.some((place) =>
        [left, top, right, bottom].every((edge, index) => Math.abs(edge - place[index]!) < 2),
      );
    });
    expect(astray.map(({ start, end }) => text.slice(start, end))).toEqual([]);
  });

  it.each(["libreoffice", "chromium", "two-columns", "labels", "rotated"])(
    "%s has a box for every word of the text, in order and on a page",
    async (name) => {
      const { text, layout } = await readFixture("pdf", `${name}.pdf`);
      const boxed = new Uint8Array(text.length);
      let held = 0;
      const odd = layout!.words.filter(({ start, end, page, left, top, right, bottom }) => {
        const { width, height } = layout!.pages[page - 1]!;
        const inOrder = start >= held && start < end;
        boxed.fill(1, start, end);
        held = end;
        return !(
          inOrder &&
          0 <= left &&
          left < right &&
          right <= width &&
          0 <= top &&
          top < bottom &&
          bottom <= height
        );
      });
      expect(odd).toEqual([]);
      const bare = [...text.matchAll(/[\p{L}\p{N}]+/gu)].filter(({ index }) => boxed[index] === 0);
      expect(bare.map(([word]) => word)).toEqual([]);
    },
  );

  it("has pages as they are shown", async () => {
    const { layout } = await readFixture("pdf", "rotated.pdf");
    expect(layout!.pages).toEqual([{ unit: "points", width: expect.closeTo(594.96), height: 420 }]);
  });

  it("has two boxes for a word that is parted at a line end", async () => {
    const { text, layout } = await readFixture("pdf", "hyphens.pdf");
    const parted = layout!.words.filter(({ end }, index) => layout!.words[index + 1]?.start === end);
    expect(parted.length).toBeGreaterThan(0);
    for (const first of parted) {
      const second = layout!.words[layout!.words.indexOf(first) + 1]!;
      expect(second.top > first.top && second.left < first.left).toBe(true);
    }
    const whole = parted.map((first) => /^\P{L}*([\p{L}’]+)/u.exec(text.slice(first.start))?.[1]);
    expect(whole).toEqual(expect.arrayContaining(["committee", "telephone"]));
  });
});
