// The parts of what is released: packages that run or are bundled, and models. What the lockfile says of a package
// counts; of what it can't know, the tables here tell.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Of packages that don't say it themselves, with where it stands. */
const LICENCES = {
  format: "MIT", // "licenses" in its package.json, an older form
};

/** Licences that all parts may have; the others have to be agreed to for a part by name. */
const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Python-2.0",
  "Unlicense",
  "WordNet",
]);
/** Used as they are published, in files of their own that anyone can replace. */
const AGREED = [
  [/^@img\/sharp-/, "LGPL-3.0-or-later"],
  [/^ical\.js$/, "MPL-2.0"],
];

/** What the shipped folders of models hold; `data` is what they were made from, as their cards say. */
export const MODELS = [
  {
    name: "e5-small-v2",
    folder: "models/Xenova/e5-small-v2",
    type: "machine-learning-model",
    licence: "MIT",
    text: "models/LICENSE",
    about: "embeds passages and questions; by Liang Wang and others, Microsoft",
    from: "https://huggingface.co/intfloat/e5-small-v2",
  },
  {
    name: "footnote-reader",
    folder: "models/footnote-reader",
    type: "machine-learning-model",
    licence: "MIT",
    text: "LICENSE",
    about: "reads a question beside a passage; trained by this project",
    data: [
      ["all-MiniLM-L6-v2 by sentence-transformers, the encoder at the start", "Apache-2.0"],
      ["MiniLM by Microsoft, from which that was made", "MIT"],
      ["the vocabulary of BERT (uncased) by Google", "Apache-2.0"],
      ["SQuAD 1.1 and 2.0 by Pranav Rajpurkar and others, Stanford", "CC BY-SA 4.0"],
      ["SQuADShifts by John Miller and others", "CC BY 4.0"],
      ["SNLI by Samuel Bowman and others, Stanford", "CC BY-SA 4.0"],
      ["FEVER by James Thorne and others, with texts of Wikipedia", "CC BY-SA 3.0"],
      ["BEGIN by Nouha Dziri and others (Wizard of Wikipedia)", "CC BY 4.0"],
      ["Topical-Chat by Amazon, in BEGIN", "CDLA-Sharing-1.0"],
      ["CMU-DoG by Kangyan Zhou and others, in BEGIN", "a notice of its own that allows use and distribution"],
    ],
  },
  {
    name: "wordnet",
    folder: "models/wordnet",
    type: "data",
    licence: "WordNet",
    text: "models/wordnet/LICENSE",
    about: "words and what they mean, made of WordNet 3.0 by Princeton University",
    from: "https://wordnet.princeton.edu",
  },
];

/** What the page's bundle takes of packages that are not installed with the program, with the files that license it. */
export const BUNDLED = {
  "pdfjs-dist": [
    "standard_fonts/LICENSE_FOXIT",
    "wasm/LICENSE_JBIG2",
    "wasm/LICENSE_OPENJPEG",
    "wasm/LICENSE_PDFJS_JBIG2",
    "wasm/LICENSE_PDFJS_OPENJPEG",
    "wasm/LICENSE_PDFJS_QCMS",
    "wasm/LICENSE_QCMS",
  ],
  "react-dom": [],
  "swagger-ui-dist": ["swagger-ui-es-bundle.js.LICENSE.txt"],
};
/** What these take in turn. */
const BUNDLED_TOO = ["scheduler"];

/** Licences of packages that ship none, by paths. */
export const KEPT = {
  "onnxruntime-common": "scripts/package/onnxruntime-license.txt",
  "onnxruntime-node": "scripts/package/onnxruntime-license.txt",
  "onnxruntime-web": "scripts/package/onnxruntime-license.txt",
};

/** Other people's work within a package, which its own licence file doesn't speak of. */
export const WITHIN = {
  "@tesseract.js-data/eng": "trained data of Tesseract by Google, Apache-2.0",
  "onnxruntime-node": "ONNX Runtime by Microsoft, MIT, with the parts that its ThirdPartyNotices.txt names",
  "onnxruntime-web": "ONNX Runtime by Microsoft, MIT, compiled to WebAssembly",
  "tesseract.js-core": "Tesseract OCR, Apache-2.0, and Leptonica, BSD-2-Clause, compiled to WebAssembly",
  unpdf: "pdf.js by the Mozilla Foundation, Apache-2.0",
};

export function readJson(path) {
  return JSON.parse(readFileSync(`${ROOT}${path}`, "utf8"));
}

/**
 * Packages that run or are bundled, by name; of several versions the outermost stands for all.
 * @returns {{ name: string, path: string, version: string, licence: string, isEverywhere: boolean, isBundled: boolean }[]}
 *   `isEverywhere`: it is installed on every platform, so that its files can be read wherever this runs
 */
export function packages(lock = readJson("package-lock.json")) {
  const found = new Map();
  for (const [path, entry] of Object.entries(lock.packages)) {
    const name = entry.name ?? path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const isBundled = path in bundledPaths;
    if (path === "" || entry.link || (entry.dev && !isBundled)) continue;
    const known = found.get(name);
    if (known && known.path.length <= path.length) continue;
    found.set(name, {
      name,
      path,
      version: entry.version,
      licence: entry.license ?? LICENCES[name] ?? "none",
      isEverywhere: !entry.optional && !entry.os && !entry.cpu,
      isBundled: isBundled && Boolean(entry.dev),
    });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const bundledPaths = Object.fromEntries(
  [...Object.keys(BUNDLED), ...BUNDLED_TOO].map((name) => [`node_modules/${name}`, true]),
);

/** Whether a part may have this licence, an SPDX expression of AND and OR. */
export function isAllowed(name, licence) {
  const isOne = (id) => ALLOWED.has(id) || AGREED.some(([names, agreed]) => agreed === id && names.test(name));
  const expression = licence.replace(/[()]/g, " ");
  return expression.split(/\sOR\s/).some((one) => one.split(/\sAND\s/).every((id) => isOne(id.trim())));
}

/** Licences and notices in a package's folder, as `{ file, text }`. */
export function textsIn(path, more = []) {
  const folder = `${ROOT}${path}`;
  if (!existsSync(folder)) return [];
  const own = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i.test(file));
  return [...own.sort(), ...more].map((file) => ({ file, text: readFileSync(`${folder}/${file}`, "utf8") }));
}
