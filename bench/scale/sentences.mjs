import { readdir } from "node:fs/promises";
import { readFile } from "../../dist/index/readers/read-document.js";
import { splitSentences } from "../../dist/index/split/sentences.js";

const SHORTEST = 20;

/** The sentences of all paragraphs of a folder's documents, each once, on one line. */
export async function readSentences(corpus) {
  const all = new Set();
  for (const path of (await readdir(corpus, { recursive: true })).sort()) {
    const { documents = [] } = await readFile(corpus, { path });
    for (const document of documents) {
      for (const { start, end, kind } of splitSentences(document)) {
        const sentence = document.text.slice(start, end).replace(/\s+/g, " ");
        if (kind === "paragraph" && sentence.length >= SHORTEST) all.add(sentence);
      }
    }
  }
  return [...all];
}
