import { errorRows } from "./error-row.js";

/** The rows of the catalogue for who asks a Footnote server instead of the index on this machine. */
export const CLIENT_ERRORS = errorRows({
  server_unreachable: {
    status: 502,
    exit: 2,
    message: "No server answers at {server}: {problem}",
    outside: "{message}",
    hint: "Check the address, and that `footnote serve` is running there.",
  },
  server_cut_off: {
    status: 502,
    exit: 2,
    message: "The connection to {server} broke off before its answer was complete.",
    outside: "{message}",
    hint: "Check that `footnote serve` is still running there, then try again.",
  },
  server_silent: {
    status: 504,
    exit: 2,
    message: "{server} has not answered for {seconds} seconds.",
    outside: "{message}",
    hint: "Check that `footnote serve` is still running there, then try again.",
  },
  server_reply_unknown: {
    status: 502,
    exit: 2,
    message: "What {server} answers can't be read: {problem}",
    outside: "{message}",
    hint: "Check the address: is it that of a Footnote server, of the same version as this program?",
  },
  server_redirects: {
    status: 502,
    exit: 2,
    message: "{server} sends on to {target}, where nothing of yours is sent unasked.",
    outside: "{message}",
    hint: "If that address is right, give it as the server.",
  },
  server_token_refused: {
    status: 401,
    exit: 2,
    message: "{server} does not accept {token}.",
    outside: "{message}",
    hint: "Set the token in FOOTNOTE_TOKEN, or name a file that holds it with --token-file.",
  },
  server_refuses: {
    status: 403,
    exit: 2,
    message: "{server} refuses the request: {problem}",
    outside: "{message}",
    hint: "Ask whoever runs the server.",
  },
  server_asks_to_wait: {
    status: 503,
    exit: 2,
    message: "{server} takes no more work at the moment ({problem}); it asks to come back {when}.",
    outside: "{message}",
    hint: "Try again then.",
  },
  server_failed: {
    status: 502,
    exit: 2,
    message: "{server} failed: {problem}",
    outside: "{message}",
    hint: "Try again; if it stays so, look at the server's log.",
  },
  server_token_exposed: {
    status: 500,
    exit: 2,
    message: "The token would travel to {server} without encryption, for everyone on the way to read.",
    outside: "{message}",
    hint: "Use an https:// address, or a tunnel to this machine: ssh -L 3000:127.0.0.1:3000 <host>",
  },
  server_not_asked: {
    status: 500,
    exit: 2,
    message: "{what} works on this machine's own index, and the settings name the server {server}.",
    outside: "{message}",
    hint: "Leave the server out for this command (FOOTNOTE_SERVER= stands for none), or do it where the server runs.",
  },
});
