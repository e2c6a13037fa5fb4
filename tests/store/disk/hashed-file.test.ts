import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { expect, it } from "vitest";
import { HashedFile } from "../../../src/store/disk/hashed-file.js";
import { tempFolder } from "../../helpers/temp-folder.js";

const MEGABYTE = 2 ** 20;

it("holds what it was given in that order, small pieces and large", async () => {
  const path = join(await tempFolder(), "file");
  const file = await HashedFile.create(path);
  const sizes = [3, 5 * MEGABYTE, 7, 0, 11, 6 * MEGABYTE, 4 * MEGABYTE, 1];
  const pieces = sizes.map((size, i) => new Uint8Array(size).fill(i + 1));
  for (const piece of pieces) {
    file.add(piece);
    if (piece.length > MEGABYTE) await file.drain();
  }
  const whole = Buffer.concat(pieces);
  expect(await file.finish()).toEqual({
    size: whole.length,
    crc32: crc32(whole),
    sha256: createHash("sha256").update(whole).digest("hex"),
  });
  expect((await readFile(path)).equals(whole)).toBe(true);
});
