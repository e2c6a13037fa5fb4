// Makes a folder of documents of many passages: the sentences of an index, shuffled with a fixed seed, again and again.
// A folder of more passages begins with the files of one of fewer.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomNumbers, shuffled } from "./random.mjs";

const SEED = 7;
const SENTENCES_A_PARAGRAPH = 5;
/** What a passage adds to the one before it, with the splitter's defaults: measured on such documents. */
const CHARACTERS_A_PASSAGE = 632;
const PASSAGES_A_DOCUMENT = 40;
const DOCUMENTS_A_FOLDER = 250;

/** @param texts the sentences @param passages about so many */
export async function writeDocuments(folder, texts, passages) {
  const next = endless(texts);
  for (let number = 0; number * PASSAGES_A_DOCUMENT < passages; number++) {
    const part = String(Math.floor(number / DOCUMENTS_A_FOLDER)).padStart(3, "0");
    await mkdir(join(folder, part), { recursive: true });
    const characters = CHARACTERS_A_PASSAGE * Math.min(PASSAGES_A_DOCUMENT, passages - number * PASSAGES_A_DOCUMENT);
    await writeFile(join(folder, part, `${String(number).padStart(6, "0")}.txt`), documentOf(next, characters));
  }
}

function documentOf(next, characters) {
  const paragraphs = [];
  for (let length = 0; length < characters; length += paragraphs.at(-1).length + 2) {
    paragraphs.push(Array.from({ length: SENTENCES_A_PARAGRAPH }, next).join(" "));
  }
  return `${paragraphs.join("\n\n")}\n`;
}

function endless(texts) {
  const random = randomNumbers(SEED);
  let left = [];
  return () => {
    if (left.length === 0) left = shuffled(texts, random);
    return left.pop();
  };
}
