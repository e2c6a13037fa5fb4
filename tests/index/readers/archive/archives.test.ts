import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fixture, readBytes, readFixture } from "../../../helpers/fixtures.js";
import { makeZip } from "../../../helpers/make-zip.js";

describe("an archive", () => {
  it("of ZIP is its files, without links, hidden files and what leads out of it", async () => {
    const { contained, setAside, text } = await readFixture("zip", "papers.zip");
    expect(text).toBe("");
    expect(contained?.map(({ path }) => path)).toEqual(["post/letter.txt", "tables/loans.csv", "post/offer.eml"]);
    expect(setAside).toEqual([{ path: "film.mp4", reason: expect.stringMatching(/^is a recording/) }]);
    expect(contained?.[0]?.bytes).toEqual(fixture("source/letter.txt"));
  });

  it("of TAR, packed, is its files with long names", async () => {
    const { contained } = await readFixture("tar", "papers.tar.gz");
    expect(contained?.map(({ path }) => path)).toEqual([
      "post/letter.txt",
      `tables/${"long-".repeat(30)}name/loans.csv`,
    ]);
    expect(contained?.[0]?.bytes).toEqual(fixture("source/letter.txt"));
  });

  it("of one packed file is the file", async () => {
    const { contained } = await readFixture("tar", "letter.txt.gz");
    expect(contained).toEqual([{ path: "letter.txt", bytes: fixture("source/letter.txt") }]);
  });

  it("that is encrypted says so", async () => {
    expect(await readBytes("zip", fixture("encrypted.zip"), "a.zip")).toEqual({
      status: "unreadable",
      reason: "is encrypted; unpack it here with its password",
    });
  });

  it.each([
    ["zip", "a.zip", makeZip([{ name: "a.txt", content: new Uint8Array(48 << 20) }])],
    ["tar", "a.txt.gz", new Uint8Array(gzipSync(new Uint8Array(48 << 20)))],
  ] as const)("that is a bomb is set aside as %s (%s)", async (format, name, bytes) => {
    expect(await readBytes(format, bytes, name)).toMatchObject({
      status: "unreadable",
      reason: expect.stringMatching(/only a bomb does/),
    });
  });

  it("of nothing but padding is set aside, however much it is", async () => {
    const result = await readBytes("tar", new Uint8Array(gzipSync(new Uint8Array(48 << 20))), "a.tgz");
    expect(result).toMatchObject({ status: "unreadable" });
  });

  it("with a file that is not as large as it says is read without it", async () => {
    const bytes = makeZip([
      { name: "good.txt", content: "Good." },
      { name: "bad.txt", content: "Bad in many words.", declaredSize: 3 },
    ]);
    const result = await readBytes("zip", bytes, "a.zip");
    expect(result).toMatchObject({
      contained: [{ path: "good.txt" }],
      setAside: [{ path: "bad.txt", reason: "is damaged within the archive" }],
    });
  });
});
