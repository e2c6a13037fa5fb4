import { errors } from "@opensearch-project/opensearch";
import { connectionProblem } from "../../core/connection-problem.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { oneLine, shorten } from "../../core/text.js";
import { PartialAnswer } from "./patience.js";

/** Whom a failure is of. */
export interface Asked {
  /** The cluster's, for people: without passwords. */
  readonly name: string;
  /** Who asks; empty for nobody. */
  readonly user: string;
  /** Whether any of its nodes ever has. */
  readonly hasAnswered: boolean;
}

/** Of how a node's certificate is found wanting, as Node names it; `ERR_SSL_` is what a node finds wanting here. */
const CERTIFICATE = /^(?!ERR_SSL_).*(?:CERT|UNABLE_TO_VERIFY|INVALID_CA|INVALID_PURPOSE)/u;
/** How the security plugin says what is missing. */
const MISSING_RIGHT = /^no permissions for \[(.+?)\] and /u;
/** What is passed on of an answer that is no JSON: a proxy may send a whole page. */
const MAX_TEXT = 200;

/** What a cluster says of a request that it did not do. */
export interface Told {
  readonly type?: string;
  readonly reason?: string;
  readonly root_cause?: readonly { readonly reason?: string }[];
}

/** A failure of the client as one of the catalogue; what it does not know is given back as it is. */
export function clusterFailure(error: unknown, asked: Asked): unknown {
  if (error instanceof errors.ResponseError) {
    return refusal(error.statusCode ?? 0, toldBy(error.body), asked, error);
  }
  if (error instanceof errors.ConnectionError) return unconnected(error, asked);
  if (error instanceof errors.OpenSearchClientError || error instanceof PartialAnswer)
    return unreachable(error.message || error.name, asked, error);
  return error;
}

/** The security plugin that is not set up, and proxies, answer with plain text. */
function toldBy(body: unknown): Told {
  if (typeof body === "string") return { reason: shorten(oneLine(body), MAX_TEXT).replace(/\.$/u, "") };
  const { error } = Object(body) as { error?: Told | string };
  return typeof error === "string" ? { reason: error } : (error ?? {});
}

/** What an answer of that status means, or one to a part of a request. */
export function refusal(status: number, told: Told, asked: Asked, cause?: unknown): FootnoteError {
  const { name, user } = asked;
  const given = told.root_cause?.[0]?.reason ?? told.reason ?? "";
  const reason = given || "no reason";
  const refused = () => new FootnoteError("store_refused", { url: name, problem: `${status}: ${reason}` }, { cause });
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
  // A full disk: it passes no sooner than somebody makes room. With 503 it is a cluster that has no manager for now.
  if (status === 429 && told.type === "cluster_block_exception") return refused();
  if (status === 503 || status === 429) {
    const isBare = /security not initialized/iu.test(reason);
    if (isBare) return unreachable(`its security plugin is not initialized (${status})`, asked, cause);
    return unreachable(`it is busy (${given === "" ? status : `${status}: ${given}`})`, asked, cause);
  }
  return refused();
}

function unconnected(error: InstanceType<typeof errors.ConnectionError>, asked: Asked): FootnoteError {
  const { cause } = error as { cause?: NodeJS.ErrnoException };
  // Types of the client leave out what it was asked through.
  const { meta } = error as unknown as { meta?: { meta?: { connection?: { url: URL } } } };
  const url = meta?.meta?.connection?.url;
  const node = url ? `${url.protocol}//${url.host}` : asked.name;
  const isNoHttp = url?.protocol === "http:" && !asked.hasAnswered;
  const hungUp = isNoHttp ? "it hangs up, as a node does that expects https" : "it hangs up";
  const problem = (cause ? connectionProblem(cause) : error.message) ?? hungUp;
  if (CERTIFICATE.test(cause?.code ?? ""))
    return new FootnoteError("store_untrusted", { url: asked.name, node, problem }, { cause: error });
  return unreachable(`${node}: ${problem}`, asked, error);
}

function unreachable(problem: string, { name }: Asked, cause: unknown): FootnoteError {
  return new FootnoteError("store_unreachable", { url: name, problem }, { cause });
}
