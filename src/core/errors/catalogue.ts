import { CLIENT_ERRORS } from "./client-errors.js";
import { COMMAND_ERRORS } from "./command-errors.js";
import type { ErrorTemplate } from "./error-template.js";
import { SERVER_ERRORS } from "./server-errors.js";

/**
 * Every failure that Footnote can name: one row a code. `{name}` in a template is filled from the error's details.
 * Expected outcomes (nothing found) are values, not errors.
 */
export const CATALOGUE = {
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
  nothing_to_verify: {
    status: 422,
    exit: 2,
    message: "There is nothing to verify.",
    hint: "Give statements, citations, or both.",
  },
  request_invalid: {
    status: 422,
    exit: 2,
    message: "{field}: {problem}",
    hint: "See /openapi.json for the shape of the request.",
  },
  request_malformed: {
    status: 400,
    exit: 2,
    message: "The request can't be read: {problem}",
    hint: "Check its address and its headers.",
  },
  request_not_json: {
    status: 400,
    exit: 2,
    message: "The request body is not valid JSON: {problem}",
    hint: "Send application/json, encoded as UTF-8.",
  },
  request_too_large: {
    status: 413,
    exit: 2,
    message: "The request body is larger than {limit} bytes.",
    hint: "Send a smaller request.",
  },
  request_media_type: {
    status: 415,
    exit: 2,
    message: "A body of '{type}' is not read here.",
    hint: "Send it as application/json, encoded as UTF-8.",
  },
  request_forbidden: {
    status: 403,
    exit: 2,
    message: "{field} '{value}' is not allowed here.",
    hint: "Call the server by the address it listens on, from a page that it served; other names are allowed with --allowed-host.",
  },
  route_unknown: {
    status: 404,
    exit: 2,
    message: "There is nothing at {path}.",
    hint: "See /openapi.json for what this server offers.",
  },
  method_not_allowed: {
    status: 405,
    exit: 2,
    message: "{method} is not offered at {path}.",
    hint: "See /openapi.json for what this server offers.",
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
    hint: "Give a passage id, or a path that `footnote status --files` lists with a line: a/b.txt:12",
  },
  path_unknown: {
    status: 404,
    exit: 2,
    message: "'{path}' is neither in the index nor in its folder{suggestion}.",
    hint: "List the documents with `footnote status --files`.",
  },
  corpus_missing: {
    status: 503,
    exit: 2,
    message: "The folder {path} does not exist.",
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
    hint: "Give the folder that holds the documents.",
  },
  corpus_unreadable: {
    status: 503,
    exit: 2,
    message: "The folder {path} can't be read: {problem}",
    hint: "Check its permissions.",
  },
  corpus_empty: {
    status: 503,
    exit: 2,
    message: "No document of {path} could be indexed: {problem}",
    hint: "Put documents into the folder (text, Markdown, PDF, Word, HTML and others), or name another one: footnote index <folder>",
  },
  index_missing: {
    status: 503,
    exit: 4,
    message: "There is no index in {path}.",
    hint: "Build it: footnote index <folder>",
  },
  index_locked: {
    status: 409,
    exit: 4,
    message: "The index in {path} is being written by process {pid} on {host}.",
    hint: "Wait for it to finish, or end that process; a lock whose holder is gone is taken over by itself.",
  },
  index_out_of_memory: {
    status: 500,
    exit: 2,
    message: "Building the index in {path} needed more memory than it may have. The index is as it was.",
    hint: "Allow more: NODE_OPTIONS=--max-old-space-size=4096; or split the largest files, or leave them out: FOOTNOTE_MAX_FILE_MB=16.",
  },
  index_build_ended: {
    status: 500,
    exit: 2,
    message: "The process that builds the index in {path} ended before it was done ({how}). The index is as it was.",
    hint: "Run it again. After SIGKILL or SIGABRT, memory has most likely run out: FOOTNOTE_WORKERS=1 needs the least, FOOTNOTE_MAX_FILE_MB leaves out the largest files.",
  },
  index_lock_lost: {
    status: 409,
    exit: 4,
    message:
      "The lock of the index in {path} was lost: another process took it over while this one was silent, or its folder was deleted. Nothing was swapped in.",
    hint: "Run it again: it starts from what the index holds by then.",
  },
  index_job_running: {
    status: 409,
    exit: 4,
    message: "The index is being rebuilt already, by job {id}.",
    hint: "Follow that job, which Location names, or cancel it; start another one when it is over.",
  },
  index_job_unknown: {
    status: 404,
    exit: 2,
    message: "There is no job '{id}'.",
    hint: "GET /v1/index/jobs lists the last ones; a server that is started again knows none.",
  },
  index_unusable: {
    status: 503,
    exit: 2,
    message: "No index can be in {path}: {problem}.",
    hint: "Name another folder for the index with --index.",
  },
  index_corrupt: {
    status: 503,
    exit: 4,
    message: "The index in {path} is damaged: {problem}",
    hint: "Rebuild it from the documents: footnote index --full",
  },
  index_format: {
    status: 503,
    exit: 4,
    message: "The index in {path} has format {found}; this program reads format {expected}.",
    hint: "Rebuild it from the documents: footnote index --full",
  },
  index_model: {
    status: 503,
    exit: 4,
    message: "The index in {path} was made with the model {found}; the settings name {expected}.",
    hint: "Rebuild it with this model: footnote index --full — or set the model back.",
  },
  index_splitter: {
    status: 503,
    exit: 4,
    message: "The index in {path} was made with other passage settings, or by another version of Footnote.",
    hint: "Rebuild it: footnote index --full — or set passageTokens and overlapTokens back.",
  },
  index_unwritable: {
    status: 503,
    exit: 2,
    message: "The index in {path} can't be written: {problem}",
    hint: "Free some space or mend the folder's permissions, then run it again; the index is as it was.",
  },
  model_missing: {
    status: 503,
    exit: 2,
    message: "The model {model} is not at {path}.",
    hint: "Reinstall Footnote, or set FOOTNOTE_MODEL_PATH to the folder that holds the model.",
  },
  model_damaged: {
    status: 503,
    exit: 2,
    message: "{file} of the model {model} does not match its checksum.",
    hint: "Reinstall Footnote, or copy the model again.",
  },
  model_failed: {
    status: 503,
    exit: 2,
    message: "The model {model} could not be loaded: {problem}",
    hint: "Reinstall Footnote, or copy the model again; FOOTNOTE_DEBUG=1 shows the details.",
  },
  chat_model_unknown: {
    status: 404,
    exit: 2,
    message: "There is no chat model '{model}' here.",
    hint: "Use the model footnote, the one that GET /v1/models lists.",
  },
  setting_invalid: {
    status: 500,
    exit: 2,
    message: "The setting {setting} ({source}) is not valid: {problem}",
    hint: "See `footnote ask --help` for the settings and what they take.",
  },
  output_unwritable: {
    status: 500,
    exit: 2,
    message: "{path} can't be written: {problem}",
    hint: "Check the folder and its permissions.",
  },
  export_exists: {
    status: 500,
    exit: 2,
    message: "{path} is there already.",
    hint: "Give another name, or put ! behind the command to replace it: /export!",
  },
  port_taken: {
    status: 500,
    exit: 2,
    message: "Port {port} of {host} is taken.",
    hint: "Choose another one: footnote serve --port <number>",
  },
  port_unavailable: {
    status: 500,
    exit: 2,
    message: "Port {port} of {host} can't be opened: {problem}",
    hint: "Choose another one: footnote serve --port <number>",
  },
  host_not_loopback: {
    status: 500,
    exit: 2,
    message: "The server can't listen on {host} without tokens: whoever reaches it could read the documents.",
    hint: "Make a token and name its file: footnote token <name> --tokens tokens.txt, then footnote serve --tokens tokens.txt",
  },
  ...SERVER_ERRORS,
  ...CLIENT_ERRORS,
  ...COMMAND_ERRORS,
  terminal_required: {
    status: 500,
    exit: 2,
    message: "The chat needs a terminal.",
    hint: 'Use `footnote ask "question"`, or pipe questions: echo "question" | footnote ask -',
  },
  interrupted: {
    status: 499,
    exit: 130,
    message: "Interrupted.",
    hint: "What was done is kept; run it again to go on.",
  },
  internal: {
    status: 500,
    exit: 2,
    message: "Something went wrong inside Footnote.",
    hint: "Run it again with FOOTNOTE_DEBUG=1 for the details.",
  },
} as const satisfies Record<string, ErrorTemplate>;
