import { writeWords } from "../assistant/local/write-words.js";
import type { Answer, Citation } from "../contract/answer.js";
import type { DocumentId } from "../contract/ids.js";
import type { Verdict } from "../contract/verification.js";
import type { WrittenReason, WrittenSentence } from "../contract/written.js";
import type { Settings } from "../core/settings.js";
import { span } from "../core/spans.js";
import type { FolderState } from "../search/answer/coverage.js";
import type { Library } from "../search/library.js";
import { CitedChecker } from "../verify/statements/check-cited.js";
import { verifyClaims } from "../verify/verify-claims.js";
import { sentencesAt } from "./written-sentences.js";

/** A sentence that was written to a question, and what it is found to be when it is looked at again. */
export interface TriedSentence {
  readonly verdict: WrittenSentence["verdict"];
  readonly reason: WrittenReason | null;
  readonly text: string;
  readonly citations: readonly Pick<Citation, "path" | "start" | "end" | "quote">[];
  /** Of one shown as proven, else `null`: whether the check passes it again, alone beside what is cited for it. */
  readonly again: boolean | null;
  /** Of one shown as proven, else `null`: what verify finds, which searches the cited documents itself. */
  readonly verified: Verdict | null;
}

/** What came of having an answer written. */
export interface WriteTrial {
  /** `answered` or not by the gate, whatever came of the writing. */
  readonly status: Answer["status"];
  readonly written: "written" | "failed" | "refused" | "unsent";
  readonly problem: string | null;
  readonly sentences: readonly TriedSentence[];
  /** Citations, and those of them whose quote is not what the document's text has between their offsets. */
  readonly citations: number;
  readonly inexact: number;
  readonly sent: number;
  readonly tokens: { readonly prompt: number | null; readonly completion: number | null };
  readonly seconds: number;
  /** What the model wrote, unchecked. */
  readonly raw: string;
}

interface TrialOptions {
  readonly library: Library;
  readonly settings: Settings;
  readonly cwd: string;
  /** Index that `library` reads. */
  readonly index: string;
  readonly folder: FolderState;
  readonly signal?: AbortSignal | undefined;
}

/** Has an answer told in words as `ask --write` does, and looks at all of it again. @param answer with up to 40 passages */
export async function tryWriting(answer: Answer, options: TrialOptions): Promise<WriteTrial> {
  const { library, settings, cwd, signal } = options;
  let raw = "";
  const written = await writeWords(answer, {
    settings,
    cwd,
    library,
    signal,
    onEvent: (event) => {
      if (event.event === "written.delta") raw += event.data.text;
    },
  });
  const exact = await Promise.all(written.citations.map((citation) => isExact(citation, library)));
  const sentences: TriedSentence[] = [];
  for (const { verdict, reason, text, citations: ids } of written.sentences) {
    const cited = written.citations.filter(({ id }) => ids.includes(id));
    const isShown = verdict === "proven";
    sentences.push({
      verdict,
      reason,
      text,
      citations: cited.map(({ path, start, end, quote }) => ({ path, start, end, quote })),
      again: isShown ? await passesAgain(text, cited, options) : null,
      verified: isShown ? await verifiedAs(text, cited, options) : null,
    });
  }
  return {
    status: answer.status,
    written: written.status,
    problem: written.problem?.code ?? null,
    sentences,
    citations: written.citations.length,
    inexact: exact.filter((one) => !one).length,
    sent: written.sentences_sent,
    tokens: written.tokens,
    seconds: written.ms / 1000,
    raw,
  };
}

async function isExact({ document_id, start, end, quote }: Citation, { sources }: Library): Promise<boolean> {
  const source = await sources.get(document_id as DocumentId);
  return source !== null && [...source.text].slice(start, end).join("") === quote;
}

async function passesAgain(text: string, cited: readonly Citation[], { library, signal }: TrialOptions) {
  const sentences = await Promise.all(
    cited.map(async ({ document_id, start, end }) => {
      const source = await library.sources.get(document_id as DocumentId);
      if (!source) return [];
      const where = span(source.map.toUtf16(start), source.map.toUtf16(end));
      return sentencesAt(source, where, library.reader);
    }),
  );
  const held = sentences.flat();
  if (held.length === 0) return false;
  return (await new CitedChecker(library).check(text, held, signal)).objection === null;
}

/** The weakest verdict where a text is taken for several sentences. */
async function verifiedAs(
  text: string,
  cited: readonly Citation[],
  { library, folder, index, signal }: TrialOptions,
): Promise<Verdict> {
  const claims = {
    statements: [text],
    filters: { documentIds: cited.map(({ document_id }) => document_id as DocumentId) },
  };
  const { statements } = await verifyClaims(claims, library, Promise.resolve(folder), index, signal);
  const verdicts = statements[0]!.sentences.map(({ verdict }) => verdict);
  const worst = ["contradicted", "unsupported", "partial"] as const;
  return worst.find((verdict) => verdicts.includes(verdict)) ?? "supported";
}
