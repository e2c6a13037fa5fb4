/** The thread that answers: an assistant over the index, apart from the thread that speaks with those who ask. */
import { parentPort, workerData } from "node:worker_threads";
import { toPortable } from "../../core/errors/errors.js";
import type { Assistant, SyncOptions } from "../assistant.js";
import { assistantOver } from "../local/joined-assistant.js";
import type { Call, HeardEvent, Method, Reply, ThreadData } from "./calls.js";

type Heard = Required<Pick<SyncOptions, "onProgress" | "signal">> & { readonly onEvent: (event: HeardEvent) => void };

const port = parentPort;
if (port) {
  const { settings, collections = [], ...folders } = workerData as ThreadData;
  const options = { ...folders, modelThread: true, buildProcess: true };
  const assistant: Assistant = assistantOver(settings, collections, options);
  const methods: { [M in Method]: (args: Parameters<Assistant[M]>, heard: Heard) => Promise<unknown> } = {
    ask: ([request], { signal }) => assistant.ask(request, signal),
    write: ([request], { onEvent, signal }) => assistant.write(request, { onEvent, signal }),
    report: ([request], { onEvent, signal }) => assistant.report(request, { onEvent, signal }),
    search: ([request], { signal }) => assistant.search(request, signal),
    verify: ([request], { signal }) => assistant.verify(request, signal),
    documents: (args) => assistant.documents(...args),
    document: (args) => assistant.document(...args),
    text: (args) => assistant.text(...args),
    page: (args) => assistant.page(...args),
    original: (args) => assistant.original(...args),
    passage: (args) => assistant.passage(...args),
    passageAt: (args) => assistant.passageAt(...args),
    status: () => assistant.status(),
    sync: ([options], { onProgress, signal }) => assistant.sync({ ...options, onProgress, signal }),
    close: () => assistant.close(),
  };
  const running = new Map<number, AbortController>();
  const reply = (message: Reply) => port.postMessage(message);
  port.on("message", async (call: Call) => {
    const { id } = call;
    if (call.kind === "call_off") return running.get(id)?.abort();
    const calledOff = new AbortController();
    if (call.isCalledOff) calledOff.abort();
    running.set(id, calledOff);
    const heard: Heard = {
      signal: calledOff.signal,
      onEvent: (event) => reply({ kind: "event", id, event }),
      onProgress: (progress) => reply({ kind: "progress", id, progress }),
    };
    const perform = methods[call.method] as (args: readonly unknown[], heard: Heard) => Promise<unknown>;
    try {
      reply({ kind: "done", id, result: await perform(call.args, heard) });
    } catch (error) {
      reply({ kind: "failed", id, failure: toPortable(error) });
    } finally {
      running.delete(id);
    }
  });
}
