/** Requests in the words of the wire. */

import type { GivenCitation } from "../../contract/verification.js";
import { TURNS_READ } from "../../core/past-turns.js";
import type { AskRequest, Filters, PastTurn, VerifyRequest } from "../assistant.js";

const MAX_PASSAGES_A_TURN = 50;

export function askBody({ question, topK, filters, explain, history }: AskRequest) {
  return {
    question,
    top_k: topK,
    filters: filters && filtersBody(filters),
    explain,
    history: history?.slice(-TURNS_READ).map(turnBody),
  };
}

export function verifyBody({ statements, citations, filters }: VerifyRequest) {
  return {
    statements: statements?.length === 0 ? undefined : statements,
    citations: citations?.length === 0 ? undefined : citations?.map(citationBody),
    filters: filters && filtersBody(filters),
  };
}

function turnBody({ question, passageIds }: PastTurn) {
  return { question, passage_ids: passageIds.slice(0, MAX_PASSAGES_A_TURN) };
}

/** Field by field: a server refuses what it does not know. */
function citationBody({ id, path, start, end, quote, content_hash, selector }: GivenCitation) {
  return { id, path, start, end, quote, content_hash, selector };
}

function filtersBody({ paths, types, documentIds, modifiedAfter, modifiedBefore }: Filters) {
  return {
    paths,
    types: types?.map((type) => type.replace(/^\./, "")),
    document_ids: documentIds,
    modified_after: modifiedAfter && zonedTime(modifiedAfter),
    modified_before: modifiedBefore && zonedTime(modifiedBefore),
  };
}

/** A time without a zone means the one of this machine, which the server's need not be. */
function zonedTime(given: string): string {
  const time = Date.parse(given);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(given);
  return isDate || Number.isNaN(time) ? given : new Date(time).toISOString();
}
