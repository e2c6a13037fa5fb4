import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Who may ask. */
export interface Tokens {
  /** The name of a token; `null` when it is not known. Takes as long for one as for the other. */
  nameOf(token: string): Promise<string | null>;
}

export interface KnownToken {
  readonly name: string;
  /** SHA-256 of the token, 32 bytes. */
  readonly hash: Buffer;
}

const TOKEN_BYTES = 32;
const NAME = /^[\w.-]{1,64}$/;
const LINE = /^([\w.-]{1,64}):([0-9a-f]{64})$/i;

/**
 * A new token: 256 random bits, so its hash needs neither salt nor a slow function to keep it. Begins with `footnote_`,
 * so that scanners for secrets know it.
 */
export function newToken(): string {
  return `footnote_${randomBytes(TOKEN_BYTES).toString("base64url")}`;
}

/** The line that a tokens file has for a token. */
export function tokenLine(name: string, token: string): string {
  return `${name}:${hashOf(token).toString("hex")}`;
}

export function isTokenName(name: string): boolean {
  return NAME.test(name);
}

export interface ParsedTokens {
  readonly tokens: readonly KnownToken[];
  /** Lines that are none, counted from 1. */
  readonly badLines: readonly number[];
}

/** Reads `name:sha256` lines; empty ones and those that begin with `#` say nothing. */
export function parseTokens(text: string): ParsedTokens {
  const tokens: KnownToken[] = [];
  const badLines: number[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    const content = line.trim();
    if (content === "" || content.startsWith("#")) continue;
    const [, name, hash] = LINE.exec(content) ?? [];
    if (name && hash) tokens.push({ name, hash: Buffer.from(hash, "hex") });
    else badLines.push(at + 1);
  }
  return { tokens, badLines };
}

/** Compares with every token and stops at none, so that the time tells nothing of where it stands or how near it comes. */
export function findToken(token: string, known: readonly KnownToken[]): string | null {
  const hash = hashOf(token);
  let found: string | null = null;
  for (const { name, hash: expected } of known) {
    if (timingSafeEqual(hash, expected)) found = name;
  }
  return found;
}

function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
