import { readFile } from "node:fs/promises";
import * as ort from "onnxruntime-web/wasm";

/** What transformers.js uses of ONNX Runtime, whichever it is. */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: string, options?: ort.InferenceSession.SessionOptions): Promise<ort.InferenceSession>;
  };
  readonly Tensor: typeof ort.Tensor;
  readonly env: Record<string, unknown>;
}

/**
 * ONNX Runtime compiled to WebAssembly, which computes on one thread what machine code does, in twice the time.
 * @param wasm gives the compiled runtime; called with the first model
 * @param env what it tells about itself
 */
export function webAssemblyRuntime(wasm: () => Promise<Uint8Array>, env: Record<string, unknown> = {}): OnnxRuntime {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  let loading: Promise<Uint8Array> | undefined;
  return {
    Tensor: ort.Tensor,
    // Its own has addresses of its files on the network, from which transformers.js would load them.
    env: { versions: { web: ort.env.versions.web }, ...env },
    InferenceSession: {
      async create(model, options) {
        loading ??= wasm();
        ort.env.wasm.wasmBinary = await loading;
        return ort.InferenceSession.create(new Uint8Array(await readFile(model)), options);
      },
    },
  };
}
