import { FootnoteError } from "../../core/errors/errors.js";

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;
/** What a header can carry without being read as something else. */
const TOKEN = /^[\x21-\x7e]+$/;

export interface ServerAddress {
  /** Ends in a slash; may have a path, for a server behind a proxy. */
  readonly base: URL;
  /** As people read it, without the slash. */
  readonly shown: string;
  /** Empty for none. */
  readonly token: string;
}

/**
 * The server that the settings name. A token is sent only where nobody on the way can read it.
 * @throws FootnoteError setting_invalid, server_token_exposed
 */
export function serverAddress({ server, token }: { readonly server: string; readonly token: string }): ServerAddress {
  const invalid = (setting: string, problem: string, source = shownAddress(server)) =>
    new FootnoteError("setting_invalid", { setting, source, problem });
  const base = URL.canParse(server) ? new URL(server) : null;
  if (!base || !/^https?:$/.test(base.protocol)) {
    throw invalid("server", "it takes an address such as http://127.0.0.1:3000");
  }
  if (base.username !== "" || base.password !== "") {
    throw invalid("server", "it takes an address without name and password");
  }
  if (base.search !== "" || base.hash !== "") throw invalid("server", "an address ends before ? and #");
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  const shown = base.href.replace(/\/$/, "");
  if (token !== "" && !TOKEN.test(token))
    throw invalid("token", "it takes visible ASCII characters without spaces", "given");
  if (token !== "" && base.protocol === "http:" && !LOOPBACK.test(base.hostname)) {
    throw new FootnoteError("server_token_exposed", { server: shown });
  }
  return { base, shown, token };
}

/** An address as it may stand in a message: without the name and password that somebody has put into it. */
export function shownAddress(server: string): string {
  return server.replace(/[^/]*@/, "");
}
