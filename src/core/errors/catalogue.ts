import { CLIENT_ERRORS } from "./client-errors.js";
import { COMMAND_ERRORS } from "./command-errors.js";
import { CONVERSATION_ERRORS } from "./conversation-errors.js";
import { CORPUS_ERRORS } from "./corpus-errors.js";
import { errorRows } from "./error-row.js";
import { INDEX_ERRORS } from "./index-errors.js";
import { MODEL_ERRORS } from "./model-errors.js";
import { QUESTION_ERRORS } from "./question-errors.js";
import { SERVER_ERRORS } from "./server-errors.js";
import { WRITER_ERRORS } from "./writer-errors.js";

/** What can happen to anything. */
const ANYWHERE_ERRORS = errorRows({
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
});

/** Every failure that Footnote can name: one row a code. Expected outcomes (nothing found) are values, not errors. */
export const CATALOGUE = {
  ...QUESTION_ERRORS,
  ...CORPUS_ERRORS,
  ...INDEX_ERRORS,
  ...MODEL_ERRORS,
  ...SERVER_ERRORS,
  ...CLIENT_ERRORS,
  ...WRITER_ERRORS,
  ...CONVERSATION_ERRORS,
  ...COMMAND_ERRORS,
  ...ANYWHERE_ERRORS,
} as const;
