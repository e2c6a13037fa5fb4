// Bundles src/page/ (the page at `/` and the reference at `/docs`) into dist/page/: two HTML files and what they load.
import { fileURLToPath } from "node:url";
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
}
