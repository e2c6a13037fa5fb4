import { errorRows } from "./error-row.js";

/** The rows of the catalogue about the models: those on disk, and the one that the OpenAI shape names. */
export const MODEL_ERRORS = errorRows({
  model_missing: {
    status: 503,
    exit: 2,
    message: "The model {model} is not at {path}.",
    outside: "The model is missing.",
    hint: "Reinstall Footnote, or set FOOTNOTE_MODEL_PATH to the folder that holds the embedding model; without footnote-reader, --fast answers.",
  },
  model_damaged: {
    status: 503,
    exit: 2,
    message: "{file} of the model {model} does not match its checksum.",
    outside: "The model is damaged.",
    hint: "Reinstall Footnote, or copy the model again; without footnote-reader, --fast answers.",
  },
  model_failed: {
    status: 503,
    exit: 2,
    message: "The model {model} could not be loaded: {problem}",
    outside: "The model could not be loaded.",
    hint: "Reinstall Footnote, or copy the model again; FOOTNOTE_DEBUG=1 shows the details.",
  },
  chat_model_unknown: {
    status: 404,
    exit: 2,
    message: "There is no chat model '{model}' here.",
    outside: "{message}",
    hint: "Use the model footnote, the one that GET /v1/models lists.",
  },
});
