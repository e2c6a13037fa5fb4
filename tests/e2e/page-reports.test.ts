import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import { type RunningServer, serve } from "../../src/server/serve.js";
import { type FakeWriter, idOf, saying, startFakeWriter } from "../helpers/fake-writer.js";
import { DEFAULTS, WORKER_URL } from "../helpers/shipped.js";
import { indexOf } from "../helpers/shipped-index.js";
import {
  accessibilityProblems,
  expectOwnRequestsOnly,
  hasChromium,
  keepScreenshot,
  NO_CHROMIUM,
  useBrowser,
} from "./browser.js";

const OLD = "The notice period of the mill is three months.";
const NEW = "The notice period of the mill is two months.";

describe.skipIf(!hasChromium)(`reports on the page${hasChromium ? "" : ` (${NO_CHROMIUM})`}`, () => {
  const open = useBrowser();
  let fake: FakeWriter;
  let assistant: LocalAssistant;
  let server: RunningServer;

  beforeAll(async () => {
    const cwd = await indexOf({
      "old.txt": `${OLD}\n\nThe tenant may keep two horses in the barn.\n`,
      "new.txt": `${NEW}\n\nThe landlord repairs the water wheel.\n`,
    });
    fake = await startFakeWriter();
    const settings = { ...DEFAULTS, workers: 1, llmUrl: fake.url, llmModel: "fake-1", llmSeconds: 20 };
    assistant = new LocalAssistant(settings, { cwd, workerUrl: WORKER_URL });
    server = await serve({ assistant, writer: { host: new URL(fake.url).host, model: "fake-1" } });
  });
  afterAll(async () => {
    await server.close();
    await Promise.all([assistant.close(), fake.close()]);
  });

  test("two documents of the list are compared side by side by keyboard, every cell opens, and a passage is explained", async () => {
    const { page, requests, complaints } = await open({ bypassCSP: true });
    await page.goto(`${server.url}/#view=documents`);
    await page.getByRole("button", { name: "Compare old" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Compare with it new" }).focus();
    await page.keyboard.press("Enter");
    const table = page.getByRole("table", { name: "What they say, side by side" });
    await table.waitFor();
    await page.getByText("In the documents' own words: no model was asked.").waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("report-title");
    expect(await table.locator("td").first().textContent()).toContain(OLD);
    expect(await accessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, "report-comparison");
    await table.getByRole("link", { name: NEW }).click();
    await expect.poll(() => page.locator("mark.evidence").allTextContents()).toEqual([NEW]);
    await page.keyboard.press("x");
    await page.getByRole("heading", { name: "A passage of new explained" }).waitFor();
    expect(fake.requests).toEqual([]);
    expectOwnRequestsOnly(requests, server.url);
    expect(complaints).toEqual([]);
  });

  test.each(["light", "dark"] as const)(
    "a summary is written in words where it is asked for, and fits a phone (%s)",
    async (colorScheme) => {
      fake.behave(
        saying((request) => {
          const id = idOf(request, "notice period");
          return `The mill has a notice period of three months [${id}].\nThe mill is haunted [${id}].`;
        }),
      );
      const { page } = await open({ bypassCSP: true, colorScheme, viewport: { width: 360, height: 780 } });
      await page.goto(`${server.url}/#view=documents`);
      await page.getByRole("link", { name: "Summarise old" }).click();
      await page.getByRole("button", { name: "Say it in words" }).click();
      await page.getByText("1 sentence left out: what it cites doesn't say it.").waitFor();
      await page.getByRole("link", { name: "The mill has a notice period of three months." }).waitFor();
      await page.getByText("What was sent").click();
      expect(await page.locator("body").textContent()).not.toContain("haunted");
      expect(await accessibilityProblems(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
      await keepScreenshot(page, `report-narrow-${colorScheme}`);
    },
  );
});
