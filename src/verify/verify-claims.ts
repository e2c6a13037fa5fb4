import type { Filters } from "../contract/filters.js";
import { MAX_STATED_SENTENCES } from "../contract/limits.js";
import type { GivenCitation } from "../contract/requests.js";
import type { CheckedCitation, Verification, VerifiedStatement } from "../contract/verification.js";
import { FootnoteError } from "../core/errors/errors.js";
import { coverageOf, type FolderState, round } from "../search/answer/coverage.js";
import type { Library } from "../search/library.js";
import { selectDocuments } from "../search/question/filter.js";
import { checkerOf } from "./citations/citation-checker.js";
import { EvidenceReader } from "./statements/evidence-reader.js";
import { sentencesIn, verifyStatement } from "./statements/verify-statement.js";
import { WordVectors } from "./statements/word-vectors.js";

export interface Claims {
  readonly statements?: readonly string[];
  readonly citations?: readonly GivenCitation[];
  readonly filters?: Filters;
}

/**
 * Holds statements against the passages of the index, and citations against the files of the corpus.
 * @param library with an embedder if there are statements
 * @throws FootnoteError question_empty, question_too_long, request_invalid, corpus_missing and others of the corpus
 */
export async function verifyClaims(
  { statements = [], citations = [], filters }: Claims,
  library: Pick<Library, "reader" | "sources"> & Partial<Library>,
  folder: Promise<FolderState>,
  indexFolder: string,
  signal?: AbortSignal,
): Promise<Verification> {
  const started = performance.now();
  const stated = statements.reduce((sum, statement) => sum + sentencesIn(statement).length, 0);
  if (stated > MAX_STATED_SENTENCES) {
    const problem = `they have ${stated} sentences; at most ${MAX_STATED_SENTENCES} are verified at once`;
    throw new FootnoteError("request_invalid", { field: "statements", problem });
  }
  const { reader, sources, embedder, readingModel = null } = library;
  const filter = await selectDocuments(reader.info.documents, filters, signal);
  const verified: VerifiedStatement[] = [];
  let embedMs = 0;
  if (embedder) {
    const evidence = new EvidenceReader(reader, sources);
    const against = {
      library: { reader, sources, embedder, readingModel },
      evidence,
      wordVectors: new WordVectors(embedder),
    };
    for (const statement of statements) {
      const result = await verifyStatement(statement, against, { filter, signal });
      verified.push(result.verified);
      embedMs += result.embedMs;
    }
  }
  const checked: CheckedCitation[] = [];
  const checker = checkerOf(reader, indexFolder, signal);
  for (const [i, citation] of citations.entries()) checked.push(await checker.check(citation, `c${i + 1}`));
  const total = performance.now() - started;
  return {
    schema: 1,
    statements: verified,
    citations: checked,
    coverage: coverageOf(reader.info, filter?.documentIds, await folder),
    timings_ms: { embed: round(embedMs), search: round(total - embedMs), total: round(total) },
  };
}
