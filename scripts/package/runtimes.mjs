// Lays out the native runtime as a package a platform: ONNX Runtime's binding, its library and the code that binds them,
// out of the onnxruntime-node of the lock file, whose version they have. npm takes the one that fits the platform.
// usage: node scripts/package/runtimes.mjs OUT [PLATFORM-ARCH...]    into OUT/footnote-qa-runtime-PLATFORM-ARCH [all]
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Platforms that ONNX Runtime is compiled for; Linux with the GNU C library. */
export const RUNTIMES = [
  { os: "linux", cpu: "x64", libc: "glibc" },
  { os: "linux", cpu: "arm64", libc: "glibc" },
  { os: "darwin", cpu: "arm64" },
  { os: "win32", cpu: "x64" },
  { os: "win32", cpu: "arm64" },
];

export function runtimeName({ os, cpu }) {
  return `footnote-qa-runtime-${os}-${cpu}`;
}

/** A second copy of the library, under the name that nothing asks for. */
const COPY = /^libonnxruntime\.\d+\.\d+\.\d+\.dylib$/;

async function layOut(runtime, out) {
  const onnx = dirname(require.resolve("onnxruntime-node/package.json"));
  const { version, license } = JSON.parse(readFileSync(join(onnx, "package.json"), "utf8"));
  const folder = join(out, runtimeName(runtime));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const binaries = join(onnx, "bin", "napi-v6", runtime.os, runtime.cpu);
  for (const name of readdirSync(binaries)) {
    if (!COPY.test(name)) cpSync(join(binaries, name), join(folder, name));
  }
  await bindings(join(onnx, "dist", "index.js"), join(folder, "index.cjs"));
  cpSync(join(root, "scripts", "package", "onnxruntime-license.txt"), join(folder, "LICENSE"));
  writeFileSync(join(folder, "README.md"), readme(runtime, version));
  const manifest = {
    name: runtimeName(runtime),
    version,
    description: `ONNX Runtime ${version} for ${runtime.os} ${runtime.cpu}, on which footnote-qa computes its models.`,
    license,
    main: "index.cjs",
    os: [runtime.os],
    cpu: [runtime.cpu],
    ...(runtime.libc && { libc: [runtime.libc] }),
    publishConfig: { access: "public", provenance: true },
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return folder;
}

/** The code of onnxruntime-node and onnxruntime-common in one file, which takes the binding that lies beside it. */
async function bindings(input, file) {
  const asked = /require\(`\.\.\/bin\/napi-v6\/.*?onnxruntime_binding\.node`\)/;
  const build = await rolldown({
    input,
    platform: "node",
    external: /\.node$/,
    plugins: [
      {
        name: "beside",
        transform(code, id) {
          if (!id.endsWith("binding.js")) return null;
          if (!asked.test(code)) throw new Error(`${id} asks for its binding in another way than it did`);
          return code.replace(asked, 'require("./onnxruntime_binding.node")');
        },
      },
    ],
  });
  // Telemetry is decided on when the library is loaded.
  const banner = 'process.env.ORT_DISABLE_TELEMETRY = "1";';
  await build.write({ file, format: "cjs", banner, comments: { legal: false } });
  await build.close();
}

function readme({ os, cpu }, version) {
  return `# ${runtimeName({ os, cpu })}

The native library of [ONNX Runtime](https://onnxruntime.ai) ${version} for ${os} ${cpu}, unchanged, out of the npm package onnxruntime-node. footnote-qa computes its models with it, and with WebAssembly where it isn't there. Nothing runs while it is installed.
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [out, ...asked] = process.argv.slice(2);
  for (const runtime of RUNTIMES) {
    if (asked.length > 0 && !asked.includes(`${runtime.os}-${runtime.cpu}`)) continue;
    console.log(await layOut(runtime, out));
  }
}
