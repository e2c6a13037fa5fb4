/** The module of `dot-products.wat`, made by `scripts/build-dot-products.mjs`. */
const MODULE =
  "AGFzbQEAAAABCgFgBn9/f39/fwACEAEGbWVtb3J5BGRhdGECAAEDAgEABwkBBXNjb3JlAAAKmwEBmAECAXsBfwJAA0AgBEUNAf0MAAAAAAAAAAAAAAAAAAAAACEGQQAhBwNAIAYgACAHQQF0av0ABAAgASAHav0BAwD9ugH9rgEhBiAHQQhqIgcgBUkNAAsgAyACKgIAIAb9GwAgBv0bAWogBv0bAiAG/RsDamqylDgCACABIAVqIQEgAkEEaiECIANBBGohAyAEQQFrIQQMAAsLCw==";

/** What of the engine's interface is used here: the types of Node 20 leave it out. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

const PAGE_BYTES = 65_536;

/** Memory, and what computes in it. All arguments but `rows` and `width` are places in it, in bytes. */
export interface DotProducts {
  readonly memory: ArrayBuffer;
  /**
   * Writes a score (f32) for each row of codes (i8): its dot product with the query (i16) times its scale (f32).
   * @param width numbers of a row, a multiple of 8; their sum must fit 32 bits
   */
  score(query: number, codes: number, scales: number, scores: number, rows: number, width: number): void;
}

let compiled: object | null = null;

export function allocateDotProducts(bytes: number): DotProducts {
  const data = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  compiled ??= new WebAssembly.Module(Buffer.from(MODULE, "base64"));
  const { score } = new WebAssembly.Instance(compiled, { memory: { data } }).exports as Pick<DotProducts, "score">;
  return { memory: data.buffer, score };
}
