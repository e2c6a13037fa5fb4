import { errorRows } from "./error-row.js";

/** The rows of the catalogue about what is asked or stated: question and statement, and the request to verify. */
export const QUESTION_ERRORS = errorRows({
  question_empty: {
    status: 422,
    exit: 2,
    message: "The question is empty.",
    hint: "Ask a question of at least one word.",
  },
  question_too_long: {
    status: 422,
    exit: 2,
    message: "The question has {length} characters; at most {limit} are read.",
    hint: "Ask something shorter, or put the text into the corpus and ask about it.",
  },
  question_not_text: {
    status: 422,
    exit: 2,
    message: "The question is not valid UTF-8 text.",
    hint: "Send it as UTF-8.",
  },
  statement_empty: {
    status: 422,
    exit: 2,
    message: "The statement is empty.",
    hint: "State something of at least one word.",
  },
  statement_too_long: {
    status: 422,
    exit: 2,
    message: "The statement has {length} characters; at most {limit} are read.",
    hint: "Verify it in parts.",
  },
  nothing_to_verify: {
    status: 422,
    exit: 2,
    message: "There is nothing to verify.",
    hint: "Give statements, citations, or both.",
  },
});
