import type { AskRequest, PastTurn } from "../assistant/assistant.js";
import { asPassageId } from "../core/spans.js";
import { toFilters } from "./request-filters.js";
import type { QueryRequest } from "./request-schemas.js";
import { assertText } from "./request-text.js";

/** A question as the assistant takes it. @throws FootnoteError question_not_text */
export function toAskRequest({ question, top_k: topK, filters, history, explain }: QueryRequest): AskRequest {
  assertText([question, ...(history ?? []).map((turn) => turn.question)]);
  return {
    question,
    ...(topK !== undefined && { topK }),
    ...(filters && { filters: toFilters(filters) }),
    ...(history && { history: history.map(toPastTurn) }),
    ...(explain && { explain }),
  };
}

function toPastTurn({ question, passage_ids: ids }: NonNullable<QueryRequest["history"]>[number]): PastTurn {
  return { question, passageIds: ids.map(asPassageId) };
}
