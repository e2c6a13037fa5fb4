import type { WriteRequest } from "../../assistant/assistant.js";
import type { Filters } from "../../contract/filters.js";
import type { QueryRequest } from "../../contract/requests.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { PastTurn } from "../../core/past-turns.js";

/** A question as the assistant takes it. @throws FootnoteError question_not_text */
export function toAskRequest(request: QueryRequest): WriteRequest {
  const { question, top_k: topK, filters, history, explain, literal, show_prompt: showPrompt } = request;
  assertText([question, ...(history ?? []).map((turn) => turn.question)]);
  return {
    question,
    ...(topK !== undefined && { topK }),
    ...(filters && { filters: toFilters(filters) }),
    ...(literal !== undefined && { literal }),
    ...(history && { history: history.map(toPastTurn) }),
    ...(explain && { explain }),
    ...(showPrompt && { showPrompt }),
  };
}

function toPastTurn({ question, passage_ids: ids }: NonNullable<QueryRequest["history"]>[number]): PastTurn {
  return { question, passageIds: ids };
}

/** Filters as the assistant takes them. */
export function toFilters(filters: NonNullable<QueryRequest["filters"]>): Filters {
  const { paths, types, document_ids: ids, modified_after: after, modified_before: before } = filters;
  const { collections, tags, where, since, until } = filters;
  const { from, to, subject, sent_after: sentAfter, sent_before: sentBefore } = filters;
  return {
    ...(paths && { paths }),
    ...(types && { types }),
    ...(ids && { documentIds: ids }),
    ...(after !== undefined && { modifiedAfter: after }),
    ...(before !== undefined && { modifiedBefore: before }),
    ...(collections && { collections }),
    ...(tags && { tags }),
    ...(where && { where }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(from && { from }),
    ...(to && { to }),
    ...(subject && { subject }),
    ...(sentAfter !== undefined && { sentAfter }),
    ...(sentBefore !== undefined && { sentBefore }),
  };
}

/**
 * JSON may escape half of a surrogate pair, which no document can hold and no model reads.
 * @throws FootnoteError question_not_text
 */
export function assertText(texts: readonly string[]): void {
  if (texts.some((text) => /\p{Surrogate}/u.test(text))) throw new FootnoteError("question_not_text", {});
}
