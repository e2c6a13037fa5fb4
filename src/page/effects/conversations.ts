import type { Conversation } from "../../contract/conversation.js";
import type { DocumentSummary } from "../../contract/documents.js";
import type { GivenCitation } from "../../contract/requests.js";
import type { Verification } from "../../contract/verification.js";
import { recheck } from "../../core/conversation/recheck.js";
import type { Reopened, Task } from "../state/state.js";
import { type Call, call, callJson, readBlob } from "./api.js";
import { toFailure } from "./failure.js";

type Caller = Pick<Call, "token" | "signal">;
const PATH = "/v1/conversations";

/** Keeps an answer, and gives the ids that it is kept under. @throws CallFailed */
export async function keep(
  { conversation, turnId, turn }: Extract<Task, { kind: "keep" }>,
  caller: Caller,
): Promise<{ readonly id: string; readonly turn: string }> {
  const kept = { id: turnId ?? newId(), at: new Date().toISOString(), ...turn };
  const body = { turn: kept };
  if (conversation === null) {
    const { id } = await callJson<{ readonly id: string }>(PATH, { ...caller, method: "POST", body });
    return { id, turn: kept.id };
  }
  await call(`${pathOf(conversation)}/turns`, { ...caller, method: "POST", body });
  return { id: conversation, turn: kept.id };
}

/** `randomUUID` is for pages over HTTPS and on this machine alone. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** With its citations checked anew. @param documents where a file has gone @throws CallFailed */
export async function reopen(
  id: string,
  caller: Caller,
  documents: () => Promise<readonly DocumentSummary[]>,
): Promise<Reopened> {
  const conversation = await callJson<Conversation>(pathOf(id), caller);
  const { turns } = conversation;
  try {
    const ids = new Map((await documents()).map((one) => [one.path, one.id]));
    const check = async (citations: readonly GivenCitation[]) =>
      (await callJson<Verification>("/v1/verify", { ...caller, method: "POST", body: { citations } })).citations;
    return { conversation, ...(await recheck(turns, check, (path) => ids.get(path))), unchecked: null };
  } catch (error) {
    if (caller.signal.aborted) throw error;
    return { conversation, turns, changes: {}, unchecked: toFailure(error).message };
  }
}

/** @throws CallFailed */
export async function rename(id: string, title: string, caller: Caller): Promise<void> {
  await call(pathOf(id), { ...caller, method: "PATCH", body: { title } });
}

/** @throws CallFailed */
export async function remove(id: string, caller: Caller): Promise<void> {
  await call(pathOf(id), { ...caller, method: "DELETE" });
}

/** Has the browser save a conversation as a file. No link can carry a token, so the page fetches it. @throws CallFailed */
export async function download(id: string, format: string, token: string | null): Promise<void> {
  const { signal } = new AbortController();
  const response = await call(`${pathOf(id)}/export?format=${format}`, { accept: "*/*", token, signal });
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? id;
  const url = URL.createObjectURL(await readBlob(response, signal));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  // Not before the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), RELEASED_MS);
}

const RELEASED_MS = 60_000;

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
