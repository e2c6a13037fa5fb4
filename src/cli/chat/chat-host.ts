import { relative } from "node:path";
import type { LocalAssistant } from "../../assistant/local/local-assistant.js";
import type { Judgement } from "../../contract/judgement.js";
import { conversationFiles, conversationsFolder } from "../../conversations/conversation-files.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { LABELS_FOLDER } from "../../core/own-files.js";
import type { ChatHost, Remark } from "../../tui/host.js";
import type { Clipboard } from "../../tui/terminal/clipboard.js";
import type { Display } from "../../tui/terminal/display.js";
import { shellWord } from "../completion/shell-word.js";
import type { CliContext } from "../context.js";
import { indexFolderOf, type OpenedAssistant } from "../input/open-assistant.js";
import { withoutNetwork } from "../offline.js";
import { openInEditor } from "./open-in-editor.js";

/** What the chat can do on this machine; of an index, only with the one that is here. */
export function chatHost(
  { cwd, environment, nodeVersion }: Pick<CliContext, "cwd" | "environment" | "nodeVersion">,
  { assistant, local, settings, collections }: OpenedAssistant,
): ChatHost {
  const { server } = settings;
  const ownIndexFor = (command: string): LocalAssistant => {
    if (local === null) throw new FootnoteError("server_not_asked", { what: command, server });
    return local;
  };
  return {
    cwd,
    ...(settings.conversations === "on" && {
      conversations: conversationFiles(conversationsFolder(indexFolderOf(collections, settings, cwd))),
    }),
    edit: (place, withTerminal) => openInEditor(place, { assistant, environment, server }, withTerminal),
    keep: (judgement) => keep(cwd, local, judgement),
    whyNot: async (document, request, signal) => ownIndexFor("/why-not").whyNot(document, request, signal),
    async diagnose() {
      ownIndexFor("/doctor");
      const { diagnose } = await import("../../assistant/diagnose.js");
      const index = indexFolderOf(collections, settings, cwd);
      return diagnose({ settings: { ...settings, index }, cwd, nodeVersion, offline: withoutNetwork });
    },
    async writer() {
      if (local === null) return { writer: { host: server, model: "its own model" }, consent: null };
      const { consentOf, consentQuestion } = await import("../input/writer-consent.js");
      const { host, isGiven } = await consentOf(environment, settings);
      if (settings.offline) throw new FootnoteError("writer_offline", { server: host });
      if (isGiven) local.agreeTo(host);
      const model = settings.llmModel || "the first model";
      return { writer: { host, model }, consent: isGiven ? null : consentQuestion(host, settings) };
    },
    async agreeTo(host) {
      const { rememberConsent } = await import("../input/writer-consent.js");
      await rememberConsent(environment, host);
      local?.agreeTo(host);
    },
  };
}

async function keep(cwd: string, local: LocalAssistant | null, judgement: Judgement): Promise<Remark> {
  const { keepJudgement } = await import("../../eval/kept-judgements.js");
  const { file, isFirst } = await keepJudgement(LABELS_FOLDER, judgement, cwd);
  const marked = `Marked as ${judgement.isRight ? "right" : "wrong"}; kept in ${file}.`;
  if (!isFirst) return { tone: "muted", text: marked };
  const documents = await documentsFrom(cwd, local);
  return { tone: "muted", text: `${marked} Measure with: footnote eval ${LABELS_FOLDER} --corpus ${documents}` };
}

/** The folder of the documents as a shell takes it, or a word for it where it is elsewhere or can't be told. */
async function documentsFrom(cwd: string, local: LocalAssistant | null): Promise<string> {
  if (local === null) return "<folder>";
  try {
    const { corpus } = await local.status();
    return shellWord(relative(cwd, corpus) || ".");
  } catch {
    // What was to be kept is kept: a hint that can't be given whole is no failure.
    return "<folder>";
  }
}

/** How this terminal takes a text for its clipboard, as far as its environment tells. */
export function clipboardOf({ TERM, TMUX, TERM_PROGRAM }: CliContext["environment"]): Clipboard {
  if (TMUX) return "tmux";
  const hasNone = TERM === "linux" || TERM === "dumb" || TERM_PROGRAM === "Apple_Terminal";
  return hasNone ? "none" : "terminal";
}

/** Superscripts beyond 3 are in few fonts of the console, and in no encoding but Unicode's. */
export function displayOf({ TERM, LC_ALL, LC_CTYPE, LANG }: CliContext["environment"]): Display {
  const locale = LC_ALL || LC_CTYPE || LANG || "";
  // Without any, as over ssh and in containers, nothing is said of the terminal, and most are in Unicode.
  const isUnicode = locale === "" || /utf-?8/i.test(locale);
  return { superscripts: isUnicode && TERM !== "linux", isGradual: true };
}

/** Whether nothing can be drawn, or ought not to be: Ink's own variable is heeded as well. */
export function wantsLines({ TERM, INK_SCREEN_READER }: CliContext["environment"]): boolean {
  return TERM === "dumb" || INK_SCREEN_READER === "true";
}
