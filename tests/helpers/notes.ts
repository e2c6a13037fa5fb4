const SUBJECTS = ["The ferry", "Our archive", "The night train", "A copper kettle", "The lighthouse", "Each gardener"];
const VERBS = ["leaves for", "was repaired in", "belongs to", "is older than", "cannot be seen from", "pays for"];
const PLACES = ["Aveiro", "the harbour", "Lyon", "the old mill", "Room 14", "the botanical garden"];
const ENDS = ["on Mondays", "since 1931", "after the flood", "without a ticket", "at 07:14", "in the long winter"];

/** A paragraph of its own for each number: about one passage. */
export function paragraph(number: number): string {
  const sentences = Array.from({ length: 7 }, (_, i) => {
    const at = number * 7 + i;
    const pick = (words: readonly string[], step: number) => words[Math.floor(at / step) % words.length];
    return `${pick(SUBJECTS, 1)} ${pick(VERBS, 5)} ${pick(PLACES, 7)} ${pick(ENDS, 11)}, says note ${number}-${i}.`;
  });
  return sentences.join(" ");
}

/** A Markdown document with a section a paragraph. Its title stands in it, so that its name says nothing more. */
export function notes(title: string, numbers: readonly number[]): string {
  return [`# ${title}`, ...numbers.map((number) => `## Note ${number}\n\n${paragraph(number)}`)]
    .join("\n\n")
    .concat("\n");
}
