// Bundles src/page/ (the page at `/` and the reference at `/docs`) into dist/page/: two HTML files and what they load,
// compressed as well as it can be. Each is kept in this form alone: it is what browsers get, and a third of the bytes.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { build } from "vite";

const folder = fileURLToPath(new URL("../src/page/", import.meta.url));

export async function buildPage(outDir) {
  await build({
    configFile: false,
    root: folder,
    base: "/",
    logLevel: "error",
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      // Data addresses would need a wider content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: { page: `${folder}index.html`, docs: `${folder}docs.html` } },
    },
  });
  compress(outDir);
}

/** Less is sent in one packet anyway. */
const SMALL_BYTES = 1_400;

function compress(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!/\.(m?js|css|html|svg|wasm|pfb)$/.test(name)) continue;
    const body = readFileSync(`${folder}/${name}`);
    if (body.length < SMALL_BYTES) continue;
    writeFileSync(`${folder}/${name}.br`, brotliCompressSync(body));
    rmSync(`${folder}/${name}`);
  }
}
