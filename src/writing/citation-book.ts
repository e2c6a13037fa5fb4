import type { Citation } from "../contract/answer.js";
import { span } from "../core/spans.js";
import { cite } from "../search/answer/cite.js";
import type { CitedSentence } from "../verify/statements/check-cited.js";

/** The citations of what is written or quoted together: each sentence has one, whoever cites it. */
export class CitationBook {
  readonly citations: Citation[] = [];
  readonly #known = new Map<string, Citation>();

  /** @param prefix of their ids: `w1`, `w2` */
  constructor(private readonly prefix: string) {}

  cite({ source, passage, sentence }: CitedSentence): Citation {
    const key = `${source.document.id} ${sentence.start}`;
    const known = this.#known.get(key);
    if (known) return known;
    const id = `${this.prefix}${this.citations.length + 1}`;
    const citation = cite(id, source, passage, span(sentence.start, sentence.end));
    this.#known.set(key, citation);
    this.citations.push(citation);
    return citation;
  }
}
