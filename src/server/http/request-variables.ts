import type { FootnoteError } from "../../core/errors/errors.js";
import type { Client } from "../access/client.js";
import type { Asked } from "../observe/request-log.js";

/** What the parts of a request's way tell each other through Hono's context. */
declare module "hono" {
  interface ContextVariableMap {
    client: Client;
    /** For a log that holds what was asked. */
    asked?: Asked;
    /** What the reply is, if it is a problem. */
    problem?: FootnoteError;
  }
}
