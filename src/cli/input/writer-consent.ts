import { mkdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { createInterface } from "node:readline/promises";
import { FootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import type { Settings } from "../../core/settings.js";
import { printableLine } from "../../core/text.js";
import { writerAddress } from "../../writing/writer-address.js";
import type { CliContext } from "../context.js";

const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

export interface Consent {
  /** The one that the settings name. */
  readonly host: string;
  /** Whether sentences of the documents may be sent there: it is this machine, or somebody has agreed. */
  readonly isGiven: boolean;
}

type Environment = CliContext["environment"];

/** The consent to the host that the settings name, by themselves or as it was given before. @throws FootnoteError writer_unset, setting_invalid */
export async function consentOf(
  environment: Environment,
  { llmConsent, llmUrl }: Pick<Settings, "llmConsent" | "llmUrl">,
): Promise<Consent> {
  const { host, isLoopback } = writerAddress(llmUrl);
  const isGiven = isLoopback || llmConsent.includes(host) || (await rememberedHosts(environment)).includes(host);
  return { host, isGiven };
}

/** What is asked before anything is sent to a host for the first time: what leaves, and how much at most. */
export function consentQuestion(host: string, { llmCharacters }: Pick<Settings, "llmCharacters">): string {
  return (
    `${printableLine(host)} is not this machine. For each answer in words, and each section of a summary or a comparison, ` +
    `what was asked and at most ${llmCharacters.toLocaleString("en")} characters of sentences that were found for it are ` +
    "sent there, with the titles of their documents. Agree, for this host, from now on?"
  );
}

/** Keeps that somebody has agreed. @throws FootnoteError output_unwritable */
export async function rememberConsent(environment: Environment, host: string): Promise<void> {
  const path = consentPath(environment);
  const known = await rememberedHosts(environment);
  if (known.includes(host)) return;
  try {
    await mkdir(dirname(path), { recursive: true, mode: OWNER_ONLY_FOLDER });
    await writeFile(path, [...known, host, ""].join("\n"), { mode: OWNER_ONLY });
  } catch (cause) {
    throw new FootnoteError("output_unwritable", { path, problem: problemOf(cause) }, { cause });
  }
}

/**
 * The hosts that sentences of the documents may be sent to: those of the settings, and the one that they name, if there
 * is consent to it or whoever sits at the terminal agrees now. What is agreed to is remembered.
 */
export async function consentedHosts(context: CliContext, settings: Settings): Promise<readonly string[]> {
  const { llmConsent, llmUrl, offline } = settings;
  if (llmUrl === "" || offline) return llmConsent;
  const { host, isGiven } = await consentOf(context.environment, settings);
  if (!isGiven) {
    if (!context.stdin.isTTY || !context.stderr.isTTY || !(await agrees(context, host, settings))) return llmConsent;
    await rememberConsent(context.environment, host);
  }
  return [...new Set([...llmConsent, host])];
}

async function agrees({ signal, stderr, stdin }: CliContext, host: string, settings: Settings): Promise<boolean> {
  const asking = createInterface({ input: stdin, output: stderr });
  // While it reads, the terminal's Ctrl-C is a key of its own, and Ctrl-D leaves the question without an answer.
  const left = new AbortController();
  const interrupted = new AbortController();
  asking.once("SIGINT", () => interrupted.abort());
  asking.once("close", () => left.abort());
  const until = AbortSignal.any([signal, left.signal, interrupted.signal]);
  try {
    const answer = await asking.question(`${consentQuestion(host, settings)} (y/N) `, { signal: until });
    return /^y(?:es)?$/iu.test(answer.trim());
  } catch (error) {
    if (interrupted.signal.aborted || signal.aborted) throw new FootnoteError("interrupted", {}, { cause: error });
    if (left.signal.aborted) return false;
    throw error;
  } finally {
    asking.close();
  }
}

function rememberedHosts(environment: Environment): Promise<readonly string[]> {
  return readFile(consentPath(environment), "utf8").then(
    (text) => text.split("\n").filter((line) => line !== ""),
    () => [],
  );
}

/** In the user's folder for configuration (XDG Base Directory Specification). */
export function consentPath({ XDG_CONFIG_HOME: config = "", HOME: home = homedir() }: Environment): string {
  return join(isAbsolute(config) ? config : join(home, ".config"), "footnote", "llm-hosts");
}
