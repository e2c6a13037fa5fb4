import type {
  Answer,
  AnswerDocument,
  AnswerKind,
  AnswerSentence,
  AskedOf,
  RankedPassage,
} from "../../contract/answer.js";
import type { DocumentId } from "../../contract/ids.js";
import type { PastTurn } from "../../core/past-turns.js";
import type { StoredDocument } from "../../store/index-store.js";
import { cite, present } from "../answer/cite.js";
import { contextOf } from "../answer/context-sentence.js";
import { askedOfThese, coverageOf, type FolderState, round } from "../answer/coverage.js";
import { selectDocuments } from "../question/filter.js";
import { comparison } from "./comparison.js";
import { calledAs, isAtHand, isOfAll, namedBy, pairNamedBy } from "./named-documents.js";
import { outline, type Quote } from "./outline.js";
import { type AboutInquiry, contentOf, type Shelf } from "./parting.js";
import { recognise } from "./recognise.js";
import { ASSISTANT_LINE, documentList, type Told } from "./told.js";

/** What answers, before it is an answer. */
type Reply = (
  | { readonly kind: Extract<AnswerKind, "documents" | "assistant">; readonly told: Told }
  | { readonly kind: Extract<AnswerKind, "outline" | "comparison">; readonly quotes: readonly Quote[] }
) & {
  readonly askedOf: AskedOf | null;
  /** Those that it is about. */
  readonly documents: readonly StoredDocument[];
};

/** Nothing is judged where the documents themselves are asked about. */
const NOT_JUDGED = { label: "uncalibrated", probability: null } as const;

/**
 * Answers what is asked of the documents themselves or of Footnote, by what the index holds of them. `null` for a
 * question of content.
 */
export async function answerAbout(inquiry: AboutInquiry, folder: Promise<FolderState>): Promise<Answer | null> {
  const started = performance.now();
  const { library, signal, explain } = inquiry;
  const reply = await replyTo(inquiry);
  if (!reply) return null;
  signal?.throwIfAborted();
  const { kind, askedOf, documents } = reply;
  const said = "quotes" in reply ? await quoted(reply.quotes, inquiry) : { ...reply.told, citations: [], passages: [] };
  const searched = new Set<DocumentId>(documents.map(({ id }) => id));
  const total = performance.now() - started;
  return {
    schema: 1,
    kind,
    status: "answered",
    question: inquiry.question.asked,
    interpreted_question: kind === "assistant" ? inquiry.question.text : contentOf(inquiry).question.text,
    asked_of: askedOf,
    answer: {
      text: said.sentences.map(({ text }) => text).join("\n"),
      sentences: said.sentences,
      documents: said.documents,
    },
    citations: said.citations,
    passages: said.passages,
    confidence: NOT_JUDGED,
    not_found: null,
    coverage: coverageOf(library.reader.info, searched, await folder),
    timings_ms: { embed: 0, search: round(total), total: round(total) },
    ...(explain && { explanation: { phrases: [], gate: null } }),
  };
}

async function replyTo(inquiry: AboutInquiry): Promise<Reply | null> {
  const { question, library, filters, signal } = inquiry;
  const form = recognise(question.text);
  if (!form) return null;
  const { info } = library.reader;
  if (form.kind === "assistant") return { kind: "assistant", told: ASSISTANT_LINE, askedOf: null, documents: [] };
  const filtered = await selectDocuments(info.documents, filters, signal);
  const within = (documents: readonly StoredDocument[]) =>
    documents.filter(({ id }) => filtered?.documentIds.has(id) ?? true);
  const all = within(info.documents);
  switch (form.kind) {
    case "documents": {
      const documents = form.ofKind === null ? all : within(calledAs(form.ofKind, library.sources));
      if (form.ofKind !== null && documents.length === 0) return null;
      return { kind: "documents", told: documentList(documents, info, form.ofKind), askedOf: null, documents };
    }
    case "outline": {
      const { documents, name } = await meant(form.of, all, inquiry);
      const quotes = await outline(within(documents), library, signal);
      const askedOf =
        name === null
          ? null
          : askedOfThese(
              name.filter((one) => one !== ""),
              within(documents),
              question.text,
            );
      return quotes.length === 0 ? null : { kind: "outline", quotes, askedOf, documents: within(documents) };
    }
    case "comparison": {
      const pair = await pairNamedBy(form.of, library);
      if (!pair || within(pair).length < pair.length) return null;
      const quotes = await comparison(pair, library, signal);
      const askedOf = askedOfThese(
        form.of.filter((one) => one !== ""),
        pair,
        question.text,
      );
      return quotes.length === 0 ? null : { kind: "comparison", quotes, askedOf, documents: pair };
    }
  }
}

/** What an outline is asked of; none where the phrase says anything else than what documents are called. */
async function meant(
  phrase: string,
  all: readonly StoredDocument[],
  { library, history = [] }: AboutInquiry,
): Promise<{ readonly documents: readonly StoredDocument[]; readonly name: readonly string[] | null }> {
  if (!isAtHand(phrase)) {
    const documents = (await pairNamedBy([phrase], library)) ?? (await namedBy(phrase, library));
    return { documents, name: [phrase] };
  }
  const spokenOf = isOfAll(phrase) ? null : await lastCited(history, library);
  return spokenOf ? { documents: [spokenOf], name: [phrase] } : { documents: all, name: null };
}

/** The document that the conversation has cited last. */
async function lastCited(history: readonly PastTurn[], { reader, sources }: Shelf): Promise<StoredDocument | null> {
  const [id] = history.findLast(({ passageIds }) => passageIds.length > 0)?.passageIds ?? [];
  const [passage] = id === undefined ? [] : await reader.passages([id]);
  return (passage && sources.documents.get(passage.documentId)) ?? null;
}

/** Quotes with their citations. Those of one document in a row are one entry of its documents. */
async function quoted(quotes: readonly Quote[], { topK }: AboutInquiry) {
  const citations = quotes.map(({ section: { source }, sentence: { passage, sentence } }, i) =>
    cite(`c${i + 1}`, source, passage, sentence),
  );
  const contexts = quotes.map(contextOfQuote);
  const sentences = citations.map(({ id, quote }, i): AnswerSentence => {
    const isSaid = contexts[i] === contexts[i - 1] && quotes[i]!.section.source === quotes[i - 1]?.section.source;
    return { text: quote, citations: [id], context: isSaid ? null : contexts[i]! };
  });
  const documents: AnswerDocument[] = [];
  for (const { document_id, path, title } of citations) {
    const last = documents.at(-1);
    if (last?.document_id === document_id) documents[documents.length - 1] = { ...last, sentences: last.sentences + 1 };
    else documents.push({ document_id, path, title, sentences: 1 });
  }
  return { sentences, documents, citations, passages: passagesOf(quotes).slice(0, topK) };
}

/** What names the columns of a table's row, else the headings. */
function contextOfQuote({ section: { source, path }, sentence: { sentence, passage } }: Quote): string | null {
  const names = sentence.kind === "table_row" ? contextOf({ sentence, passage, cosine: 0 }, source) : null;
  return names ?? (path.length > 0 ? path.join(" › ") : null);
}

/** The passages that the quotes are of. Nothing was ranked: they come as the answer quotes them. */
function passagesOf(quotes: readonly Quote[]): RankedPassage[] {
  const ids = [...new Set(quotes.map(({ sentence }) => sentence.passage.id))];
  return ids.map((id, i) => {
    const own = quotes.filter(({ sentence }) => sentence.passage.id === id);
    const { section, sentence } = own[0]!;
    const { passage } = sentence;
    const sentences = passage.sentences.map((each) => ({ sentence: each }));
    const highlighted = own.map((quote) => quote.sentence.sentence).sort((a, b) => a.start - b.start);
    return present(
      i + 1,
      section.source,
      { candidate: { passage }, score: 1 - i / ids.length, sentences },
      highlighted,
    );
  });
}
