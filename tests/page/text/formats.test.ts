import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../../../src/contract/answer.js";
import { hasChromium, keepScreenshot, NO_CHROMIUM, useBrowser } from "../../e2e/browser.js";
import { finished, start as startProcess } from "../../helpers/cli.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";
import { ROOT } from "../../helpers/shipped.js";
import { indexOf } from "../../helpers/shipped-index.js";
import { start } from "../../server/harness.js";

const FORMATS = join(ROOT, "tests/fixtures/formats");
const CAMP = `# Summer camp

Everybody packs their own bag for the summer camp. What to bring to the summer camp:

- a warm sleeping bag for the summer camp
- a torch with spare batteries for the camp
- sturdy boots for the camp walks
`;

const evidence = (page: Page) =>
  page
    .locator("mark.evidence")
    .allTextContents()
    .then((parts) => parts.join(""));
const hasFocus = (page: Page) => page.evaluate(() => document.activeElement?.className);
/** Whether the evidence begins within what is seen of the text. */
const isInSight = (page: Page) =>
  page.evaluate(() => {
    const box = document.querySelector(".document-text, .page-view")?.getBoundingClientRect();
    const [first] = document.querySelector(".page-mark.evidence, .document-text mark.evidence")?.getClientRects() ?? [];
    return box !== undefined && first !== undefined && first.top >= box.top && first.bottom <= box.bottom;
  });

/** Clicks on each sentence in turn, and expects its quote to be marked, in sight, and to have the focus. */
async function expectEachSentenceOpens(page: Page, { citations }: Answer): Promise<void> {
  for (const [index, { quote, document_id, path }] of citations.entries()) {
    await page.locator(`.sentence[data-evidence="citation ${index + 1}"]`).click();
    await expect.poll(() => evidence(page), { message: path }).toBe(quote);
    await expect.poll(() => isInSight(page), { message: path }).toBe(true);
    await expect.poll(() => hasFocus(page), { message: path }).toBe("evidence");
    const link = page.getByRole("complementary").getByRole("link", { name: "Plain text" });
    expect(await link.getAttribute("href")).toContain(`/v1/documents/${document_id}/text#:~:text=`);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("complementary").count()).toBe(0);
  }
}

describe.skipIf(!hasChromium)(`documents in the page${hasChromium ? "" : ` (${NO_CHROMIUM})`}`, () => {
  const open = useBrowser();

  describe("of several formats", () => {
    let child: ChildProcessWithoutNullStreams;
    let url: string;

    beforeAll(async () => {
      const read = (name: string) => readFile(join(FORMATS, name));
      const cwd = await indexOf({
        "gazette.pdf": await read("two-columns.pdf"),
        "village.docx": await read("pandoc.docx"),
        "loans.csv": await read("libreoffice-semicolon.csv"),
        "camp.md": CAMP,
      });
      child = startProcess(["serve", "--port", "0"], { cwd });
      const [line] = await once(child.stdout, "data");
      url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] as string;
    });

    afterAll(async () => {
      child.kill("SIGKILL");
      await finished(child);
    });

    async function ask(question: string): Promise<{ page: Page; answer: Answer }> {
      const response = await fetch(`${url}/v1/query`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ question }),
      });
      const answer = (await response.json()) as Answer;
      const { page } = await open();
      await page.goto(`${url}/#${new URLSearchParams({ q: question })}`);
      await page.locator(".sentence").first().waitFor();
      return { page, answer };
    }

    test.each([
      ["gazette.pdf", "How old is the lime tree on the square?", /page \d/],
      ["village.docx", "How much does a lost key cost?", /line/],
      ["loans.csv", "When is the Weather Atlas due?", /row 2/],
    ])("%s opens at each sentence's evidence", async (path, question, place) => {
      const { page, answer } = await ask(question);
      expect(answer.citations[0]?.path).toBe(path);
      expect(await page.locator(".citations .muted").first().textContent()).toMatch(place);
      await expectEachSentenceOpens(page, answer);
    });

    test("the names of a table's columns stand above the row that is quoted", async () => {
      const { page } = await ask("When is the Weather Atlas due?");
      const names = page.locator(".context").first();
      expect((await names.textContent())?.trim()).toBe("Title;Reader;Due;Note");
      const topOf = (locator: typeof names) => locator.evaluate((element) => element.getBoundingClientRect().top);
      expect(await topOf(names)).toBeLessThan(await topOf(page.locator(".sentence").first()));
    });

    test("the items of a list stand on lines of their own, also when they have become an earlier answer", async () => {
      const { page, answer } = await ask("What should I bring to the summer camp?");
      const sentences = answer.answer!.sentences.map(({ text }) => text);
      expect(sentences.length).toBeGreaterThanOrEqual(3);
      const tops = await page
        .locator(".sentence")
        .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().top));
      expect(new Set(tops).size).toBe(sentences.length);
      await keepScreenshot(page, "list-items");
      await page.getByLabel("Ask a follow-up").fill("How much does a lost key cost?");
      await page.keyboard.press("Enter");
      await page.locator(".sentence", { hasText: "85 euros" }).waitFor();
      const earlier = page.getByRole("navigation", { name: "Earlier" });
      expect(await earlier.locator("p").allTextContents()).toEqual(sentences);
      await keepScreenshot(page, "earlier-answers");
    });
  });

  describe("of a megabyte", () => {
    const DULL = Array.from(
      { length: 9_000 },
      (_, i) => `## Part ${i}\n\nBolts and nuts 🔩 of part ${i} lie in drawer ${i * 7}, as they always have.`,
    );
    const LONG_PASSAGE = `${"The cat of the harbour master sleeps on the warm engine of the pilot boat, every single day. ".repeat(60).trim()}`;
    const TEXTS = {
      "manual.md": [
        "# Manual",
        ...DULL.slice(0, 4_500),
        "The lighthouse keeper hid the telescope 🔭 beneath the stairs.",
        ...DULL.slice(4_500, 7_000),
        LONG_PASSAGE,
        ...DULL.slice(7_000),
        "The last bolt was found in Oslo.",
      ].join("\n\n"),
    };
    const TELESCOPE = "Where did the lighthouse keeper hide the telescope?";

    test.each([TELESCOPE, "Where was the last bolt found?"])("Markdown opens at its evidence: %s", async (question) => {
      const assistant = new MemoryAssistant(TEXTS);
      const { url } = await start(assistant);
      const { page } = await open();
      await page.goto(`${url}/#${new URLSearchParams({ q: question })}`);
      await expectEachSentenceOpens(page, await assistant.ask({ question }));
    });

    test("a second click on the same sentence leads back to it from anywhere in the document", async () => {
      const { url } = await start(new MemoryAssistant(TEXTS));
      const { page } = await open();
      await page.goto(`${url}/#${new URLSearchParams({ q: TELESCOPE })}`);
      await page.locator(".sentence").click();
      await expect.poll(() => isInSight(page)).toBe(true);
      const box = page.locator(".document-text");
      await box.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await expect.poll(() => isInSight(page)).toBe(false);
      await page.locator(".sentence").click();
      await expect.poll(() => isInSight(page)).toBe(true);
      expect(await hasFocus(page)).toBe("evidence");
    });

    test("a passage that is longer than the window is opened at its beginning", async () => {
      const { url } = await start(new MemoryAssistant(TEXTS));
      const { page } = await open({ viewport: { width: 390, height: 700 } });
      await page.goto(`${url}/#${new URLSearchParams({ q: "Where does the cat of the harbour master sleep?" })}`);
      await page.locator(".passage a").first().click();
      await expect.poll(() => evidence(page)).toBe(LONG_PASSAGE);
      await expect.poll(() => isInSight(page)).toBe(true);
    });
  });
});
