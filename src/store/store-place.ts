import { resolve } from "node:path";
import { FootnoteError } from "../core/errors/errors.js";
import { isLoopback } from "../core/loopback.js";
import type { Settings } from "../core/settings.js";
import type { ClusterAddress } from "./opensearch/cluster.js";

/** Where an index is kept, as it can be told to another process. Folders are absolute. */
export type StorePlace =
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "opensearch"; readonly address: ClusterAddress };

export type StoreSettings = Pick<
  Settings,
  | "index"
  | "store"
  | "opensearchUrl"
  | "opensearchName"
  | "opensearchUser"
  | "opensearchPassword"
  | "opensearchPasswordFile"
  | "opensearchCaFile"
  | "offline"
>;

/** OpenSearch takes no capital letters in the names of indices, and some signs not at their beginning. */
const NAME = /^[a-z0-9][a-z0-9_-]{0,99}$/u;

/**
 * Where the settings say that the index is kept.
 * @param cwd what relative paths of the settings are relative to
 * @throws FootnoteError setting_invalid
 */
export function storePlace(settings: StoreSettings, cwd: string): StorePlace {
  if (settings.store === "folder") return { kind: "folder", folder: resolve(cwd, settings.index) };
  const { opensearchUser: user, opensearchPassword: password, opensearchName: prefix, offline } = settings;
  const at = (path: string) => (path === "" ? undefined : resolve(cwd, path));
  const passwordFile = at(settings.opensearchPasswordFile);
  const hasPassword = password !== "" || passwordFile !== undefined;
  if (user === "" && hasPassword) throw invalid("opensearchUser", "there is a password, and nobody whose it is");
  if (user !== "" && !hasPassword) throw invalid("opensearchPassword", `there is none for the user ${user}`);
  if (!NAME.test(prefix)) {
    throw invalid("opensearchName", "it takes small letters, digits, - and _, and begins with a letter or digit");
  }
  if (settings.opensearchUrl.length === 0) {
    throw invalid("opensearchUrl", "the store opensearch needs the address of a node: https://host:9200");
  }
  const nodes = settings.opensearchUrl.map((url) => nodeOf(url, hasPassword));
  const authorityFile = at(settings.opensearchCaFile);
  return { kind: "opensearch", address: { nodes, prefix, user, password, passwordFile, authorityFile, offline } };
}

function nodeOf(text: string, hasPassword: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw invalid("opensearchUrl", "it takes addresses like https://host:9200, parted by commas");
  }
  if (url.username !== "" || url.password !== "") {
    throw invalid("opensearchUrl", "a name and a password belong into FOOTNOTE_OPENSEARCH_USER and _PASSWORD");
  }
  if (hasPassword && url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw invalid("opensearchUrl", `the password would travel to ${url.host} without encryption: use https://`);
  }
  return url.href;
}

function invalid(setting: keyof StoreSettings, problem: string): FootnoteError {
  return new FootnoteError("setting_invalid", { setting, source: "store opensearch", problem });
}
