import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { finished, run, start } from "../helpers/cli.js";
import { notes } from "../helpers/notes.js";
import { patience } from "../helpers/patience.js";
import { indexOf } from "../helpers/shipped-index.js";
import { writeFiles } from "../helpers/temp-folder.js";
import {
  accessibilityProblems,
  expectOwnRequestsOnly,
  hasChromium,
  keepScreenshot,
  NO_CHROMIUM,
  useBrowser,
} from "./browser.js";
import { NOTICE, OFFICE } from "./page-corpus.js";

const addressOf = (entries: Record<string, string>) => `/#${new URLSearchParams(entries)}`;
/** Long enough that the evidence has to be scrolled to. */
const LONG_NOTES = `${"Nothing is said here about bolts.\n\n".repeat(2000)}The lighthouse keeper 🔭 hid the telescope under the stairs.\n`;
const TELESCOPE = "Where did the lighthouse keeper hide the telescope?";

describe.skipIf(!hasChromium)(
  `the page of a server that asks for tokens${hasChromium ? "" : ` (${NO_CHROMIUM})`}`,
  () => {
    const open = useBrowser();
    let cwd: string;
    let child: ChildProcessWithoutNullStreams;
    let url: string;
    let token: string;
    let tokensFile: string;

    beforeAll(async () => {
      cwd = await indexOf({ ...OFFICE, "long.txt": LONG_NOTES });
      tokensFile = join(cwd, "tokens");
      token = (await run(["token", "ada", "--tokens", "tokens"], { cwd })).stdout.trim();
      child = start(["serve", "--port", "0", "--tokens", "tokens"], { cwd });
      const [line] = await once(child.stdout, "data");
      url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] as string;
      // Loads the model.
      await fetch(`${url}/readyz`);
    });

    afterAll(async () => {
      child.kill("SIGKILL");
      await finished(child);
    });

    beforeEach(async () => {
      expect((await fetch(`${url}/v1/index`)).status, "the server asks for tokens").toBe(401);
    });

    const field = (page: Page) => page.getByLabel("Access token");
    const evidence = (page: Page) =>
      page
        .locator("mark.evidence")
        .allTextContents()
        .then((parts) => parts.join(""));

    /** An open page that has been given the token. */
    async function signedIn(address: string) {
      const opened = await open();
      await opened.page.goto(url + address);
      await field(opened.page).fill(token);
      await opened.page.keyboard.press("Enter");
      await expect.poll(() => field(opened.page).count()).toBe(0);
      return opened;
    }

    test("asks for the token at once, says when it is wrong, and goes on to what was asked for", async () => {
      const { page, requests, complaints } = await open();
      await page.goto(url + addressOf({ q: NOTICE, cite: "1" }));
      await page.getByRole("heading", { name: "This server asks for a token." }).waitFor();
      expect(await field(page).getAttribute("type")).toBe("password");
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("token");
      expect(await page.getByRole("button", { name: "Forget the token" }).count()).toBe(0);
      await keepScreenshot(page, "token");
      await page.keyboard.type("footnote_wrong");
      await page.keyboard.press("Enter");
      await page.locator("#token-problem").getByText("The server does not know this token.").waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("token");
      expect(await field(page).getAttribute("aria-invalid")).toBe("true");
      await keepScreenshot(page, "token-wrong");
      await field(page).fill("schlüssel 🔑");
      await page.keyboard.press("Enter");
      await page.locator("#token-problem").getByText("This can't be a token").waitFor();
      await field(page).fill(`Bearer ${token}`);
      await page.getByRole("button", { name: "Use it" }).click();
      await expect.poll(() => evidence(page)).toBe("The notice period is three months to the end of a quarter.");
      expectOwnRequestsOnly(requests, url);
      expect(complaints.filter((complaint) => !complaint.includes("401 (Unauthorized)"))).toEqual([]);
    });

    test("keeps the token in this tab alone, over a reload, and forgets it with all that it let the page read", async () => {
      const { page } = await signedIn(addressOf({ q: NOTICE }));
      await page.locator(".sentence").first().waitFor();
      await page.reload();
      await page.locator(".sentence").first().waitFor();
      expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, ""]);
      expect(page.url()).not.toContain(token);
      expect(await page.content()).not.toContain(token);
      const other = await page.context().newPage();
      await other.goto(url);
      await field(other).waitFor();
      await page.getByRole("button", { name: "Forget the token" }).click();
      await field(page).waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("token");
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
      expect(await page.locator(".sentence, .document").count()).toBe(0);
      await page.reload();
      await field(page).waitFor();
    });

    test("asks, streams, opens documents and passages, and lists them", async () => {
      const { page, complaints } = await signedIn("/");
      const asked = page.waitForResponse("**/v1/query");
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("question");
      await page.keyboard.type(NOTICE);
      await page.keyboard.press("Enter");
      const response = await asked;
      expect(response.headers()["content-type"]).toMatch(/^text\/event-stream/);
      expect(await response.request().headerValue("authorization")).toBe(`Bearer ${token}`);
      await page.locator(".sentence").first().click();
      await expect.poll(() => evidence(page)).toBe("The notice period is three months to the end of a quarter.");
      await page.locator(".passage a").last().click();
      await expect.poll(() => page.locator(".document h2").textContent()).not.toBe("Document");
      const passage = new URLSearchParams(new URL(page.url()).hash.slice(1)).get("passage")!;
      await page.goto(`${url}/#${new URLSearchParams({ passage })}`);
      await page.locator("mark.evidence").first().waitFor();
      await page.goto(url + addressOf({ view: "documents" }));
      await expect.poll(() => page.locator(".document-list li").count()).toBe(3);
      expect(complaints.filter((complaint) => !complaint.includes("401 (Unauthorized)"))).toEqual([]);
    });

    test("opens the plain text in a tab of its own, scrolled to the quote, though no link can carry the token", async () => {
      const { page } = await signedIn(addressOf({ q: TELESCOPE, cite: "1" }));
      await page.locator("mark.evidence").first().waitFor();
      const addresses = new Set<string>();
      for (const place of [".citations", ".document"]) {
        const opening = page.context().waitForEvent("page");
        await page
          .locator(place)
          .getByRole("button", { name: /^Plain text/ })
          .first()
          .click();
        const plain = await opening;
        await plain.waitForLoadState();
        expect(await plain.evaluate(() => document.contentType)).toBe("text/plain");
        expect(await plain.locator("body").textContent()).toBe(LONG_NOTES);
        await expect.poll(() => plain.evaluate(() => window.scrollY)).toBeGreaterThan(10_000);
        expect(plain.url()).not.toContain(token);
        addresses.add(plain.url().split("#")[0]!);
        await plain.close();
        await page.getByRole("status").getByText("If no tab has opened, allow pop-ups for this page.").waitFor();
      }
      expect(addresses.size, "the page holds one copy of a text").toBe(1);
    });

    test("gives up the copies of plain texts when the token is forgotten", async () => {
      const { page } = await signedIn(addressOf({ q: TELESCOPE, cite: "1" }));
      const opening = page.context().waitForEvent("page");
      await page
        .locator(".document")
        .getByRole("button", { name: /^Plain text/ })
        .first()
        .click();
      const plain = await opening;
      const isHeld = () =>
        plain.reload().then(
          () => true,
          () => false,
        );
      expect(await isHeld()).toBe(true);
      await page.getByRole("button", { name: "Forget the token" }).click();
      await field(page).waitFor();
      expect(await isHeld()).toBe(false);
    });

    test("rebuilds with progress", async () => {
      await writeFiles(join(cwd, "corpus"), {
        "many.md": notes(
          "Notes",
          Array.from({ length: 40 }, (_, i) => i),
        ),
      });
      const { page } = await signedIn(addressOf({ view: "documents" }));
      await page.getByRole("button", { name: "Update the index" }).click();
      await expect
        .poll(() => page.locator("progress").getAttribute("value").then(Number), { timeout: patience() })
        .toBeGreaterThan(0);
      await page.getByText(/Indexed 4 documents \(1 added\): .* in /).waitFor();
      await rm(join(cwd, "corpus/many.md"));
    });

    test("asks again when the token is withdrawn, keeps what was there, and goes on with a new one", async () => {
      const { page } = await signedIn(addressOf({ q: NOTICE }));
      await page.locator(".sentence").first().waitFor();
      const before = await readFile(tokensFile, "utf8");
      try {
        const bob = (await run(["token", "bob", "--tokens", "tokens"], { cwd })).stdout.trim();
        const lines = await readFile(tokensFile, "utf8");
        await writeFile(tokensFile, lines.replace(/^ada:.*\n/m, ""));
        await expect
          .poll(() =>
            fetch(`${url}/v1/index`, { headers: { authorization: `Bearer ${bob}` } }).then(({ status }) => status),
          )
          .toBe(200);
        await page.getByLabel("Ask a follow-up").fill("And during probation?");
        await page.keyboard.press("Enter");
        await page.locator("#token-problem").getByText("It may have been withdrawn.").waitFor();
        await field(page).fill(bob);
        await page.keyboard.press("Enter");
        await page.locator(".sentence", { hasText: "two weeks" }).first().waitFor();
        expect(await page.locator("article h1").textContent()).toBe("And during probation?");
      } finally {
        await writeFile(tokensFile, before);
      }
    });

    test("may still run nothing but its own files", async () => {
      const policy = (await fetch(url)).headers.get("content-security-policy");
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
      expect(policy).not.toMatch(/blob:|data:|unsafe/);
    });

    test.each(["light", "dark"] as const)("has a form that axe finds nothing against, %s", async (colorScheme) => {
      const { page } = await open({ colorScheme, bypassCSP: true });
      await page.goto(url);
      await field(page).fill("footnote_wrong");
      await page.keyboard.press("Enter");
      await page.locator("#token-problem").waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  },
);
