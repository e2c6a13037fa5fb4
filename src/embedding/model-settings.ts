/** Which model embeds, and how it wants to be spoken to. */
export interface ModelSettings {
  /** Folder under `path`, or hub id: `Xenova/e5-small-v2`. */
  readonly name: string;
  /** Absolute path of the folder that holds `name`. */
  readonly path: string;
  /** Lets transformers.js download a model that `path` does not hold [false]. */
  readonly allowRemote: boolean;
  /** Weights file: `q8` reads onnx/model_quantized.onnx, `fp32` onnx/model.onnx. */
  readonly dtype: "q8" | "fp32";
  readonly pooling: "mean" | "cls";
  readonly queryPrefix: string;
  readonly passagePrefix: string;
}

export const DEFAULT_MODEL = "Xenova/e5-small-v2";

type Convention = Pick<ModelSettings, "pooling" | "queryPrefix" | "passagePrefix">;

/** How the authors of the common families say that their models are used (model cards). */
const CONVENTIONS: readonly [RegExp, Convention][] = [
  [/(^|\/)(multilingual-)?e5-/i, { pooling: "mean", queryPrefix: "query: ", passagePrefix: "passage: " }],
  [
    /(^|\/)bge-.*-en/i,
    { pooling: "cls", queryPrefix: "Represent this sentence for searching relevant passages: ", passagePrefix: "" },
  ],
  [/(^|\/)nomic-embed/i, { pooling: "mean", queryPrefix: "search_query: ", passagePrefix: "search_document: " }],
];

/** Prefixes and pooling of a model by its name; a model of no known family gets mean pooling without prefixes. */
export function conventionOf(name: string): Convention {
  const known = CONVENTIONS.find(([family]) => family.test(name));
  return known ? known[1] : { pooling: "mean", queryPrefix: "", passagePrefix: "" };
}
