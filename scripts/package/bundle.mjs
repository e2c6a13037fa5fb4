// Bundles the compiled program in dist/ with the libraries that it uses into a few files: what people install is small and
// starts fast, as Node reads tens of files instead of thousands. Laid out like dist/, as threads and data are found by
// their place.
import { realpathSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = join(root, "dist");

/**
 * What is not bundled but installed beside: machine code, data that is read as files, and code that takes more than 150 kB
 * of the tarball. All else is in the bundle.
 */
export const INSTALLED = [
  "sharp",
  "tesseract.js-core",
  "@tesseract.js-data/eng",
  "dictionary-en",
  "jschardet",
  "unpdf",
  "@kenjiuno/msgreader",
  "iconv-lite",
];

/** Where a process or thread begins, next to the public entries that package.json names. */
const BEGINNINGS = [
  "cli/main",
  "assistant/threaded/assistant-worker",
  "embedding/embed-worker",
  "index/build/build-child",
  "index/ocr/ocr-worker",
  "index/readers/reading-worker",
];

const runtime = join(dist, "embedding", "packed-runtime.js");
const transformers = realpathSync(join(root, "node_modules", "@xenova", "transformers"));
const ink = realpathSync(join(root, "node_modules", "ink"));
const zod = realpathSync(join(root, "node_modules", "zod"));
const nothing = "\0nothing";

/** Instead of what a module asks for: our runtime for onnxruntime-node, and nothing for what is never called. */
const INSTEAD = [
  { ask: "./onnx-node.js", by: transformers, give: runtime },
  { ask: "onnxruntime-common", by: transformers, give: runtime },
  // For browsers.
  { ask: "onnxruntime-web/webgpu", by: transformers, give: nothing },
  // Reads pictures for models of pictures.
  { ask: "sharp", by: transformers, give: nothing },
  // Messages in 50 languages; English ones are asked for by themselves.
  { ask: "../locales/index.js", by: zod, give: nothing },
  // Ink's own developer tools.
  { ask: "./devtools.js", by: ink, give: nothing },
];

/** @returns the packages that the bundle holds, by their folders in node_modules */
export async function bundle(outDir, publicEntries) {
  const entries = [...BEGINNINGS, ...publicEntries];
  const build = await rolldown({
    input: Object.fromEntries(entries.map((entry) => [entry, join(dist, `${entry}.js`)])),
    platform: "node",
    external: (id, by) => !insteadOf(id, by) && INSTALLED.some((name) => id === name || id.startsWith(`${name}/`)),
    transform: { define: { "process.env.NODE_ENV": '"production"' } },
    resolve: { alias: { "@xenova/transformers": join(transformers, "src", "transformers.js") } },
    plugins: [instead(), keepPlaces()],
    onLog(level, log, say) {
      if (log.code !== "EVAL" && log.code !== "CIRCULAR_DEPENDENCY") say(level, log);
    },
  });
  const { output } = await build.write({
    dir: outDir,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "parts/[name]-[hash].js",
    // Names stay, so that a report of a crash can be read.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    comments: { legal: false },
  });
  await build.close();
  const files = output.flatMap(({ modules = {} }) =>
    Object.entries(modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : [])),
  );
  return [...new Set(files.flatMap(packageFolder))].sort();
}

function insteadOf(ask, by) {
  return by && INSTEAD.find((one) => one.ask === ask && by.startsWith(one.by));
}

function instead() {
  const unused = new Set(INSTEAD);
  return {
    name: "instead",
    resolveId(ask, by) {
      const found = insteadOf(ask, by);
      if (found) unused.delete(found);
      return found ? { id: found.give } : null;
    },
    buildEnd(error) {
      const asked = [...unused].map((one) => one.ask);
      if (!error && asked.length > 0) throw new Error(`nothing asks for ${asked.join(", ")} any more`);
    },
    load: (id) => (id === nothing ? "export default {}; export const initialize = undefined;" : null),
  };
}

/** Modules of ours find threads, models and package.json by `import.meta.url`: wherever their code ends up, they get the one that they would have. */
function keepPlaces() {
  const mark = /__PLACE_OF_(.+?)__END__/g;
  return {
    name: "keep-places",
    transform(code, id) {
      if (!id.startsWith(dist + sep) || !code.includes("import.meta.url")) return null;
      const place = relative(dist, id).split(sep).join("/");
      return code.replaceAll("import.meta.url", `new URL("__PLACE_OF_${place}__END__", import.meta.url).href`);
    },
    renderChunk(code, { fileName }) {
      if (!code.includes("__PLACE_OF_")) return null;
      return code.replace(mark, (_, place) => {
        const path = posix.relative(posix.dirname(fileName), place);
        return path.startsWith(".") ? path : `./${path}`;
      });
    },
  };
}

function packageFolder(id) {
  const at = id.lastIndexOf(`${sep}node_modules${sep}`);
  if (at === -1) return [];
  const [scope, name] = id.slice(at + "/node_modules/".length).split(sep);
  return [join(id.slice(0, at), "node_modules", scope, scope.startsWith("@") ? name : "")];
}
