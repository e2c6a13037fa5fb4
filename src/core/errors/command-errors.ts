import { errorRows } from "./error-row.js";

/** The rows of the catalogue for what commands alone are given: settings, a terminal, and files to work through or to write. */
export const COMMAND_ERRORS = errorRows({
  setting_invalid: {
    status: 500,
    exit: 2,
    message: "The setting {setting} ({source}) is not valid: {problem}",
    outside: "A setting is not valid.",
    hint: "See `footnote ask --help` for the settings and what they take.",
  },
  terminal_required: {
    status: 500,
    exit: 2,
    message: "The chat needs a terminal.",
    hint: 'Use `footnote ask "question"`, or pipe questions: echo "question" | footnote ask -',
  },
  output_unwritable: {
    status: 500,
    exit: 2,
    message: "{path} can't be written: {problem}",
    outside: "The output can't be written.",
    hint: "Check the folder and its permissions.",
  },
  export_exists: {
    status: 500,
    exit: 2,
    message: "{path} is there already.",
    outside: "A file of this name is there already.",
    hint: "Give another name, or delete it first; in the chat, ! behind the command replaces it: /export!",
  },
  set_invalid: {
    status: 500,
    exit: 2,
    message: "{path} is not a labelled set: {problem}",
    outside: "This is not a labelled set.",
    hint: "It needs corpus/ and questions.jsonl with { question, document, evidence: [{ start, end, quote }] } a line.",
  },
  baseline_invalid: {
    status: 500,
    exit: 2,
    message: "{path} is not an earlier result: {problem}",
    outside: "This is not an earlier result.",
    hint: "Write one with: footnote eval <folder> --json > baseline.json",
  },
  citations_unreadable: {
    status: 500,
    exit: 2,
    message: "{path} holds no citations: {problem}",
    outside: "The file holds no citations.",
    hint: "Give the answer that `footnote ask --json` printed, or a JSON list of its citations.",
  },
  questions_unreadable: {
    status: 500,
    exit: 2,
    message: "{path} can't be read for questions: {problem}",
    outside: "The file can't be read for questions.",
    hint: "Give a text file with one question a line, or - for standard input.",
  },
});
