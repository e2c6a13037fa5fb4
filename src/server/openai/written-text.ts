import type { Answer, Citation, Written } from "../../contract/answer.js";
import type { WrittenSentence } from "../../contract/written.js";
import { problemWords, unprovenWords, writtenByWords } from "../../core/wording.js";
import { quoted, sourcePiece } from "./chat-text.js";

/** What a model wrote, as the message has it below the quotes: piece by piece, with numbers that go on from theirs. */
export class WrittenText {
  /** `[1]` in the text is the first of them: those of the quotes, and behind them those that only the words have. */
  readonly citations: Citation[];
  readonly #first: number;
  readonly #numbers = new Map<string, number>();
  #hasBegun = false;

  constructor({ citations }: Pick<Answer, "citations">) {
    this.citations = [...citations];
    this.#first = citations.length;
  }

  /** @param citations those of the sentence that are new */
  sentence({ verdict, text, citations: ids }: WrittenSentence, citations: readonly Citation[]): string {
    for (const citation of citations) this.#numbers.set(citation.id, this.#numberOf(citation));
    if (verdict === "left_out") return "";
    const before = this.#hasBegun ? " " : "\n\nIn words:\n\n";
    this.#hasBegun = true;
    const said = verdict === "proven" ? quoted(text) : `"${quoted(text)}"`;
    return `${before}${said} ${ids.map((id) => `[${this.#numbers.get(id)}]`).join("")}`;
  }

  /** What is told at the end; nothing where no model was asked. */
  end(written: Written): string[] {
    if (written.status === "refused") return [];
    const { problem, sentences } = written;
    const added = this.citations.slice(this.#first);
    return [
      ...unprovenWords(sentences).map((words) => `\n\n${words}.`),
      ...(problem ? [`\n\nNot written in words: ${quoted(problemWords(problem))}`] : []),
      ...(added.length > 0 ? ["\n\nSources of the words:"] : []),
      ...added.map((citation, i) => sourcePiece(citation, this.#first + i)),
      ...(written.host === null ? [] : [`\n\n${quoted(writtenByWords(written))}.`]),
    ];
  }

  /** What a quote cites as well keeps its number. */
  #numberOf(citation: Citation): number {
    const known = this.citations.findIndex(
      ({ document_id: id, start, end }) =>
        id === citation.document_id && start === citation.start && end === citation.end,
    );
    return known < 0 ? this.citations.push(citation) : known + 1;
  }
}
