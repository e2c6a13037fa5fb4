import type { ReportProgress } from "../../contract/events.js";
import type { Problem } from "../../contract/problem.js";
import type { Report } from "../../contract/report.js";
import type { Task } from "../state/state.js";
import { call, problemFailure, readJson } from "./api.js";
import { readEvents } from "./ask.js";
import { BROKEN_OFF, CallFailed } from "./failure.js";

/** What is told of a report on its way; what a model writes unchecked is heard by nobody. */
const HEARD: ReadonlySet<string> = new Set<ReportProgress["event"]>([
  "report.quoted",
  "report.section",
  "written.sentence",
]);

/** Has a report made, and tells `hear` of its quotes and of every sentence that is checked. @throws CallFailed */
export async function report(
  { of, write }: Pick<Extract<Task, { kind: "report" }>, "of" | "write">,
  token: string | null,
  signal: AbortSignal,
  hear: (heard: ReportProgress) => void,
): Promise<Report> {
  const task = of.task === "comparison" && of.about === null ? { ...of, about: undefined } : of;
  const body = { ...task, ...(write && { write, show_prompt: true }) };
  const response = await call("/v1/report", { method: "POST", accept: "text/event-stream", body, token, signal });
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return readJson(response, signal);
  for await (const { event, data } of readEvents(response, signal)) {
    if (event === "report.done") return data as Report;
    if (event === "error") throw new CallFailed(problemFailure(data as Problem));
    // Without a model the quotes are all of it, and come once more at the end.
    if (write && HEARD.has(event)) hear({ event, data } as ReportProgress);
  }
  throw new CallFailed(BROKEN_OFF);
}
