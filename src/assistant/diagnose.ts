import { statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Finding } from "../contract/diagnosis.js";
import { type CorpusLimits, corpusLimits } from "../core/corpus-limits.js";
import { type FootnoteError, toFootnoteError } from "../core/errors/errors.js";
import type { Settings } from "../core/settings.js";
import { openModel } from "../embedding/model.js";
import { modelSettings } from "../embedding/model-settings.js";
import { runtimeInUse } from "../embedding/runtime.js";
import { discover } from "../index/folder/discover.js";
import { READER_MODEL } from "../reading/transformers-reader.js";
import { verifyGeneration } from "../store/disk/generation-reader.js";
import type { ClusterAddress } from "../store/opensearch/cluster.js";
import { storePlace } from "../store/store-place.js";
import { openWriter } from "../writing/open-writer.js";
import { LocalAssistant } from "./local/local-assistant.js";

export interface DiagnoseOptions {
  readonly settings: Settings;
  readonly cwd: string;
  /** `process.versions.node`. */
  readonly nodeVersion: string;
  /** Runs a call with every way to the network closed; gives what tried to go out. */
  readonly offline: (call: () => Promise<unknown>) => Promise<readonly string[]>;
}

const OLDEST_NODE = [20, 20] as const;
/** Less free space than this may not hold the next generation of a middling index. */
const LITTLE_SPACE_BYTES = 512 << 20;
const QUESTION = "What are these documents about?";

/** Looks at everything that an answer depends on. A check that fails does not stop the others. */
export async function diagnose(options: DiagnoseOptions): Promise<Finding[]> {
  const { settings, cwd } = options;
  const folder = resolve(cwd, settings.index);
  const place = storePlace(settings, cwd);
  const assistant = new LocalAssistant(settings, { cwd });
  try {
    return [
      nodeVersion(options.nodeVersion),
      await attempt("model", () => checkModel(settings, cwd)),
      await attempt("runtime", async () => checkRuntime()),
      ...(settings.reader === "on" ? [await attempt("reader", checkReader)] : []),
      await attempt("index", () => (place.kind === "folder" ? checkIndex(folder) : checkCluster(place.address))),
      await attempt("corpus", async () => checkCorpus(await assistant.corpusToRead(), folder, corpusLimits(settings))),
      await attempt("disk", () => checkSpace(folder)),
      ...(settings.llmUrl === "" ? [] : [await attempt("writing model", () => checkWriter(settings, cwd))]),
      place.kind === "folder"
        ? await attempt("offline question", () => askOffline(assistant, options.offline))
        : await attempt("question", () => askOnce(assistant)),
    ];
  } finally {
    await assistant.close();
  }
}

type Outcome = Omit<Finding, "check">;

async function attempt(check: string, look: () => Promise<Outcome>): Promise<Finding> {
  try {
    return { check, ...(await look()) };
  } catch (error) {
    const failure = toFootnoteError(error);
    return { check, status: "failed", detail: `${failure.message} ${hintOf(failure)}` };
  }
}

/** Without the advice to run the doctor. */
function hintOf({ hint }: FootnoteError): string {
  return hint.replace(/ ?`footnote doctor`[^.]*\./u, "");
}

function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const good = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const detail = good ? version : `${version} is too old: install Node ${OLDEST_NODE.join(".")} or newer`;
  return { check: "node", status: good ? "ok" : "failed", detail };
}

async function checkModel(settings: Settings, cwd: string): Promise<Outcome> {
  const { fingerprint } = await openModel(modelSettings(settings, cwd));
  const { model, dimensions, weights } = fingerprint;
  return {
    status: "ok",
    detail: `${model}, ${dimensions} dimensions, weights ${weights.slice(0, 12)}, checksums match`,
  };
}

function checkRuntime(): Outcome {
  const { kind, version, whyNotNative } = runtimeInUse();
  if (kind === "native") return { status: "ok", detail: `ONNX Runtime ${version}, native` };
  const slow = `ONNX Runtime ${version} as WebAssembly, at half the speed: ${whyNotNative}`;
  return {
    status: "warning",
    detail: `${slow}. npm installs it where it exists, unless told to omit optional packages`,
  };
}

async function checkReader(): Promise<Outcome> {
  const { model, weights } = (await openModel(READER_MODEL)).fingerprint;
  return { status: "ok", detail: `${model}, weights ${weights.slice(0, 12)}, checksums match` };
}

/** A server that is named is asked for its models; no text is sent. */
async function checkWriter(settings: Settings, cwd: string): Promise<Outcome> {
  const writer = await openWriter(settings, cwd);
  const models = await writer.models();
  const { llmModel } = settings;
  if (llmModel !== "" && !models.includes(llmModel)) {
    return { status: "warning", detail: `${writer.host} doesn't list ${llmModel}: see footnote models` };
  }
  return { status: "ok", detail: `${llmModel || models[0] || "no model"} at ${writer.host}, ${models.length} models` };
}

async function checkIndex(folder: string): Promise<Outcome> {
  const files = await verifyGeneration(folder);
  const damaged = files.filter(({ problem }) => problem !== null);
  if (damaged.length === 0) return { status: "ok", detail: `${files.length} files match their checksums` };
  const names = damaged.map(({ file, problem }) => `${file} (${problem})`).join(", ");
  return { status: "failed", detail: `${names}. Rebuild it: footnote index --full` };
}

async function checkCluster(address: ClusterAddress): Promise<Outcome> {
  const { OpenSearchStore } = await import("../store/opensearch/opensearch-store.js");
  const store = new OpenSearchStore(address);
  try {
    const unasked = await store.unasked();
    const of = (words: (failure: FootnoteError) => string) => [...new Set(unasked.map(words))].join(" ");
    const each = `${of(({ message }) => message)} ${of(hintOf)}`;
    if (unasked.length === address.nodes.length) return { status: "failed", detail: each };
    const { status, nodes, missing } = await store.examine();
    const detail = `${store.place}: ${nodes} nodes, ${status}`;
    if (missing > 0) {
      const lost = `${missing} documents or passages are missing. Rebuild it: footnote index --full`;
      return { status: "failed", detail: `${detail}, ${lost}` };
    }
    if (unasked.length > 0)
      return { status: "warning", detail: `${detail}, but not all that are named can be asked. ${each}` };
    // Yellow: no failure of a node would be survived.
    return { status: status === "green" ? "ok" : "warning", detail };
  } finally {
    await store.close();
  }
}

async function checkCorpus(corpus: string, indexFolder: string, limits: CorpusLimits): Promise<Outcome> {
  const { files, skipped } = await discover(corpus, limits, { indexFolder });
  const detail = `${corpus}: ${files.length} files`;
  if (skipped.length === 0) return { status: "ok", detail };
  return { status: "warning", detail: `${detail}, ${skipped.length} set aside: see footnote status` };
}

async function checkSpace(folder: string): Promise<Outcome> {
  // Before the first build there is no folder yet.
  const { bavail, bsize } = await statfs(folder).catch(() => statfs(dirname(folder)));
  const free = bavail * bsize;
  const detail = `${(free / 2 ** 30).toFixed(1)} GiB free`;
  return free >= LITTLE_SPACE_BYTES
    ? { status: "ok", detail }
    : { status: "warning", detail: `${detail}: a rebuild needs room for a second index` };
}

async function askOnce(assistant: LocalAssistant): Promise<Outcome> {
  const { status, timings_ms } = await assistant.ask({ question: QUESTION, literal: true });
  return { status: "ok", detail: `one went through (${status}, ${timings_ms.total.toFixed(0)} ms)` };
}

async function askOffline(assistant: LocalAssistant, offline: DiagnoseOptions["offline"]): Promise<Outcome> {
  let answered = "";
  const attempts = await offline(async () => {
    const { status, timings_ms } = await assistant.ask({ question: QUESTION, literal: true });
    answered = `one question went through (${status}, ${timings_ms.total.toFixed(0)} ms)`;
  });
  if (attempts.length === 0) return { status: "ok", detail: `${answered} with the network closed: nothing was sent` };
  return { status: "failed", detail: `something tried to reach the network: ${attempts.join(", ")}` };
}
