import { MAX_TOP_K } from "../contract/limits.js";
import { FootnoteError } from "./errors/errors.js";
import { similarName } from "./similar-name.js";

/** The strictest first. */
export const STRICTNESSES = ["careful", "balanced", "eager"] as const;
export type Strictness = (typeof STRICTNESSES)[number];

const FOLLOW_UP_READERS = ["rules", "model"] as const;
type FollowUpReader = (typeof FOLLOW_UP_READERS)[number];

const STORES = ["folder", "opensearch"] as const;
type StoreName = (typeof STORES)[number];

/** What can be set, by flag, environment, `footnote.config.json`, or left at its default; in that order. */
export interface Settings {
  /** Folder of the index [.footnote]. */
  readonly index: string;
  /**
   * Where the index is kept: in its folder, or in an OpenSearch cluster that other machines ask as well; its folder
   * then holds what only builds on this machine need [folder].
   */
  readonly store: StoreName;
  /** Addresses of the cluster's nodes; used where `store` says so alone [none: empty]. */
  readonly opensearchUrl: readonly string[];
  /** What the names of the index in the cluster begin with: one cluster holds several [footnote]. */
  readonly opensearchName: string;
  /** Who asks the cluster [nobody: empty]. */
  readonly opensearchUser: string;
  /** Of that user [none: empty]. No flag, as with `token`. */
  readonly opensearchPassword: string;
  /** File that holds it, which nobody but its owner may read [none: empty]. */
  readonly opensearchPasswordFile: string;
  /** File of the authority that signed the nodes' certificates, PEM [empty: those that Node trusts]. */
  readonly opensearchCaFile: string;
  /** Embedding model: a folder under `modelPath`, or a hub id [Xenova/e5-small-v2]. */
  readonly model: string;
  /** Folder that holds the model [the one that ships with Footnote]. */
  readonly modelPath: string;
  /** Lets a model that is not at hand be downloaded [false]. */
  readonly allowRemoteModels: boolean;
  readonly modelDtype: "q8" | "fp32";
  readonly modelPooling: "mean" | "cls" | "auto";
  readonly queryPrefix: string | null;
  readonly passagePrefix: string | null;
  /** Whether the best passages are read before answering [on]. */
  readonly reader: "on" | "off";
  /** How sure an answer has to be: `careful` refuses more, `eager` less [balanced]. */
  readonly strictness: Strictness;
  /** Most tokens of a passage [200]. */
  readonly passageTokens: number;
  /** Tokens that neighbouring passages share at most [64]. */
  readonly overlapTokens: number;
  /** Threads that embed while an index is built [0: one a core]. */
  readonly workers: number;
  /** Larger files are set aside [64]. */
  readonly maxFileMb: number;
  /** Folders below each other that are looked at [32]. */
  readonly maxDepth: number;
  /** Files that are looked at [100000]. */
  readonly maxFiles: number;
  /** Seconds that reading one file may take before it is set aside [60]. */
  readonly secondsPerFile: number;
  /** Passages that one file may make before it is set aside [20,000]. */
  readonly passagesPerFile: number;
  /** Whether the text of pictures and scanned pages is recognised [on]. */
  readonly ocr: "on" | "off";
  /** Languages of that text, as Tesseract calls them: `eng`, `eng+deu` [eng]. */
  readonly ocrLanguages: string;
  /** Folder of the data of other languages: `deu.traineddata` [none: empty]. */
  readonly ocrDataPath: string;
  /** Passages to show [8]. */
  readonly topK: number;
  readonly host: string;
  readonly port: number;
  /** File of the tokens that the server asks for; empty: it asks for none. */
  readonly tokens: string;
  /** Names by which the server may be called besides its own address, with the port where it isn't the scheme's own. */
  readonly allowedHost: readonly string[];
  /** Takes a client's address from the proxy's `X-Forwarded-For` [false]. */
  readonly trustProxy: boolean;
  /** Requests that are worked on at once [16]. */
  readonly maxConcurrent: number;
  /** Requests that wait for their turn; more are refused [128]. */
  readonly maxQueued: number;
  /** Streams that are held open at once [64]. */
  readonly maxStreams: number;
  /** Seconds that a request may take, waiting included [30]. */
  readonly requestSeconds: number;
  /** Requests that a client may send a minute where tokens are asked for; 0: as many as it likes [600]. */
  readonly requestsPerMinute: number;
  readonly logLevel: "silent" | "error" | "warn" | "info" | "debug";
  /** Writes questions into the log [false]. */
  readonly logQuestions: boolean;
  /** Lets the chat speak in whole lines, and draw nothing [false]. */
  readonly screenReader: boolean;
  /** Address of a Footnote server to ask instead of the index of this machine [none: empty]. */
  readonly server: string;
  /** What the server wants to be shown [none: empty]. No flag: other users of a machine can read command lines. */
  readonly token: string;
  /** File that holds the token, instead of `token` [none: empty]. */
  readonly tokenFile: string;
  /**
   * Address of an OpenAI-compatible server whose model writes; `env` takes it from OPENAI_BASE_URL or OLLAMA_HOST
   * [none: empty].
   */
  readonly llmUrl: string;
  /** Model to write with [the first one that the server lists]. */
  readonly llmModel: string;
  /** What the model's server wants to be shown [none: empty]. No flag, as with `token`. */
  readonly llmKey: string;
  /** File that holds it, which nobody but its owner may read [none: empty]. */
  readonly llmKeyFile: string;
  /** Paths whose sentences are never sent to a model; as in filters: folders, globs. */
  readonly llmExclude: readonly string[];
  /** Hosts beside this machine that sentences of the documents may be sent to. */
  readonly llmConsent: readonly string[];
  /** Characters of sentences that a model is given at once, at most [12,000]. */
  readonly llmCharacters: number;
  /** Seconds that writing an answer may take [120]. */
  readonly llmSeconds: number;
  /** Who makes a follow-up a question that stands on its own [rules]. */
  readonly followUps: FollowUpReader;
  /** Whether the server writes in words what is asked in the OpenAI shape, below the quotes [false]. */
  readonly openaiWrites: boolean;
  /** Opens no connection to anything [false]. */
  readonly offline: boolean;
  /** Keeps what is asked in the chat for the next time [true]. */
  readonly history: boolean;
  /** Whether conversations are saved beside the index, for their owner alone [on]. */
  readonly conversations: "on" | "off";
}

export type SettingName = keyof Settings;
type Value = string | number | boolean | readonly string[] | null;

export interface SettingRule {
  readonly fallback: Value;
  readonly kind: "text" | "list" | "boolean" | "integer";
  readonly allowed?: readonly string[];
  /** What the help calls the value, where it is more than text: `folder`, `file`, `address`. */
  readonly takes?: string;
  readonly min?: number;
  readonly max?: number;
  /** A flag that stands for one value, where the value has no flag of its own. */
  readonly flag?: { readonly name: string; readonly value: string; readonly about: string };
  /** Shown in help and in the reference. */
  readonly about: string;
}

export const SETTING_RULES = {
  index: { fallback: ".footnote", kind: "text", takes: "folder", about: "folder of the index" },
  store: { fallback: "folder", kind: "text", takes: "place", allowed: STORES, about: "where the index is kept" },
  opensearchUrl: {
    fallback: [],
    kind: "list",
    takes: "address",
    about: "address of a node of the OpenSearch cluster, for the store opensearch",
  },
  opensearchName: {
    fallback: "footnote",
    kind: "text",
    takes: "name",
    about: "name of the index in the OpenSearch cluster",
  },
  opensearchUser: { fallback: "", kind: "text", takes: "name", about: "user of the OpenSearch cluster" },
  opensearchPassword: { fallback: "", kind: "text", about: "password of that user" },
  opensearchPasswordFile: {
    fallback: "",
    kind: "text",
    takes: "file",
    about: "file that holds the password, which only you may read",
  },
  opensearchCaFile: {
    fallback: "",
    kind: "text",
    takes: "file",
    about: "file of the authority that signed the certificates of the OpenSearch cluster (PEM)",
  },
  model: {
    fallback: "Xenova/e5-small-v2",
    kind: "text",
    takes: "name",
    about: "embedding model: a folder under the model path, or a hub id",
  },
  modelPath: {
    fallback: "",
    kind: "text",
    takes: "folder",
    about: "folder that holds the model (the one that ships with Footnote)",
  },
  allowRemoteModels: { fallback: false, kind: "boolean", about: "download a model that is not at hand" },
  modelDtype: { fallback: "q8", kind: "text", allowed: ["q8", "fp32"], about: "weights to load" },
  modelPooling: {
    fallback: "auto",
    kind: "text",
    allowed: ["auto", "mean", "cls"],
    about: "how token vectors become one",
  },
  queryPrefix: { fallback: null, kind: "text", about: "text before each question (what the model's card asks for)" },
  passagePrefix: { fallback: null, kind: "text", about: "text before each passage (what the model's card asks for)" },
  reader: {
    fallback: "on",
    kind: "text",
    allowed: ["on", "off"],
    flag: { name: "--fast", value: "off", about: "answer without reading the best passages: faster, and less sure" },
    about: "read the best passages before answering; off is faster, and less sure",
  },
  strictness: {
    fallback: "balanced",
    kind: "text",
    allowed: STRICTNESSES,
    about: "how sure an answer has to be: careful refuses more, eager less",
  },
  passageTokens: { fallback: 200, kind: "integer", min: 16, max: 8000, about: "most tokens of a passage" },
  overlapTokens: {
    fallback: 64,
    kind: "integer",
    min: 0,
    max: 4000,
    about: "tokens that neighbouring passages share at most",
  },
  workers: { fallback: 0, kind: "integer", min: 0, max: 64, about: "threads that embed (0: one a core)" },
  maxFileMb: { fallback: 64, kind: "integer", min: 1, max: 1024, about: "set larger files aside (megabytes)" },
  maxDepth: { fallback: 32, kind: "integer", min: 1, max: 1000, about: "folders below each other to look at" },
  maxFiles: { fallback: 100_000, kind: "integer", min: 1, max: 10_000_000, about: "files to look at" },
  secondsPerFile: {
    fallback: 60,
    kind: "integer",
    min: 1,
    max: 86_400,
    about: "set a file aside that takes longer to read",
  },
  passagesPerFile: {
    fallback: 20_000,
    kind: "integer",
    min: 1,
    max: 1_000_000,
    about: "set a file aside that makes more passages",
  },
  ocr: {
    fallback: "on",
    kind: "text",
    allowed: ["on", "off"],
    about: "recognise the text of pictures and scanned pages",
  },
  ocrLanguages: {
    fallback: "eng",
    kind: "text",
    takes: "names",
    about: "languages of that text, as Tesseract calls them: eng, or eng+deu",
  },
  ocrDataPath: {
    fallback: "",
    kind: "text",
    takes: "folder",
    about: "folder that holds the data of other languages, as deu.traineddata",
  },
  topK: { fallback: 8, kind: "integer", min: 1, max: MAX_TOP_K, about: "passages to show" },
  host: { fallback: "127.0.0.1", kind: "text", takes: "address", about: "address that the server listens on" },
  port: { fallback: 3000, kind: "integer", min: 0, max: 65535, about: "port that the server listens on" },
  tokens: { fallback: "", kind: "text", takes: "file", about: "file of the tokens that the server asks for" },
  allowedHost: {
    fallback: [],
    kind: "list",
    takes: "name",
    about: "name that the server may be called by, as behind a proxy: docs.example.com",
  },
  trustProxy: {
    fallback: false,
    kind: "boolean",
    about: "take the client's address from the proxy's X-Forwarded-For",
  },
  maxConcurrent: { fallback: 16, kind: "integer", min: 1, max: 1000, about: "requests that are worked on at once" },
  maxQueued: { fallback: 128, kind: "integer", min: 0, max: 100_000, about: "requests that may wait for their turn" },
  maxStreams: { fallback: 64, kind: "integer", min: 1, max: 10_000, about: "streams that are held open at once" },
  requestSeconds: { fallback: 30, kind: "integer", min: 1, max: 3600, about: "seconds that a request may take" },
  requestsPerMinute: {
    fallback: 600,
    kind: "integer",
    min: 0,
    max: 1_000_000,
    about: "requests that a client may send a minute, where tokens are asked for (0: any number)",
  },
  logLevel: {
    fallback: "info",
    kind: "text",
    takes: "level",
    allowed: ["silent", "error", "warn", "info", "debug"],
    about: "what the server logs on standard error",
  },
  logQuestions: { fallback: false, kind: "boolean", about: "write questions and statements into the log" },
  screenReader: {
    fallback: false,
    kind: "boolean",
    about: "for screen readers: the chat in whole lines, nothing drawn",
  },
  server: {
    fallback: "",
    kind: "text",
    takes: "address",
    about: "address of a Footnote server to ask, instead of the index here",
  },
  token: { fallback: "", kind: "text", about: "token for the server" },
  tokenFile: { fallback: "", kind: "text", takes: "file", about: "file that holds the token for the server" },
  llmUrl: {
    fallback: "",
    kind: "text",
    takes: "address",
    about: "address of an OpenAI-compatible server whose model writes; env takes OPENAI_BASE_URL or OLLAMA_HOST",
  },
  llmModel: {
    fallback: "",
    kind: "text",
    takes: "name",
    about: "model to write with (the first that the server lists)",
  },
  llmKey: { fallback: "", kind: "text", about: "key for the model's server" },
  llmKeyFile: { fallback: "", kind: "text", takes: "file", about: "file that holds the key, which only you may read" },
  llmExclude: {
    fallback: [],
    kind: "list",
    takes: "path",
    about: "file, folder/ or glob whose text is never sent to a model",
  },
  llmConsent: {
    fallback: [],
    kind: "list",
    takes: "host",
    about: "host that sentences of the documents may be sent to",
  },
  llmCharacters: {
    fallback: 12_000,
    kind: "integer",
    min: 200,
    max: 200_000,
    about: "characters of sentences that a model is given at once",
  },
  llmSeconds: { fallback: 120, kind: "integer", min: 1, max: 3600, about: "seconds that writing an answer may take" },
  followUps: {
    fallback: "rules",
    kind: "text",
    allowed: FOLLOW_UP_READERS,
    about:
      "who makes a follow-up a question of its own: model sends the conversation's questions to the model of llmUrl",
  },
  openaiWrites: {
    fallback: false,
    kind: "boolean",
    about: "have the model write what is asked in the OpenAI shape, below the quotes",
  },
  offline: { fallback: false, kind: "boolean", about: "open no connection to anything" },
  history: { fallback: true, kind: "boolean", about: "keep what is asked in the chat for the next time" },
  conversations: {
    fallback: "on",
    kind: "text",
    allowed: ["on", "off"],
    flag: { name: "--no-save", value: "off", about: "do not save conversations" },
    about: "save conversations beside the index, for their owner alone",
  },
} as const satisfies Record<SettingName, SettingRule>;

/** What of a folder is read, and how far. */
export const READING_SETTINGS = [
  "maxFileMb",
  "maxDepth",
  "maxFiles",
  "secondsPerFile",
  "passagesPerFile",
  "ocr",
  "ocrLanguages",
  "ocrDataPath",
] as const satisfies readonly SettingName[];

/** Where the index is kept. */
export const STORE_SETTINGS = [
  "store",
  "opensearchUrl",
  "opensearchName",
  "opensearchUser",
  "opensearchPassword",
  "opensearchPasswordFile",
  "opensearchCaFile",
] as const satisfies readonly SettingName[];

/** What a language model is sent, and how it is asked, beside its address, its name and a key that is written out. */
export const WRITING_SETTINGS = [
  "llmKeyFile",
  "llmExclude",
  "llmConsent",
  "llmCharacters",
  "llmSeconds",
  "followUps",
  "offline",
] as const satisfies readonly SettingName[];

/** One place that settings come from, with its name for messages: "flag", "environment", "footnote.config.json". */
export interface SettingSource {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** `FOOTNOTE_MODEL_PATH` for `modelPath`. */
export function environmentName(setting: SettingName): string {
  return `FOOTNOTE_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** The settings of the environment, by their names here. */
export function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): SettingSource {
  const names = Object.keys(SETTING_RULES) as SettingName[];
  const set = names.flatMap((name) => {
    const value = environment[environmentName(name)];
    return value === undefined || value === "" ? [] : [[name, value] as const];
  });
  return { name: "environment", values: Object.fromEntries(set) };
}

/**
 * The first source that sets a value wins.
 * @throws FootnoteError setting_invalid, naming the setting and the source; also for a name that isn't a setting
 */
export function mergeSettings(sources: readonly SettingSource[]): Settings {
  const merged: Record<string, Value> = {};
  for (const { name: source, values } of [...sources].reverse()) {
    for (const [setting, value] of Object.entries(values)) {
      if (value === undefined) continue;
      merged[setting] = parse(setting, value, source);
    }
  }
  const defaults = Object.entries(SETTING_RULES).map(([name, { fallback }]) => [name, fallback]);
  return { ...Object.fromEntries(defaults), ...merged } as Settings;
}

function parse(setting: string, value: unknown, source: string): Value {
  const fail = (problem: string) => new FootnoteError("setting_invalid", { setting, source, problem });
  if (!Object.hasOwn(SETTING_RULES, setting)) {
    const meant = similarName(setting, Object.keys(SETTING_RULES));
    throw fail(`there is no such setting${meant ? `; perhaps ${meant} is meant` : ""}`);
  }
  const rule: SettingRule = SETTING_RULES[setting as SettingName];
  if (rule.kind === "boolean") {
    if (value === true || value === "true" || value === "1") return true;
    if (value === false || value === "false" || value === "0") return false;
    throw fail("it takes true or false");
  }
  if (rule.kind === "integer") {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    const { min = 0, max = Number.MAX_SAFE_INTEGER } = rule;
    if (typeof number !== "number" || !Number.isInteger(number) || number < min || number > max) {
      throw fail(`it takes a whole number from ${min} to ${max}`);
    }
    return number;
  }
  if (rule.kind === "list") {
    const items = typeof value === "string" ? value.split(",") : value;
    if (!Array.isArray(items) || !items.every((item) => typeof item === "string"))
      throw fail("it takes a list of texts");
    return items.map((item) => item.trim()).filter((item) => item !== "");
  }
  if (typeof value !== "string") throw fail("it takes text");
  if (rule.allowed && !rule.allowed.includes(value)) {
    const meant = similarName(value, rule.allowed);
    throw fail(`it takes one of ${rule.allowed.join(", ")}${meant ? `; perhaps ${meant} is meant` : ""}`);
  }
  return value;
}
