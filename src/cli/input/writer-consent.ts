import { mkdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { createInterface } from "node:readline/promises";
import type { Settings } from "../../core/settings.js";
import { writerAddress } from "../../writing/writer-address.js";
import type { CliContext } from "../context.js";

const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

/**
 * The hosts that sentences of the documents may be sent to: those of the settings, those agreed to before, and the one
 * that the settings name, if whoever sits at the terminal agrees now. What is agreed to is remembered.
 */
export async function consentedHosts(context: CliContext, settings: Settings): Promise<readonly string[]> {
  const { llmConsent, llmUrl, offline } = settings;
  if (llmUrl === "" || offline) return llmConsent;
  const { host, isLoopback } = writerAddress(llmUrl);
  if (isLoopback || llmConsent.includes(host)) return llmConsent;
  const path = consentPath(context.environment);
  const known = await readFile(path, "utf8").then(
    (text) => text.split("\n").filter((line) => line !== ""),
    (): string[] => [],
  );
  if (known.includes(host)) return [...llmConsent, host];
  if (!context.stdin.isTTY || !context.stderr.isTTY || !(await agrees(context, host))) return llmConsent;
  await mkdir(dirname(path), { recursive: true, mode: OWNER_ONLY_FOLDER });
  await writeFile(path, [...known, host, ""].join("\n"), { mode: OWNER_ONLY });
  return [...llmConsent, host];
}

async function agrees({ signal, stderr, stdin }: CliContext, host: string): Promise<boolean> {
  const asking = createInterface({ input: stdin, output: stderr });
  const question =
    `${host} is not this machine. With --write the question and up to some 3,000 tokens of sentences that were found ` +
    "for it are sent there; of a summary or a comparison that much at most for each section. Agree, for this host, from " +
    "now on? (y/N) ";
  try {
    return /^y(?:es)?$/iu.test((await asking.question(question, { signal })).trim());
  } finally {
    asking.close();
  }
}

/** In the user's folder for configuration (XDG Base Directory Specification). */
export function consentPath({
  XDG_CONFIG_HOME: config = "",
  HOME: home = homedir(),
}: CliContext["environment"]): string {
  return join(isAbsolute(config) ? config : join(home, ".config"), "footnote", "llm-hosts");
}
