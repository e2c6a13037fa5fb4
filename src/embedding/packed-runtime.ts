/**
 * What the published package has where a clone has onnxruntime-node: that of this platform from an optional package of
 * its own, or else WebAssembly. Packing puts it there; a clone never loads it.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import type { OnnxRuntime } from "./webassembly-runtime.js";

const NATIVE = `footnote-qa-runtime-${platform()}-${arch()}`;
const WASM = fileURLToPath(new URL("../onnxruntime.wasm.br", import.meta.url));

async function load(): Promise<OnnxRuntime> {
  try {
    return createRequire(import.meta.url)(NATIVE) as OnnxRuntime;
  } catch (error) {
    const { webAssemblyRuntime } = await import("./webassembly-runtime.js");
    const unpack = async () => promisify(brotliDecompress)(await readFile(WASM));
    return webAssemblyRuntime(unpack, { whyNotNative: whyNot(error) });
  }
}

function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "MODULE_NOT_FOUND" ? `${NATIVE} isn't installed` : `${NATIVE} can't be loaded (${message})`;
}

const runtime = await load();

export default runtime;
export const Tensor: OnnxRuntime["Tensor"] = runtime.Tensor;
