import type { State, TokenWanted } from "./state.js";

/** What the server takes for a token (RFC 6750). */
const TOKEN = /^[\w.~+/-]+=*$/;
/** People copy the header as well. */
const SCHEME = /^bearer\s+/i;

const TOLD: Readonly<Record<TokenWanted, string>> = {
  missing: "",
  unknown: "The server does not know this token. It may have been withdrawn.",
  malformed: "This can't be a token: it has spaces or characters that tokens don't have.",
};

/** What is wrong with the token that was given; empty when none was. */
export function toldOf(wanted: TokenWanted): string {
  return TOLD[wanted];
}

/** Takes the token that was typed, and does what waited for it; the caller forgets what failed. */
export function giveToken(state: State, typed: string): State {
  const token = typed.trim().replace(SCHEME, "");
  if (!TOKEN.test(token)) return { ...state, tokenWanted: "malformed", announcement: toldOf("malformed") };
  return { ...state, token, tokenWanted: null };
}

/** Asks for another token. What had been read stays; what was still being read is read again with the new one. */
export function refuseToken(state: State): State {
  const tokenWanted = state.token === null ? "missing" : "unknown";
  const announcement = `${toldOf(tokenWanted)} This server asks for a token.`.trim();
  return { ...withoutUnfinished(state), token: null, tokenWanted, announcement };
}

/** Forgets the token, and with it everything that it let the page read. */
export function forgetToken({ route, nextId }: State, initial: State): State {
  return { ...initial, route, nextId, announcement: "The token was forgotten." };
}

function withoutUnfinished(state: State): State {
  const isBuilding = state.build?.kind === "running" || state.build?.kind === "cancelling";
  return {
    ...state,
    tasks: [],
    outcomes: without(state.outcomes, "asking"),
    words: without(state.words, "writing"),
    status: state.status?.kind === "loading" ? null : state.status,
    conversations: state.conversations?.kind === "loading" ? null : state.conversations,
    documents: state.documents?.kind === "loading" ? null : state.documents,
    texts: without(state.texts, "loading"),
    places: without(state.places, "loading"),
    pages: without(state.pages, "loading"),
    originals: without(state.originals, "loading"),
    // The list of documents looks for a rebuild that runs.
    ...(isBuilding && { build: null, documents: null }),
  };
}

function without<Value extends { readonly kind: string }>(
  all: Readonly<Record<string, Value>>,
  kind: Value["kind"],
): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value.kind !== kind));
}
