import type { Filters } from "../assistant/assistant.js";
import { asDocumentId } from "../core/spans.js";
import type { QueryRequest } from "./request-schemas.js";

/** Filters as the assistant takes them. */
export function toFilters(filters: NonNullable<QueryRequest["filters"]>): Filters {
  const { paths, types, document_ids: ids, modified_after: after, modified_before: before } = filters;
  return {
    ...(paths && { paths }),
    ...(types && { types }),
    ...(ids && { documentIds: ids.map(asDocumentId) }),
    ...(after !== undefined && { modifiedAfter: after }),
    ...(before !== undefined && { modifiedBefore: before }),
  };
}
