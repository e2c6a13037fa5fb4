import type { z } from "zod";
import type { AskRequest, Assistant } from "../../assistant/assistant.js";
import type { Answer, Written } from "../../contract/answer.js";
import type { ServerWriter } from "../../contract/index-state.js";
import { quotedDocuments, quotedSentences } from "../../core/answer-walk.js";
import { oneLine } from "../../core/text.js";
import {
  documentsNamed,
  isListCut,
  madeOfWords,
  NOTHING_WRITTEN,
  problemWords,
  staleLine,
  unprovenWords,
  writtenByWords,
} from "../../core/wording.js";
import { assertText, toFilters } from "../http/ask-request.js";
import { citedText, coverageText, passageText, type Tool } from "./tool.js";
import { AskInput, AskOutput, AskOutputWithWords, askInputWith, SearchInput, SearchOutput } from "./tool-schemas.js";

const NEAREST = 5;

const ASK = {
  name: "ask",
  title: "Ask the documents",
  description:
    "Answers a question from the user's own documents. The answer is made of sentences quoted word for word, each " +
    "with the file, line and page where it stands: pass these places on as the citation. Use it first for any " +
    "question that the documents may answer. When they do not, it says `not_found` with the passages that come " +
    "nearest: then tell the user that the documents do not say it, rather than guess. Asked what a document is " +
    "about, or what has changed between two, it gives an outline or a comparison of quotes. Use `read_passage` with a " +
    "passage id for the text around a quote, and `search` to look around.",
} as const;

export function askTool(assistant: Assistant): Tool<typeof AskInput, typeof AskOutput> {
  return {
    ...ASK,
    input: AskInput,
    output: AskOutput,
    run: async (given, signal) => {
      const answer = await assistant.ask(toRequest(given), signal);
      // Parsing drops what the schema does not name.
      return { text: answerText(answer), value: AskOutput.parse(answer) };
    },
  };
}

/** The same where a model may write, if it is asked to. */
export function askOrWriteTool(
  assistant: Assistant,
  writer: ServerWriter,
): Tool<ReturnType<typeof askInputWith>, typeof AskOutputWithWords> {
  return {
    ...ASK,
    input: askInputWith(writer),
    output: AskOutputWithWords,
    run: async ({ write = false, ...given }, signal) => {
      const request = toRequest(given);
      const answer = write ? await assistant.write(request, { signal }) : await assistant.ask(request, signal);
      const words = answer.written ? `\n\n${writtenText(answer.written)}` : "";
      return { text: `${answerText(answer)}${words}`, value: AskOutputWithWords.parse(answer) };
    },
  };
}

function toRequest({ question, literal = false, ...filters }: z.output<typeof AskInput>): AskRequest {
  assertText([question]);
  return { question, topK: NEAREST, literal, filters: toFilters(filters) };
}

/** What a model wrote: each sentence with the quote that proves it. */
function writtenText(written: Written): string {
  const { citations, problem, sentences, status } = written;
  if (status === "refused") return NOTHING_WRITTEN;
  const shown = sentences.filter(({ verdict }) => verdict !== "left_out");
  const lines = shown.map(({ verdict, text, citations: ids }) => {
    const marks = ids.map((id) => `[${id}]`).join("");
    return verdict === "proven" ? `${oneLine(text)} ${marks}` : `"${oneLine(text)}" ${marks}`;
  });
  const heading = "In words, written by a model; each sentence is proven by what it cites, or replaced by that quote:";
  return [
    ...(lines.length > 0 ? [[heading, ...lines].join("\n")] : []),
    ...citations.map((citation) => `[${citation.id}] ${citedText(citation)}`),
    ...unprovenWords(sentences).map((words) => `${words}.`),
    ...(problem ? [`Not written in words: ${problemWords(problem)} (${problem.code})`] : []),
    `${writtenByWords(written)}.`,
  ].join("\n\n");
}

function answerText(answer: Answer): string {
  if (answer.kind !== "content") return aboutText(answer);
  const { label, probability } = answer.confidence;
  const odds = probability === null ? label : `${probability.toFixed(2)}, ${label}`;
  const head = answer.answer
    ? `Answered, in the documents' own words. Probability that they answer the question: ${odds}.`
    : `Not found. ${answer.not_found?.reason ?? ""}`;
  const found = answer.answer !== null;
  return [
    head,
    ...askedText(answer),
    ...(found ? sentenceTexts(answer) : nearestTexts(answer)),
    coverageText(answer.coverage, found),
  ].join("\n\n");
}

/** Which documents alone were searched, if the question names any. */
function askedText({ asked_of }: Pick<Answer, "asked_of">): string[] {
  return asked_of ? [`Asked of the documents that the question names: ${documentsNamed(asked_of.documents)}.`] : [];
}

/** Of the documents themselves: a list, an outline or a comparison; or what Footnote is. */
function aboutText(answer: Answer): string {
  const told = quotedSentences(answer).flatMap(({ text, citations }) => (citations.length === 0 ? oneLine(text) : []));
  const madeOf = madeOfWords(answer);
  const quotes = quotedDocuments(answer).flatMap(({ name, sentences }) =>
    sentences.flatMap(({ citations, context }, i) => [
      ...(i === 0 && name !== null ? [`${oneLine(name)}:`] : []),
      ...(context === null ? [] : [oneLine(context)]),
      ...citations.map((citation) => `[${citation.id}] ${citedText(citation)}`),
    ]),
  );
  return [
    ...(madeOf === null ? [] : [`${madeOf}.`]),
    ...(told.length > 0 ? [told.join("\n")] : quotes),
    ...(isListCut(answer) ? ["`list_documents` lists all of them."] : []),
    staleLine(answer.coverage),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function sentenceTexts(answer: Answer): string[] {
  return quotedSentences(answer).map(({ citations, context }) => {
    const quotes = citations.map((citation) => `[${citation.id}] ${citedText(citation)}`);
    const before = context === null ? [] : [`  To be read with: "${oneLine(context)}"`];
    return [...quotes, ...before].join("\n");
  });
}

function nearestTexts({ not_found }: Answer): string[] {
  const { missing_terms: missing = [], nearest = [] } = not_found ?? {};
  return [
    ...(missing.length > 0 ? [`Words that occur nowhere in them: ${missing.map(oneLine).join(", ")}`] : []),
    ...(nearest.length > 0 ? ["Nearest passages, none of which answers it:", ...nearest.map(passageText)] : []),
  ];
}

export function searchTool(assistant: Assistant): Tool<typeof SearchInput, typeof SearchOutput> {
  return {
    name: "search",
    title: "Search the documents",
    description:
      "Lists the passages of the user's documents that match a query best, by meaning and by words, with file, line, " +
      "page and passage id. It does not judge whether they answer anything: something is always nearest. Use `ask` " +
      "for a question; use this to collect material, or when `ask` found nothing.",
    input: SearchInput,
    output: SearchOutput,
    run: async ({ query, top_k: topK, literal = false, ...filters }, signal) => {
      assertText([query]);
      const results = await assistant.search({ question: query, topK, literal, filters: toFilters(filters) }, signal);
      const { passages, coverage } = results;
      const found = passages.length > 0 ? passages.map(passageText) : ["No passage matches."];
      return {
        text: [...askedText(results), ...found, coverageText(coverage, passages.length > 0)].join("\n\n"),
        value: SearchOutput.parse(results),
      };
    },
  };
}
