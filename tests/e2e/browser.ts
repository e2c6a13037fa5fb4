/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="dom.asynciterable" />
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { patience } from "../helpers/patience.js";
import { ROOT } from "../helpers/shipped.js";

const CHROMIUM = "/usr/bin/chromium";
/** Said by the tests that are skipped without it. */
export const hasChromium = existsSync(CHROMIUM);
export const NO_CHROMIUM = "Chromium is not installed at /usr/bin/chromium (Debian: apt-get install chromium)";

const SCREENSHOTS = join(ROOT, "artifacts/screenshots");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page of its own context, with what it asked for and complained about. */
export interface Opened {
  readonly page: Page;
  /** Every address that was asked for, in whatever way. */
  readonly requests: readonly string[];
  /** Errors and warnings of the console, and what was thrown and not caught. */
  readonly complaints: readonly string[];
}

/** One browser for the tests of a file; their contexts are closed after each. */
export function useBrowser(): (options?: BrowserContextOptions) => Promise<Opened> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (!hasChromium) return;
    // Chromium's sandbox can't be had by root.
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    browser = await chromium.launch({ executablePath: CHROMIUM, args });
  });
  afterEach(async () => {
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
  });
  return async (options) => {
    if (browser === undefined) throw new Error(NO_CHROMIUM);
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: "en-GB", ...options });
    context.setDefaultTimeout(patience());
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    context.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    return { page, requests, complaints };
  };
}

/** Keeps what the page looks like for people to see; CI keeps the folder. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: "disabled" });
}

/** What axe finds against it, as text; the page has to be opened with `bypassCSP`, or it could not be looked at. `without` names rules to leave out. */
export async function accessibilityProblems(page: Page, without: readonly string[] = []): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (left) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(options: object): Promise<{
          violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run({
      // What passes need not be described.
      resultTypes: ["violations"],
      rules: Object.fromEntries(left.map((id) => [id, { enabled: false }])),
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }, without);
}

/** Nothing but the server itself was asked for anything. */
export function expectOwnRequestsOnly(requests: readonly string[], url: string): void {
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.filter((request) => !request.startsWith(`${url}/`))).toEqual([]);
}
