// What share of the characters of scanned pages is recognised, and how many pages a minute. Pages are printed from the
// shipped articles in seven typefaces (Chromium), scanned at 200 dots an inch (pdftoppm), and made worse (ImageMagick):
// the text of the printed page is known. Time is that of the processor, of all threads, as other work may run beside.
// usage: npm run bench -- ocr [sets]    clean,tilted,noisy,fax,low [all]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { OcrPool } = await import(`${root}dist/index/ocr/ocr-pool.js`);
const { languageFiles, readLanguages } = await import(`${root}dist/index/ocr/languages.js`);
const { pictureReader } = await import(`${root}dist/index/readers/picture/picture-reader.js`);

const SETS = {
  clean: { file: "jpg", convert: null },
  tilted: { file: "jpg", convert: ["-background", "white", "-rotate", "1"] },
  noisy: {
    file: "jpg",
    convert: ["-rotate", "0.4", "-blur", "0x0.7", "-attenuate", "0.3", "+noise", "Gaussian", "-quality", "60"],
  },
  fax: { file: "tif", convert: ["-threshold", "60%", "-compress", "Group4"] },
  low: { file: "jpg", convert: ["-resize", "50%", "-density", "100"] },
};
const FONTS = ["Nimbus Roman", "Nimbus Sans", "DejaVu Serif", "URW Bookman", "P052", "C059", "DejaVu Sans"];
const LAYOUTS = ["11.5pt/1.35", "10pt/1.3", "12pt/1.5"];

const work = mkdtempSync(join(tmpdir(), "footnote-ocr-"));
try {
  const pages = print();
  console.log(
    `${pages.length} pages, ${pages.reduce((sum, { text }) => sum + text.length, 0).toLocaleString("en")} characters`,
  );
  const wanted = process.argv[3]?.split(",") ?? Object.keys(SETS);
  for (const name of wanted) await measure(name, pages);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Pages as pictures, with their text. */
function print() {
  const pages = [];
  let printed = 0;
  for (const file of readdirSync(`${root}corpus`)) {
    const paragraphs = readFileSync(`${root}corpus/${file}`, "utf8")
      .split(/\n\s*\n/)
      .map(escaped);
    for (const layout of LAYOUTS) {
      const name = join(work, `p${printed}`);
      const font = FONTS[printed++ % FONTS.length];
      const style = `@page{size:A4;margin:25mm}body{font:${layout} "${font}"}`;
      const [title, ...rest] = paragraphs;
      const body = `<h1>${title}</h1>${rest.map((each) => `<p>${each}</p>`).join("")}`;
      writeFileSync(`${name}.html`, `<meta charset="utf-8"><style>${style}</style>${body}`);
      const chromium = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"];
      execFileSync("chromium", [...chromium, `--print-to-pdf=${name}.pdf`, `file://${name}.html`], { stdio: "ignore" });
      execFileSync("pdftoppm", ["-r", "200", "-gray", "-jpeg", "-jpegopt", "quality=85", `${name}.pdf`, name]);
    }
  }
  for (const file of readdirSync(work)
    .filter((each) => each.endsWith(".jpg"))
    .sort()) {
    const [, name, page] = /^(p\d+)-0*(\d+)\.jpg$/.exec(file);
    const text = execFileSync("pdftotext", ["-f", page, "-l", page, join(work, `${name}.pdf`), "-"]).toString();
    pages.push({ path: join(work, file), text: normal(text) });
  }
  return pages;
}

async function measure(name, pages) {
  const { file, convert } = SETS[name];
  const workers = availableParallelism();
  const pool = new OcrPool(await readLanguages(await languageFiles({ languages: "eng" })), {
    workers,
    isBackground: false,
  });
  const recognition = { atOnce: workers, recognize: (picture) => pool.recognize(picture) };
  const rates = [];
  let errors = 0;
  let characters = 0;
  let confidence = 0;
  let cpu = 0;
  const started = performance.now();
  const work = [...pages];
  const run = async () => {
    for (let page = work.shift(); page; page = work.shift()) {
      let { path } = page;
      if (convert) {
        path = `${page.path}.${name}.${file}`;
        execFileSync("/usr/bin/convert", [page.path, ...convert, path]);
      }
      const result = await pictureReader.read({ path, bytes: new Uint8Array(readFileSync(path)) }, recognition);
      const found = result.status === "read" ? normal(result.text) : "";
      const wrong = distance(page.text, found);
      errors += wrong;
      characters += page.text.length;
      rates.push(1 - wrong / page.text.length);
      const sure = result.status === "read" ? result.blocks.map(({ ocr }) => ocr ?? 0) : [0];
      confidence += sure.reduce((sum, each) => sum + each, 0) / sure.length;
      if (process.env.SHOW)
        console.log(path.slice(-20), percent(rates.at(-1)), `\n${page.text.slice(0, 300)}\n${found.slice(0, 300)}`);
    }
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: workers }, run));
  const { user, system } = process.cpuUsage(before);
  cpu = (user + system) / 1e6;
  const seconds = (performance.now() - started) / 1000;
  rates.sort((a, b) => a - b);
  console.log(
    `${name.padEnd(7)} ${percent(1 - errors / characters)} of characters right, worst page ${percent(rates[0])}, ` +
      `mean confidence ${percent(confidence / pages.length)}; ${(cpu / pages.length).toFixed(2)} s of processor a page: ` +
      `${Math.round((60 * workers * pages.length) / cpu)} pages a minute on ${workers} cores (here ${((60 * pages.length) / seconds).toFixed(1)})`,
  );
  await pool.close();
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").trim();
}

/** White space, and the two ways to write quotation marks and hyphens at line ends, are no matter of recognition. */
function normal(text) {
  return text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/\s+/g, " ")
    .trim();
}

function percent(share) {
  return `${(100 * share).toFixed(2)} %`;
}

/** Levenshtein's. */
function distance(a, b) {
  let before = Uint32Array.from({ length: b.length + 1 }, (_, i) => i);
  let row = new Uint32Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const swap = before[j - 1] + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      row[j] = Math.min(before[j] + 1, row[j - 1] + 1, swap);
    }
    [before, row] = [row, before];
  }
  return before[b.length];
}
