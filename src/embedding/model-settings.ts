import { basename, dirname, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Settings } from "../core/settings.js";

/** Which model embeds, and how it wants to be spoken to. */
export interface ModelSettings {
  /** Folder under `path`, or hub id: `Xenova/e5-small-v2`. */
  readonly name: string;
  /** Absolute path of the folder that holds `name`. */
  readonly path: string;
  /** Model under `path` whose tokenizer it has [its own]. */
  readonly tokenizer?: string;
  /** Lets transformers.js download a model that `path` does not hold [false]. */
  readonly allowRemote: boolean;
  /** Weights file: `q8` reads onnx/model_quantized.onnx, `fp32` onnx/model.onnx. */
  readonly dtype: "q8" | "fp32";
  readonly pooling: "mean" | "cls";
  readonly queryPrefix: string;
  readonly passagePrefix: string;
}

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
function conventionOf(name: string): Convention {
  const known = CONVENTIONS.find(([family]) => family.test(name));
  return known ? known[1] : { pooling: "mean", queryPrefix: "", passagePrefix: "" };
}

/** What the settings of a user say about the model: a hub id or a folder, absolute or starting with a dot, and the rest. */
export type ModelChoice = Pick<
  Settings,
  | "model"
  | "modelPath"
  | "allowRemoteModels"
  | "offline"
  | "modelDtype"
  | "modelPooling"
  | "queryPrefix"
  | "passagePrefix"
>;

/** @param cwd what relative folders are relative to */
export function modelSettings(choice: ModelChoice, cwd: string): ModelSettings {
  const isFolder = isAbsolute(choice.model) || choice.model.startsWith(".");
  const folder = resolve(cwd, choice.model);
  const shipped = fileURLToPath(new URL("../../models", import.meta.url));
  const convention = conventionOf(choice.model);
  return {
    name: isFolder ? basename(folder) : choice.model,
    path: isFolder ? dirname(folder) : choice.modelPath === "" ? shipped : resolve(cwd, choice.modelPath),
    allowRemote: choice.allowRemoteModels && !choice.offline,
    dtype: choice.modelDtype,
    pooling: choice.modelPooling === "auto" ? convention.pooling : choice.modelPooling,
    queryPrefix: choice.queryPrefix ?? convention.queryPrefix,
    passagePrefix: choice.passagePrefix ?? convention.passagePrefix,
  };
}
