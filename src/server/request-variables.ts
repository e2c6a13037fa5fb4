import type { FootnoteError } from "../core/errors.js";
import type { Client } from "./access/client.js";

/** What the parts of a request's way tell each other through Hono's context. */
declare module "hono" {
  interface ContextVariableMap {
    client: Client;
    /** What was asked, for a log that holds questions. */
    question?: string;
    /** What the reply is, if it is a problem. */
    problem?: FootnoteError;
  }
}
