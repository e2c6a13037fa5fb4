import type { Assistant } from "../../assistant/assistant.js";
import type { VerifiedSentence } from "../../contract/verification.js";
import { oneLine } from "../../core/text.js";
import { remarksOn } from "../../core/wording.js";
import { assertText, toFilters } from "../http/ask-request.js";
import { citedText, coverageText, type Tool } from "./tool.js";
import { VerifyInput, VerifyOutput } from "./tool-schemas.js";

export function verifyTool(assistant: Assistant): Tool<typeof VerifyInput, typeof VerifyOutput> {
  return {
    name: "verify",
    title: "Verify statements against the documents",
    description:
      "Checks statements against the user's documents, sentence by sentence: supported, partial, contradicted or " +
      "unsupported, with the passages that come nearest and what they do not say. Use it before you state something " +
      "as the documents' own, above all names, numbers and dates. It compares wording and facts and does not reason: " +
      "`unsupported` means that no passage says it, not that it is false.",
    input: VerifyInput,
    output: VerifyOutput,
    run: async ({ statements, ...filters }, signal) => {
      assertText(statements);
      const verification = await assistant.verify({ statements, filters: toFilters(filters) }, signal);
      const sentences = verification.statements.flatMap((statement) => statement.sentences);
      const areSupported = sentences.every(({ verdict }) => verdict === "supported");
      const text = [...sentences.map(sentenceText), coverageText(verification.coverage, areSupported)].join("\n\n");
      return { text, value: VerifyOutput.parse(verification) };
    },
  };
}

function sentenceText(verified: VerifiedSentence): string {
  const { sentence, verdict, passages } = verified;
  return [
    `${verdict.toUpperCase()}: ${oneLine(sentence)}`,
    ...remarksOn(verified).map(oneLine),
    ...passages.map(citedText),
  ].join("\n");
}
