import { lstat } from "node:fs/promises";
import { join } from "node:path";
import type { StaleFile } from "../../contract/answer.js";
import type { Filters } from "../../contract/filters.js";
import type { DocumentEvidence, Miss } from "../../contract/miss.js";
import { heldWords } from "../../core/contained-path.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { similarName } from "../../core/similar-name.js";
import { upperFirst } from "../../core/text.js";
import { documentsNamed } from "../../core/wording.js";
import type { FolderState } from "../../search/answer/coverage.js";
import { documentEvidence } from "../../search/explain/document-evidence.js";
import type { Inquiry } from "../../search/inquiry.js";
import type { Source } from "../../search/library.js";
import { pipeline } from "../../search/pipeline.js";
import { selectDocuments } from "../../search/question/filter.js";
import { findByPath, pathsMeant } from "../../search/question/same-path.js";
import type { GenerationInfo, StoredDocument } from "../../store/index-store.js";
import { pathIn } from "../../store/joined/collection-names.js";

const UPDATE = "Bring the index up to date: footnote index";
const FILTER_NAMES: Readonly<Record<keyof Filters, string>> = {
  paths: "path",
  types: "type",
  documentIds: "document",
  collections: "collection",
  tags: "tag",
  where: "where",
  since: "since",
  until: "until",
  modifiedAfter: "after",
  modifiedBefore: "before",
  from: "from",
  to: "to",
  subject: "subject",
  sentAfter: "sent after",
  sentBefore: "sent before",
};

/**
 * @param given path or id of the document; a path may be relative to `cwd`
 * @throws FootnoteError path_unknown
 */
export async function explainMiss(
  given: string,
  inquiry: Inquiry,
  folder: Promise<FolderState>,
  cwd: string,
): Promise<Miss> {
  const { library, topK } = inquiry;
  const { stale } = await folder;
  const file = await findFile(given, library.reader.info, stale, cwd);
  const change = stale?.find(({ path }) => path === file.path)?.change ?? null;
  const miss = { question: inquiry.question.asked, path: file.path, stale: change, evidence: null };
  switch (file.kind) {
    case "skipped":
      return { ...miss, status: "skipped", reason: `It was skipped: it ${file.reason}.`, hint: change && UPDATE };
    case "holder":
      return { ...miss, status: "not_indexed", reason: `${upperFirst(file.held)}.`, hint: "Ask about one of these." };
    case "added":
      return { ...miss, status: "not_indexed", reason: "It was added after the index was built.", hint: UPDATE };
    case "passed_over":
      return {
        ...miss,
        status: "not_indexed",
        reason: "It is passed over: hidden, of a tool, or left out by .gitignore or .footnoteignore.",
        hint: "Change the rule that leaves it out, then: footnote index",
      };
  }
  const filters = await filtersAgainst(file.document, library.reader.info.documents, inquiry.filters);
  if (filters.length > 0) {
    const reason = `The filters leave it out: ${filters.join(", ")}.`;
    return { ...miss, status: "filtered", reason, hint: "Ask without them." };
  }
  const source = (await library.sources.get(file.document.id)) as Source;
  const findings = await pipeline.find(inquiry);
  const { naming } = findings.ranking.selection;
  if (naming && !naming.documentIds.has(file.document.id)) {
    const named = library.reader.info.documents.filter(({ id }) => naming.documentIds.has(id));
    const reason = `The question names ${named.length === 1 ? "another document" : "other documents"}: ${documentsNamed(named)}.`;
    return { ...miss, status: "filtered", reason, hint: "Ask all documents: --literal" };
  }
  const evidence = await documentEvidence(findings, source, inquiry);
  const verdict = evidence ? verdictOf(evidence, topK) : { reason: "It holds no text.", hint: null };
  return { ...miss, status: "searched", ...verdict, hint: change ? UPDATE : verdict.hint, evidence };
}

/** @param documents all, as an attachment is what its mail is */
async function filtersAgainst(
  document: StoredDocument,
  documents: readonly StoredDocument[],
  filters: Filters = {},
): Promise<string[]> {
  const against: string[] = [];
  for (const [name, value] of Object.entries(filters)) {
    const selected = await selectDocuments(documents, { [name]: value });
    if (selected && !selected.documentIds.has(document.id)) against.push(FILTER_NAMES[name as keyof Filters]);
  }
  return against;
}

/** The first stage that kept the document out of the answer. */
function verdictOf(
  { phrases, fused, placement, gate, answered, cited }: DocumentEvidence,
  topK: number,
): { reason: string; hint: string | null } {
  const lacking = phrases.filter(({ in_best_passage }) => !in_best_passage).map(({ phrase }) => `“${phrase}”`);
  if (lacking.length > 0) {
    const reason = `No passage of it holds ${lacking.join(" and ")} as the question demands.`;
    return { reason, hint: "Ask without the quotation marks." };
  }
  if (!fused) {
    const reason = "Its best passage is neither among the nearest by vector nor among the best by keywords.";
    return { reason, hint: "Use words that the document uses." };
  }
  const rank = `Its best passage ranks ${fused.rank.toLocaleString("en")} of ${fused.candidates.toLocaleString("en")}`;
  if (cited) return { reason: `It was not missed: the answer quotes it. ${rank}.`, hint: null };
  if (!answered) {
    const probability = gate ? ` (probability ${gate.probability.toFixed(2)}, needed ${gate.answered_from})` : "";
    return { reason: `${rank}, but the evidence gate found no answer in any document${probability}.`, hint: null };
  }
  if (placement.state === "below") {
    return {
      reason: `${rank}; ${topK === 1 ? "1 is" : `${topK} are`} shown.`,
      hint: "Show more: --top-k <number>, at most 50",
    };
  }
  return { reason: `${rank} and is shown, but sentences of other passages answer better.`, hint: null };
}

/** What the index and its folder know of a file. */
type FoundFile =
  | { readonly kind: "indexed"; readonly path: string; readonly document: StoredDocument }
  | { readonly kind: "skipped"; readonly path: string; readonly reason: string }
  /** Such as an archive; `held` says what it holds, in words. */
  | { readonly kind: "holder"; readonly path: string; readonly held: string }
  | { readonly kind: "added"; readonly path: string }
  | { readonly kind: "passed_over"; readonly path: string };

/**
 * Finds the file that a user means, by its document's id or its path: as the index writes it, or as seen from `cwd`.
 * @param stale what has changed in the folder since; `null` where it is not here
 * @throws FootnoteError path_unknown, with the path that was likely meant
 */
async function findFile(
  given: string,
  { documents, skipped, ...info }: GenerationInfo,
  stale: readonly StaleFile[] | null,
  cwd: string,
): Promise<FoundFile> {
  const folders = info.collections?.map((one) => ({ corpus: one.info.corpus, prefix: pathIn(one.name, "") })) ?? [
    { corpus: info.corpus, prefix: "" },
  ];
  const paths = folders.flatMap(({ corpus, prefix }) => {
    const [typed, ...seen] = pathsMeant(given, { corpus, cwd });
    return [typed!, ...seen.map((path) => `${prefix}${path}`)];
  });
  const document = documents.find(({ id }) => id === given) ?? findByPath(documents, paths);
  if (document) return { kind: "indexed", path: document.path, document };
  const skip =
    findByPath(skipped, paths) ??
    skipped.find((one) => one.path.endsWith("/") && paths.some((path) => path.startsWith(one.path)));
  if (skip) return { kind: "skipped", path: skip.path, reason: skip.reason };
  for (const path of paths) {
    const held = heldWords(path, [...documents, ...skipped.map((one) => ({ ...one, title: "" }))]);
    if (held !== null) return { kind: "holder", path, held };
  }
  const added = findByPath(stale ?? [], paths);
  if (added) return { kind: "added", path: added.path };
  for (const path of stale === null ? [] : paths) {
    for (const { corpus, prefix } of folders) {
      const isThere = path.startsWith(prefix) && (await isFileOf(corpus, path.slice(prefix.length)));
      if (isThere) return { kind: "passed_over", path };
    }
  }
  const known = [...documents, ...skipped, ...(stale ?? [])].map(({ path }) => path);
  const meant = similarName(given, known);
  throw new FootnoteError("path_unknown", { path: given, suggestion: meant ? `; perhaps '${meant}' is meant` : "" });
}

async function isFileOf(corpus: string, path: string): Promise<boolean> {
  if (path === "" || path.startsWith("..") || path.startsWith("/")) return false;
  return lstat(join(corpus, path)).then(
    (found) => !found.isDirectory(),
    () => false,
  );
}
