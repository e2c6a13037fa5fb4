// Asks a folder of documents a question, and prints the answer with where each sentence stands.
// usage: node examples/ask.mjs <folder> <question>
import { isFootnoteError, openFolder } from "footnote-qa";

const [path = ".", question = "What is this about?"] = process.argv.slice(2);

try {
  const folder = await openFolder(path);
  try {
    await folder.index();
    const { answer, citations, not_found: notFound } = await folder.ask(question, { topK: 5 });
    if (answer === null) console.log(notFound?.reason);
    for (const sentence of answer?.sentences ?? []) {
      const cited = citations.filter(({ id }) => sentence.citations.includes(id));
      const places = cited.map(({ path, line_start }) => `${path}:${line_start}`);
      console.log(`${sentence.text}\n    ${places.join(", ")}`);
    }
  } finally {
    await folder.close();
  }
} catch (error) {
  if (!isFootnoteError(error)) throw error;
  console.error(`${error.message} ${error.hint}`);
  process.exitCode = 1;
}
