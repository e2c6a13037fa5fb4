import type { Assistant, WriteRequest } from "../../assistant/assistant.js";
import type { Answer } from "../../contract/answer.js";
import type { WriteEvent } from "../../contract/events.js";
import { type CliContext, note, print } from "../context.js";
import { formatAnswer } from "../format/answer.js";
import { type Style, styleFor } from "../format/style.js";
import { formatPrompt, writtenEnd, writtenLine } from "../format/written.js";

/**
 * Asks for an answer in words. For people the quoted answer is printed at once, and each sentence as soon as it is
 * proven; what went wrong with the model is said on standard error.
 * @param style `null` where nothing is for people
 */
export async function askInWords(
  context: CliContext,
  assistant: Assistant,
  request: WriteRequest,
  style: Style | null,
): Promise<Answer> {
  let isIntroduced = false;
  const onEvent = (event: WriteEvent) => {
    if (!style) return;
    if (event.event === "answer.quoted") print(context, formatAnswer(event.data, style));
    if (event.event !== "written.sentence") return;
    if (!isIntroduced) print(context, "\nIn words");
    isIntroduced = true;
    const line = writtenLine(event.data.sentence, style);
    if (line !== null) print(context, line);
  };
  const answer = await assistant.write(request, { onEvent, signal: context.signal });
  const { written } = answer;
  if (!written) return answer;
  if (style) print(context, `${isIntroduced ? "" : "\n"}${writtenEnd(written, style)}`);
  if (style && written.prompt) print(context, `\nSent to the model\n\n${formatPrompt(written.prompt)}`);
  if (written.problem) {
    const { failure } = styleFor(context, context.stderr);
    note(context, `${failure("error:")} ${written.problem.detail}\n  ${written.problem.hint}`);
  }
  return answer;
}
