import { errors } from "@opensearch-project/opensearch";
import { connectionProblem } from "../../core/connection-problem.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { PartialAnswer } from "./patience.js";

/** Whom a failure is of. */
export interface Asked {
  /** The cluster's, for people: without passwords. */
  readonly name: string;
  /** Who asks; empty for nobody. */
  readonly user: string;
}

/** Of how a certificate is found wanting, as Node names it. */
const CERTIFICATE = /CERT|UNABLE_TO_VERIFY|INVALID_CA|INVALID_PURPOSE/u;
/** How the security plugin says what is missing. */
const MISSING_RIGHT = /^no permissions for \[(.+?)\] and /u;

/** What a cluster says of a request that it did not do. */
export interface Told {
  readonly type?: string;
  readonly reason?: string;
  readonly root_cause?: readonly { readonly reason?: string }[];
}

/** A failure of the client as one of the catalogue; what it does not know is given back as it is. */
export function clusterFailure(error: unknown, asked: Asked): unknown {
  if (error instanceof errors.ResponseError) {
    const { error: told } = Object(error.body) as { error?: Told | string };
    return refusal(error.statusCode ?? 0, typeof told === "object" ? told : { reason: error.message }, asked, error);
  }
  if (error instanceof errors.ConnectionError) return unconnected(error, asked);
  if (error instanceof errors.OpenSearchClientError || error instanceof PartialAnswer)
    return unreachable(error.message || error.name, asked, error);
  return error;
}

/** What an answer of that status means, or one to a part of a request. */
export function refusal(status: number, told: Told, { name, user }: Asked, cause?: unknown): FootnoteError {
  const reason = told.root_cause?.[0]?.reason ?? told.reason ?? "no reason";
  if (status === 401) {
    const problem =
      user === "" ? "it asks for a name and a password, and none are set" : `the name ${user} or its password is wrong`;
    return new FootnoteError("store_login", { url: name, problem }, { cause });
  }
  // The security plugin, or what stands before a managed cluster; a cluster that lets nobody write says so by its blocks.
  if (status === 403 && (told.type === undefined || told.type === "security_exception")) {
    const action = MISSING_RIGHT.exec(reason)?.[1] ?? reason;
    return new FootnoteError("store_forbidden", { url: name, user: user || "whoever has no name", action }, { cause });
  }
  if (status === 503 || status === 429) {
    const isBare = /security not initialized/iu.test(reason);
    const problem = isBare ? "its security plugin is not initialized" : "it is busy";
    return unreachable(`${problem} (${status})`, { name, user }, cause);
  }
  return new FootnoteError("store_refused", { url: name, problem: `${status}: ${reason}` }, { cause });
}

function unconnected(error: InstanceType<typeof errors.ConnectionError>, asked: Asked): FootnoteError {
  const { cause } = error as { cause?: NodeJS.ErrnoException };
  // Types of the client leave out what it was asked through.
  const { meta } = error as unknown as { meta?: { meta?: { connection?: { url: URL } } } };
  const url = meta?.meta?.connection?.url;
  const node = url ? `${url.protocol}//${url.host}` : asked.name;
  const hungUp = url?.protocol === "http:" ? "it hangs up, as a node does that expects https" : "it hangs up";
  const problem = (cause ? connectionProblem(cause) : error.message) ?? hungUp;
  if (CERTIFICATE.test(cause?.code ?? ""))
    return new FootnoteError("store_untrusted", { url: asked.name, node, problem }, { cause: error });
  return unreachable(`${node}: ${problem}`, asked, error);
}

function unreachable(problem: string, { name }: Asked, cause: unknown): FootnoteError {
  return new FootnoteError("store_unreachable", { url: name, problem }, { cause });
}
