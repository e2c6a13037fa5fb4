import { appendFile, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EmbeddingJournal } from "../../../src/index/build/embedding-journal.js";
import { DIMENSIONS, SETTINGS, unitVector } from "../../contracts/index-samples.js";
import { tempFolder } from "../../helpers/temp-folder.js";

const HASHES = ["aa", "bb", "cc"].map((digits) => digits.repeat(32)) as [string, string, string];
const { fingerprint } = SETTINGS;

const embeddingOf = (hash: string) => {
  const sentences = new Float32Array(2 * DIMENSIONS);
  sentences.set(unitVector(`${hash} 0`));
  sentences.set(unitVector(`${hash} 1`), DIMENSIONS);
  return { vector: unitVector(hash), sentences };
};

/** A folder with the journal of three passages, and the journal's path. */
async function written(): Promise<[folder: string, file: string]> {
  const folder = await tempFolder();
  const journal = await EmbeddingJournal.open(folder, fingerprint, false);
  await Promise.all(HASHES.map((hash) => journal.append(hash, embeddingOf(hash))));
  await journal.close();
  return [folder, join(folder, "journal")];
}

/** Which of the three passages the journal still holds. */
async function held(folder: string, full = false, model = fingerprint): Promise<boolean[]> {
  const journal = await EmbeddingJournal.open(folder, model, full);
  try {
    const found: boolean[] = [];
    for (const hash of HASHES) {
      const embedding = await journal.get(hash);
      if (embedding) expect(embedding.vector).toEqual(unitVector(hash));
      found.push(embedding !== undefined);
    }
    return found;
  } finally {
    await journal.close();
  }
}

test("the journal gives back what was appended, to the same build and to the next", async () => {
  const [folder] = await written();
  expect(await held(folder)).toEqual([true, true, true]);
});

test("a journal of many megabytes gives back what was appended", async () => {
  const folder = await tempFolder();
  const sentencesOf = (at: number) => new Float32Array(20_000 * DIMENSIONS).fill((at + 1) / 10);
  const journal = await EmbeddingJournal.open(folder, fingerprint, false);
  for (const [at, hash] of HASHES.entries()) {
    await journal.append(hash, { vector: unitVector(hash), sentences: sentencesOf(at) });
  }
  await journal.close();
  const opened = await EmbeddingJournal.open(folder, fingerprint, false);
  for (const [at, hash] of HASHES.entries()) {
    const { vector, sentences } = (await opened.get(hash))!;
    expect(vector).toEqual(unitVector(hash));
    expect(Buffer.from(sentences.buffer).equals(Buffer.from(sentencesOf(at).buffer))).toBe(true);
  }
  await opened.close();
});

test("a journal that was torn off at any byte gives its whole records, and can be appended to", async () => {
  const [folder, file] = await written();
  const { length } = await readFile(file);
  const record = (length - (await readFile(file)).indexOf("\n") - 1) / 3;
  for (const kept of [length - 1, length - record, length - record - 1, length - 2 * record + 39, 20, 0]) {
    await truncate(file, Math.min(kept, (await readFile(file)).length));
    const whole = Math.max(0, Math.floor((kept - (length - 3 * record)) / record));
    expect(await held(folder), `${kept} bytes`).toEqual([0, 1, 2].map((at) => at < whole));
  }
  const journal = await EmbeddingJournal.open(folder, fingerprint, false);
  await journal.append(HASHES[2], embeddingOf(HASHES[2]));
  await journal.close();
  expect(await held(folder)).toEqual([false, false, true]);
});

test("a record with a wrong byte, a huge length or zeros ends the journal, and is cut off", async () => {
  for (const [at, value] of [
    [0, 1],
    [7, 0xff],
    [100, 7],
  ] as const) {
    const [folder, file] = await written();
    const bytes = await readFile(file);
    const start = bytes.indexOf("\n") + 1;
    const second = start + (bytes.length - start) / 3;
    bytes[second + at]! ^= value;
    await writeFile(file, bytes);
    expect(await held(folder)).toEqual([true, false, false]);
    expect((await readFile(file)).length).toBe(second);
  }
  const [folder, file] = await written();
  const { length } = await readFile(file);
  await appendFile(file, Buffer.alloc(5000));
  expect(await held(folder)).toEqual([true, true, true]);
  expect((await readFile(file)).length).toBe(length);
});

test("vectors that another writer made wrong meanwhile are not given", async () => {
  const [folder, file] = await written();
  const journal = await EmbeddingJournal.open(folder, fingerprint, false);
  const bytes = await readFile(file);
  bytes[bytes.length - 1]! ^= 1;
  await writeFile(file, bytes);
  expect(await journal.get(HASHES[2])).toBeUndefined();
  expect(await journal.get(HASHES[0])).toBeDefined();
  await journal.close();
});

test("a journal of another model, of a full build or of no journal's content at all is begun anew", async () => {
  const others: [boolean, typeof fingerprint][] = [
    [false, { ...fingerprint, passagePrefix: "text: " } as unknown as typeof fingerprint],
    [true, fingerprint],
  ];
  for (const [full, model] of others) {
    const [folder] = await written();
    expect(await held(folder, full, model)).toEqual([false, false, false]);
    expect(await held(folder)).toEqual([false, false, false]);
  }
  const [folder, file] = await written();
  await writeFile(file, "no journal\n");
  expect(await held(folder)).toEqual([false, false, false]);
});

test("a journal that can't be written says so each time, and leaves nothing unhandled", async () => {
  const [folder] = await written();
  const journal = await EmbeddingJournal.open(folder, fingerprint, false);
  await journal.close();
  const failing = [
    journal.append(HASHES[0], embeddingOf(HASHES[0])),
    journal.append(HASHES[1], embeddingOf(HASHES[1])),
  ];
  for (const append of failing) await expect(append).rejects.toThrow();
  await journal.discard();
});
