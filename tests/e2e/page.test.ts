import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../../src/contract/answer.js";
import { finished, run, start } from "../helpers/cli.js";
import { notes } from "../helpers/notes.js";
import { patience } from "../helpers/patience.js";
import { folderOf } from "../helpers/shipped-index.js";
import { writeFiles } from "../helpers/temp-folder.js";
import { expectOwnRequestsOnly, hasChromium, keepScreenshot, NO_CHROMIUM, useBrowser } from "./browser.js";
import { CLOSED, NOTICE, OFFICE } from "./page-corpus.js";

const addressOf = (entries: [string, string][]) => `/#${new URLSearchParams(entries)}`;
const MANY_NOTES = notes(
  "Notes",
  Array.from({ length: 100 }, (_, i) => i),
);

describe.skipIf(!hasChromium)(
  `the page of a \`footnote serve\` process${hasChromium ? "" : ` (${NO_CHROMIUM})`}`,
  () => {
    const open = useBrowser();
    let cwd: string;
    let child: ChildProcessWithoutNullStreams;
    let url: string;

    beforeAll(async () => {
      cwd = await folderOf(OFFICE);
      expect((await run(["index"], { cwd })).code).toBe(0);
      child = start(["serve", "--port", "0"], { cwd });
      const [line] = await once(child.stdout, "data");
      url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] as string;
    });

    afterAll(async () => {
      child.kill("SIGKILL");
      await finished(child);
    });

    async function answerTo(question: string): Promise<Answer> {
      const response = await fetch(`${url}/v1/query`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ question }),
      });
      return (await response.json()) as Answer;
    }

    /** The marked text, without the numbers and other text around it. */
    const evidence = (page: Page) =>
      page
        .locator("mark.evidence")
        .allTextContents()
        .then((parts) => parts.join(""));

    test("a question is answered, and a click on each sentence opens its document at exactly the quote", async () => {
      const { page, requests, complaints } = await open();
      const { citations } = await answerTo(CLOSED);
      expect(citations.length).toBeGreaterThanOrEqual(3);
      await page.goto(url);
      await keepScreenshot(page, "welcome");
      await page.getByLabel("Ask your documents").fill(CLOSED);
      await page.getByRole("button", { name: "Ask", exact: true }).click();
      for (const [index, { quote, title }] of citations.entries()) {
        await page.locator(`.sentence[data-evidence="citation ${index + 1}"]`).click();
        await expect.poll(() => evidence(page)).toBe(quote);
        expect(await page.locator("mark.evidence").first().isVisible()).toBe(true);
        expect(await page.getByRole("complementary").getByRole("heading").textContent()).toBe(title);
        expect(new URL(page.url()).hash).toBe(`#${new URLSearchParams({ q: CLOSED, cite: String(index + 1) })}`);
      }
      await keepScreenshot(page, "evidence");
      expectOwnRequestsOnly(requests, url);
      expect(complaints).toEqual([]);
    });

    test("the keyboard alone asks, opens, walks through the citations and comes back to where it was", async () => {
      const { page } = await open();
      const { citations } = await answerTo(CLOSED);
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-evidence"));
      await page.goto(url);
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("question");
      await page.keyboard.type(CLOSED);
      await page.keyboard.press("Enter");
      await page.locator(".sentence").first().waitFor();
      await page.keyboard.press("Escape");
      expect(await page.locator("article h1").textContent()).toBe(CLOSED);
      expect(await focused()).toBe("citation 1");
      await page.keyboard.press("Tab");
      expect(await focused()).toBe("citation 2");
      await page.keyboard.press("Enter");
      await expect.poll(() => evidence(page)).toBe(citations[1]!.quote);
      await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe("evidence");
      await page.keyboard.press("n");
      await expect.poll(() => evidence(page)).toBe(citations[2]!.quote);
      await page.keyboard.press("p");
      await expect.poll(() => evidence(page)).toBe(citations[1]!.quote);
      await page.keyboard.press("1");
      await expect.poll(() => evidence(page)).toBe(citations[0]!.quote);
      expect(await page.getByRole("button", { name: "Previous citation" }).isDisabled()).toBe(true);
      await page.keyboard.press("Escape");
      expect(await page.getByRole("complementary").count()).toBe(0);
      expect(await focused()).toBe("citation 1");
      await page.keyboard.press("?");
      expect(await page.getByRole("dialog", { name: "Keys" }).isVisible()).toBe(true);
      await keepScreenshot(page, "help");
      await page.keyboard.press("Escape");
      await page.keyboard.press("d");
      await page.getByRole("heading", { name: "Documents", level: 1 }).waitFor();
      await page.keyboard.press("/");
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("question");
    });

    test("no key is lost that is pressed while the help closes", async () => {
      const { page } = await open();
      await page.goto(url + addressOf([["q", NOTICE]]));
      await page.locator(".sentence").first().waitFor();
      await page.locator("article h1").click();
      for (let time = 1; time <= 5; time++) {
        await Promise.all(["?", "Escape", "d"].map((key) => page.keyboard.press(key)));
        await page.getByRole("heading", { name: "Documents", level: 1 }).waitFor();
        await Promise.all(["?", "Escape", "?"].map((key) => page.keyboard.press(key)));
        expect(await page.getByRole("dialog", { name: "Keys" }).isVisible(), "opened again at once").toBe(true);
        await Promise.all(["Escape", "d"].map((key) => page.keyboard.press(key)));
        await page.locator(".sentence").first().waitFor();
      }
    });

    test("an address brings back the answer with its open citation, and the browser's back and forward walk", async () => {
      const { page } = await open();
      const { citations, passages } = await answerTo(CLOSED);
      await page.goto(
        url +
          addressOf([
            ["q", CLOSED],
            ["cite", "2"],
          ]),
      );
      await expect.poll(() => evidence(page)).toBe(citations[1]!.quote);
      await page.goto(url + addressOf([["passage", passages[2]!.id]]));
      const whole = (await (await fetch(`${url}/v1/passages/${passages[2]!.id}`)).json()) as { text: string };
      await expect.poll(() => evidence(page)).toBe(whole.text);
      await page.goto(url + addressOf([["q", CLOSED]]));
      await page.locator(".sentence").first().click();
      await expect.poll(() => evidence(page)).toBe(citations[0]!.quote);
      await page.goBack();
      await expect.poll(() => page.getByRole("complementary").count()).toBe(0);
      await page.goForward();
      await expect.poll(() => evidence(page)).toBe(citations[0]!.quote);
      await page.reload();
      await expect.poll(() => evidence(page)).toBe(citations[0]!.quote);
    });

    test("a follow-up is read in the light of the question before, and that can be undone", async () => {
      const { page } = await open();
      await page.goto(url + addressOf([["q", NOTICE]]));
      await page.locator(".sentence").first().waitFor();
      await page.getByLabel("Ask a follow-up").fill("And during probation?");
      await page.keyboard.press("Enter");
      await page.getByText("Read as").waitFor();
      expect(await page.locator(".reading em").textContent()).toBe("How long is the notice period during probation?");
      await keepScreenshot(page, "follow-up");
      const linked = page.url();
      await page.getByRole("button", { name: "Ask it as typed" }).click();
      await page.getByText("Asked as typed").waitFor();
      expect(await page.locator(".reading em").count()).toBe(0);
      await page.goto("about:blank");
      await page.goto(linked);
      await expect
        .poll(() => page.locator(".reading em").textContent())
        .toBe("How long is the notice period during probation?");
      await page.getByRole("navigation", { name: "Earlier" }).getByRole("link", { name: NOTICE }).click();
      await expect.poll(() => page.locator("article h1").textContent()).toBe(NOTICE);
    });

    test("a refusal says so, with the words that occur nowhere, the nearest passages and what was searched", async () => {
      const { page } = await open();
      const question = "Who painted the Mona Lisa?";
      const { not_found } = await answerTo(question);
      await page.goto(url + addressOf([["q", question]]));
      await page.locator(".not-found").getByText(not_found!.reason).waitFor();
      expect(await page.locator(".term").allTextContents()).toEqual(not_found!.missing_terms);
      expect(await page.locator(".passage").count()).toBe(not_found!.nearest.length);
      expect(await page.getByText("Searched 2 documents").isVisible()).toBe(true);
      await page.locator(".passage a").first().click();
      await expect.poll(() => evidence(page)).toBe(not_found!.nearest[0]!.text);
      await keepScreenshot(page, "refusal");
    });

    test("a passage says why it matched, when it is asked to", async () => {
      const { page } = await open();
      await page.goto(url + addressOf([["q", NOTICE]]));
      const table = page.getByRole("table", { name: "The score of passage 1" });
      await page.locator(".passage").first().waitFor();
      expect(await table.isVisible()).toBe(false);
      await page.locator(".why summary").first().click();
      expect(await table.getByRole("row", { name: /keywords/ }).isVisible()).toBe(true);
    });

    test("a quote is copied with its source, and the plain document is linked at the same words", async () => {
      const { page } = await open({ permissions: ["clipboard-read", "clipboard-write"] });
      await page.goto(url + addressOf([["q", NOTICE]]));
      await page.getByRole("button", { name: "Copy quote 1 with its source" }).click();
      await page.getByRole("button", { name: "Copied 1 with its source" }).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
        "“The notice period is three months to the end of a quarter.”\n— Staff handbook › Notice, handbook.md:13\n",
      );
      const opening = page.context().waitForEvent("page");
      await page.getByRole("link", { name: "Plain text of citation 1" }).click();
      const plain = await opening;
      expect(plain.url()).toMatch(/\/v1\/documents\/\w+\/text/);
      expect(await plain.locator("body").textContent()).toBe(OFFICE["handbook.md"]);
    });

    test("the documents are listed with what could not be read; changed files are shown, and taken in by an update", async () => {
      const { page } = await open();
      await page.goto(url + addressOf([["view", "documents"]]));
      await page.getByText("The index is up to date with its folder.").waitFor();
      // The list comes with a request of its own.
      await page.locator(".document-list .source-title").first().waitFor();
      expect(await page.locator(".document-list .source-title").allTextContents()).toEqual(["Staff handbook", "LEASE"]);
      expect(await page.locator(".skipped-list li").textContent()).toMatch(/^scan\.txt.*binary/);
      await page.locator(".document-list a").first().click();
      await expect
        .poll(() =>
          page
            .locator(".chunk")
            .allTextContents()
            .then((chunks) => chunks.join("")),
        )
        .toBe(OFFICE["handbook.md"]);
      await page.keyboard.press("Escape");

      await writeFiles(join(cwd, "corpus"), { "keys.txt": "The key to the cellar is under the mat.\n" });
      // A look at the folder counts for five seconds.
      await expect.poll(() => changedOf(), { timeout: patience(), interval: 500 }).toBe(1);
      await page.goto(`${url}/`);
      await page.reload();
      await page.getByText("1 file differs from the index: keys.txt added.").waitFor();
      await page.goto(url + addressOf([["view", "documents"]]));
      await page.getByRole("button", { name: "Update the index" }).click();
      await page.getByText(/Indexed 3 documents \(1 added\): .* in /).waitFor();
      await page.getByText("The key to the cellar is under the mat.").or(page.getByText("keys.txt")).first().waitFor();
      await keepScreenshot(page, "documents");
      await page.getByLabel("Ask your documents").fill("Where is the key to the cellar?");
      await page.keyboard.press("Enter");
      await page.locator(".sentence", { hasText: "under the mat" }).waitFor();
      await rm(join(cwd, "corpus/keys.txt"));
    });

    test("an update shows how far it is, and a cancelled one leaves the index as it was", async () => {
      const { page } = await open();
      await writeFiles(join(cwd, "corpus"), { "many.md": MANY_NOTES });
      await page.goto(url + addressOf([["view", "documents"]]));
      await page.locator(".document-list li").first().waitFor();
      const before = await page.locator(".document-list li").count();
      await page.getByRole("button", { name: "Update the index" }).click();
      await expect
        .poll(() => page.locator("progress").getAttribute("value").then(Number), { timeout: patience() })
        .toBeGreaterThan(2);
      await keepScreenshot(page, "rebuild");
      const { page: other } = await open();
      await other.goto(url + addressOf([["view", "documents"]]));
      await other.getByRole("progressbar").waitFor();
      await page.getByRole("button", { name: "Cancel the update" }).click();
      await page.getByText("Cancelled. The index is as it was before.").waitFor();
      await other.getByText("Cancelled. The index is as it was before.").waitFor();
      await page.reload();
      await page.locator(".document-list li").first().waitFor();
      expect(await page.locator(".document-list li").count()).toBe(before);
      await rm(join(cwd, "corpus/many.md"));
    });

    test("a folder without an index says so, and gets one from the page", async () => {
      const folder = await folderOf({ "lease.txt": OFFICE["lease.txt"] });
      const server = start(["serve", "--port", "0"], { cwd: folder });
      try {
        const [line] = await once(server.stdout, "data");
        const { page } = await open();
        await page.goto(/http:\/\/127\.0\.0\.1:\d+/.exec(String(line))![0] + addressOf([["q", NOTICE]]));
        await page.locator(".failure").getByText("There is no index").waitFor();
        await page.getByRole("button", { name: "Build the index" }).click();
        await page.getByText(/Indexed 1 document \(1 added\): .* in /).waitFor();
        await page.getByRole("link", { name: "Back to the answer" }).click();
        await page.locator(".sentence", { hasText: "six months" }).waitFor();
      } finally {
        server.kill("SIGKILL");
        await finished(server);
      }
    });

    test("the reference at /docs shows every route, from the server's own files and without a complaint", async () => {
      const { page, requests, complaints } = await open();
      await page.goto(`${url}/docs`);
      await page.locator(".opblock").first().waitFor();
      const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: Record<string, object> };
      const routes = Object.values(paths).flatMap((path) => Object.keys(path));
      expect(await page.locator(".opblock").count()).toBe(routes.length);
      await page.locator(".opblock-summary-control").first().click();
      await page.getByText("Try it out").waitFor();
      await keepScreenshot(page, "docs");
      expectOwnRequestsOnly(
        requests.filter((request) => !request.startsWith("data:")),
        url,
      );
      expect(complaints).toEqual([]);
    });

    async function changedOf(): Promise<number> {
      const status = (await (await fetch(`${url}/v1/index`)).json()) as { stale: unknown[] };
      return status.stale.length;
    }
  },
);
