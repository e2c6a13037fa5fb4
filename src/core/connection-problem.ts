import { oneLine } from "./text.js";

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "no machine has this name",
  EAI_AGAIN: "its name can't be looked up",
  EHOSTUNREACH: "there is no way to it",
  ENETUNREACH: "there is no way to it",
  ETIMEDOUT: "it does not react",
  UND_ERR_CONNECT_TIMEOUT: "it does not react",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak https",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "it does not speak https",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by itself",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is signed by nobody known here",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is signed by nobody known here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is signed by nobody known here",
  CERT_NOT_YET_VALID: "its certificate is not valid yet",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
};
const NO_TLS = /wrong version number|packet length too long/u;
/** The connection was there, and then it was not. */
const CUT = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "UND_ERR_CLOSED"];

/** Why a connection could not be made, in one line for people; `null` where it was made and broke off. */
export function connectionProblem(error: unknown): string | null {
  const { code, message } = innermost(error);
  if (code !== undefined && CUT.includes(code)) return null;
  // What node:https says where fetch has a code of its own.
  if (code === "EPROTO" && NO_TLS.test(message)) return WORDS.ERR_SSL_WRONG_VERSION_NUMBER!;
  return (code === undefined ? undefined : WORDS[code]) ?? oneLine(message);
}

/** `fetch` wraps what happened, and where a name has several addresses, once for each. */
function innermost(error: unknown): NodeJS.ErrnoException {
  const failure = error as NodeJS.ErrnoException & { readonly errors?: readonly unknown[] };
  const inner = failure.errors?.[0] ?? failure.cause;
  return inner instanceof Error ? innermost(inner) : failure;
}
