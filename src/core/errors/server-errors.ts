import type { ErrorTemplate } from "./error-template.js";

/** The rows of the catalogue that are about who may ask a server, how, and how much. */
export const SERVER_ERRORS = {
  tokens_invalid: {
    status: 500,
    exit: 2,
    message: "{path} can't be used for tokens: {problem}",
    hint: "A line is <name>:<SHA-256 of the token>; footnote token <name> --tokens <file> adds one.",
  },
  token_name: {
    status: 500,
    exit: 2,
    message: "'{name}' can't be the name of a token: {problem}",
    hint: "Take letters, digits, '.', '_' and '-', at most 64, and no name twice.",
  },
  token_required: {
    status: 401,
    exit: 2,
    message: "A token is needed here.",
    hint: "Send it in the header `Authorization: Bearer <token>`.",
  },
  token_unknown: {
    status: 401,
    exit: 2,
    message: "This token is not known here.",
    hint: "Ask whoever runs the server for one; it may have been withdrawn.",
  },
  rate_limited: {
    status: 429,
    exit: 2,
    message: "This client has sent too many requests.",
    hint: "Wait as long as the header Retry-After says.",
  },
  server_busy: {
    status: 503,
    exit: 2,
    message: "The server has as much to do as it takes on.",
    hint: "Try again in as many seconds as the header Retry-After says.",
  },
  server_closing: {
    status: 503,
    exit: 2,
    message: "The server is shutting down.",
    hint: "Ask another one, or this one when it is back.",
  },
  request_headers_too_large: {
    status: 431,
    exit: 2,
    message: "The address and the headers of the request are larger than {limit} bytes.",
    hint: "Send fewer headers, or shorter ones.",
  },
  request_too_slow: {
    status: 408,
    exit: 2,
    message: "The request did not arrive in time.",
    hint: "Send all of it at once.",
  },
  request_timed_out: {
    status: 504,
    exit: 2,
    message: "The request took longer than {seconds} seconds and was given up.",
    hint: "Ask for less at once, or try again when the server has less to do.",
  },
} as const satisfies Record<string, ErrorTemplate>;
