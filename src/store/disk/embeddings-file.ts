import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import type { QuantisedVectors } from "../vectors/quantised-vectors.js";

/** What a passage was embedded as. */
export interface StoredEmbedding {
  /** Unit length. */
  readonly vector: Float32Array;
  readonly sentences: QuantisedVectors;
}

/** What tells where in the file a passage's vectors lie, and whether they are whole. */
export interface EmbeddingColumns {
  /** The sentences of row `r` are `sentenceOffsets[r]` to `sentenceOffsets[r + 1]`. */
  readonly sentenceOffsets: Uint32Array;
  readonly sentenceScales: Float32Array;
  /** CRC-32 of each row's bytes. */
  readonly checksums: Uint32Array;
}

/**
 * The vectors of all passages in one open file: a row is the passage's own, as 32-bit floats, and those of its sentences
 * as 8-bit codes. A question looks at some hundreds of rows, so they are read when they are asked for, and at once:
 * waiting for each through the thread pool costs six times the time of reading it.
 */
export class EmbeddingsFile {
  readonly #descriptor: number;
  readonly #dimensions: number;
  readonly #columns: EmbeddingColumns;

  /** @throws Error for a file of another size */
  constructor(path: string, dimensions: number, columns: EmbeddingColumns) {
    this.#dimensions = dimensions;
    this.#columns = columns;
    this.#descriptor = openSync(path, "r");
    const { size } = fstatSync(this.#descriptor);
    const expected = this.#startOf(columns.checksums.length);
    if (size === expected) return;
    closeSync(this.#descriptor);
    throw new Error(`it has ${size} bytes, not ${expected}`);
  }

  /** @throws Error for bytes that don't match their checksum */
  at(row: number): StoredEmbedding {
    const bytes = this.bytes(row);
    const { sentenceOffsets, sentenceScales } = this.#columns;
    return {
      vector: new Float32Array(bytes.buffer, 0, this.#dimensions),
      sentences: {
        values: new Int8Array(bytes.buffer, 4 * this.#dimensions),
        scales: sentenceScales.subarray(sentenceOffsets[row]!, sentenceOffsets[row + 1]!),
      },
    };
  }

  /** As they are stored. @throws Error for bytes that don't match their checksum */
  bytes(row: number): Uint8Array<ArrayBuffer> {
    const start = this.#startOf(row);
    const bytes = new Uint8Array(this.#startOf(row + 1) - start);
    const read = readSync(this.#descriptor, bytes, 0, bytes.length, start);
    if (read !== bytes.length || crc32(bytes) !== this.#columns.checksums[row]) {
      throw new Error("its checksum does not match");
    }
    return bytes;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #startOf(row: number): number {
    return this.#dimensions * (4 * row + this.#columns.sentenceOffsets[row]!);
  }
}
