/** The rows of the catalogue for what commands alone are given: places, statements, and files to work through. */
export const COMMAND_ERRORS = {
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
  location_incomplete: {
    status: 404,
    exit: 2,
    message: "'{location}' is no passage id, and names no line of a document.",
    hint: "Add the line that you want to see: footnote show a/b.txt:12",
  },
  set_invalid: {
    status: 500,
    exit: 2,
    message: "{path} is not a labelled set: {problem}",
    hint: "It needs corpus/ and questions.jsonl with { question, document, evidence: [{ start, end, quote }] } a line.",
  },
  baseline_invalid: {
    status: 500,
    exit: 2,
    message: "{path} is not an earlier result: {problem}",
    hint: "Write one with: footnote eval <folder> --json > baseline.json",
  },
  citations_unreadable: {
    status: 500,
    exit: 2,
    message: "{path} holds no citations: {problem}",
    hint: "Give the answer that `footnote ask --json` printed, or a JSON list of its citations.",
  },
  questions_unreadable: {
    status: 500,
    exit: 2,
    message: "{path} can't be read for questions: {problem}",
    hint: "Give a text file with one question a line, or - for standard input.",
  },
} as const;
