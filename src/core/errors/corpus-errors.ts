import { errorRows } from "./error-row.js";

/** The rows of the catalogue about the folder of documents, and about what is sought in it: documents, passages, places. */
export const CORPUS_ERRORS = errorRows({
  corpus_missing: {
    status: 503,
    exit: 2,
    message: "The folder {path} does not exist.",
    outside: "The folder of documents does not exist.",
    hint: "Check the spelling, or name the folder that holds your documents: footnote index <folder>",
  },
  corpus_unnamed: {
    status: 503,
    exit: 2,
    message: "No folder of documents has been named, and there is no corpus/ here.",
    hint: "Index the folder that you are in: footnote index . — or another one: footnote index <folder>",
  },
  corpus_not_folder: {
    status: 503,
    exit: 2,
    message: "{path} is not a folder.",
    outside: "The folder of documents is no folder.",
    hint: "Give the folder that holds the documents.",
  },
  corpus_unreadable: {
    status: 503,
    exit: 2,
    message: "The folder {path} can't be read: {problem}",
    outside: "The folder of documents can't be read.",
    hint: "Check its permissions.",
  },
  corpus_empty: {
    status: 503,
    exit: 2,
    message: "No document of {path} could be indexed: {problem}",
    outside: "No document could be indexed.",
    hint: "Put documents into the folder (text, Markdown, PDF, Word, HTML and others), or name another one: footnote index <folder>",
  },
  corpus_unwatched: {
    status: 503,
    exit: 2,
    message: "Changes in {path} can't be watched: {problem}",
    outside: "Changes in the folder of documents can't be watched.",
    hint: "Check its permissions, or raise the system's limit (on Linux fs.inotify.max_user_watches). Until then the folder is looked at again after a while, ten minutes at most.",
  },
  document_unknown: {
    status: 404,
    exit: 2,
    message: "No document '{id}' in the index.",
    hint: "List the documents with `footnote status --files` or GET /v1/documents.",
  },
  passage_unknown: {
    status: 404,
    exit: 2,
    message: "No passage '{id}' in the index.",
    hint: "The document may have changed since; ask again to get today's passages.",
  },
  location_unknown: {
    status: 404,
    exit: 2,
    message: "{location} is not in the index: {problem}",
    outside: "{message}",
    hint: "Give a passage id, or a path that `footnote status --files` lists with a line: a/b.txt:12",
  },
  location_incomplete: {
    status: 404,
    exit: 2,
    message: "'{location}' is no passage id, and names no line of a document.",
    outside: "{message}",
    hint: "Add the line that you want to see: footnote show a/b.txt:12",
  },
  path_unknown: {
    status: 404,
    exit: 2,
    message: "'{path}' is neither in the index nor in its folder{suggestion}.",
    outside: "{message}",
    hint: "List the documents with `footnote status --files`.",
  },
});
