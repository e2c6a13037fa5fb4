import { errorRows } from "./error-row.js";

/** The rows of the catalogue about the language model that writes answers, and the server that it runs on. */
export const WRITER_ERRORS = errorRows({
  writer_unset: {
    status: 409,
    exit: 2,
    message: "No language model is set up to write with.",
    hint: "Name an OpenAI-compatible server with --llm-url (http://127.0.0.1:11434 for Ollama) or FOOTNOTE_LLM_URL; docs/writing.md tells how.",
  },
  writer_offline: {
    status: 409,
    exit: 2,
    message: "Nothing is sent to {server}: --offline is set.",
    outside: "{message}",
    hint: "Leave out --offline (FOOTNOTE_OFFLINE) to let it be asked.",
  },
  writer_consent: {
    status: 409,
    exit: 2,
    message:
      "{host} is not this machine, and nobody has agreed that the question and sentences of the documents are sent there.",
    outside: "{message}",
    hint: "Agree in a terminal when `footnote ask --write` asks, or name the host: --llm-consent <host> (FOOTNOTE_LLM_CONSENT).",
  },
  writer_key_exposed: {
    status: 500,
    exit: 2,
    message: "The key would travel to {server} without encryption, for everyone on the way to read.",
    outside: "{message}",
    hint: "Use an https:// address, or a tunnel to this machine.",
  },
  writer_unreachable: {
    status: 502,
    exit: 2,
    message: "No language model answers at {server}: {problem}",
    outside: "{message}",
    hint: "Check the address (llmUrl), and that the model's server is running; `footnote models` tries it.",
  },
  writer_refused: {
    status: 502,
    exit: 2,
    message: "{server} refuses the key: {problem}",
    outside: "{message}",
    hint: "Set the key in FOOTNOTE_LLM_KEY, or name a file that holds it with --llm-key-file.",
  },
  writer_busy: {
    status: 503,
    exit: 2,
    message: "{server} takes no more work at the moment; it asks to come back {when}.",
    outside: "{message}",
    hint: "Try again then, or raise the limits of your account there.",
  },
  writer_model_unknown: {
    status: 502,
    exit: 2,
    message: "{server} does not know the model '{model}': {problem}",
    outside: "{message}",
    hint: "`footnote models` lists those that it has; choose one with --llm-model.",
  },
  writer_timeout: {
    status: 504,
    exit: 2,
    message: "{server} has written nothing for {seconds} seconds.",
    outside: "{message}",
    hint: "The model may still be loading: try again, raise llmSeconds, or take a smaller model.",
  },
  writer_cut_off: {
    status: 502,
    exit: 2,
    message: "{server} broke off before the answer was complete.",
    outside: "{message}",
    hint: "Check that the model's server is still running, then try again.",
  },
  writer_reply_unknown: {
    status: 502,
    exit: 2,
    message: "What {server} answers can't be read: {problem}",
    outside: "{message}",
    hint: "Check the address (llmUrl): is an OpenAI-compatible server there? `footnote models` tries it.",
  },
  writer_web_page: {
    status: 502,
    exit: 2,
    message: "{server} answers with a web page (HTTP {status}) rather than the API.",
    outside: "{message}",
    hint: "Check the address (llmUrl): a login, a proxy or another program may be there; `footnote models` tries it.",
  },
  writer_failed: {
    status: 502,
    exit: 2,
    message: "{server} failed: {problem}",
    outside: "{message}",
    hint: "Try again; if it stays so, look at the log of the model's server.",
  },
});
