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
  collection_unknown: {
    status: 500,
    exit: 2,
    message: "There is no collection '{name}'{suggestion}.",
    outside: "There is no collection of this name.",
    hint: "See which there are: footnote collections. A folder becomes one when it is opened: footnote <folder>",
  },
  collections_unreadable: {
    status: 500,
    exit: 2,
    message: "{path} can't be read: {problem}",
    outside: "The list of collections can't be read.",
    hint: "Mend it, or move it away and open your folders again: their indexes are where they were. It is left as it is.",
  },
  collection_gone: {
    status: 500,
    exit: 2,
    message: "The folder of the collection {name} is not there any more: {path}",
    outside: "The folder of a collection is not there any more.",
    hint: "Bring it back, or forget the collection: footnote collections remove <name>",
  },
  collection_name_unusable: {
    status: 500,
    exit: 2,
    message: "A collection can't be called '{name}': {problem}.",
    outside: "A collection can't have this name.",
    hint: "Give another name: with `footnote collections rename`, or behind `footnote collections add <folder> --name`",
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
