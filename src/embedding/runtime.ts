import { env } from "@xenova/transformers";

/** What computes the models. */
export interface Runtime {
  readonly kind: "native" | "webassembly";
  readonly version: string;
  /** Why it is WebAssembly; null for machine code. */
  readonly whyNotNative: string | null;
}

interface OnnxEnv {
  readonly versions?: { readonly node?: string; readonly web?: string };
  readonly whyNotNative?: string;
}

export function runtimeInUse(): Runtime {
  const { versions = {}, whyNotNative = null } = env.backends.onnx as OnnxEnv;
  return versions.node
    ? { kind: "native", version: versions.node, whyNotNative: null }
    : { kind: "webassembly", version: versions.web ?? "", whyNotNative };
}
