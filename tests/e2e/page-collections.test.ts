import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { JoinedAssistant } from "../../src/assistant/local/joined-assistant.js";
import { conversationFiles } from "../../src/conversations/conversation-files.js";
import { type RunningServer, serve } from "../../src/server/serve.js";
import { fixture } from "../helpers/fixtures.js";
import { DEFAULTS, WORKER_URL } from "../helpers/shipped.js";
import { indexOf } from "../helpers/shipped-index.js";
import { tempFolder } from "../helpers/temp-folder.js";
import {
  accessibilityProblems,
  expectOwnRequestsOnly,
  hasChromium,
  keepScreenshot,
  NO_CHROMIUM,
  useBrowser,
} from "./browser.js";

const NOTICE = "How long is the notice period of the lease?";
const FOLDERS = {
  contracts: {
    "lease.txt": "LEASE\n\nThe notice period of the lease is six months, and notice is given in writing.\n",
  },
  papers: {
    "ducks.pdf": fixture("two-columns.pdf"),
    "mill.md": "# The mill\n\nThe notice period of the lease of the mill is nine weeks.\n",
  },
};

describe.skipIf(!hasChromium)(`folders asked as one, on the page${hasChromium ? "" : ` (${NO_CHROMIUM})`}`, () => {
  const open = useBrowser();
  let assistant: JoinedAssistant;
  let server: RunningServer;

  beforeAll(async () => {
    const collections = [];
    for (const [name, files] of Object.entries(FOLDERS)) {
      const cwd = await indexOf(files);
      collections.push({ name, folder: join(cwd, "corpus"), indexFolder: join(cwd, ".footnote") });
    }
    assistant = new JoinedAssistant({ ...DEFAULTS, workers: 1 }, collections, { cwd: "/", workerUrl: WORKER_URL });
    const saved = conversationFiles(await tempFolder());
    server = await serve({ assistant, conversations: () => saved });
  });
  afterAll(async () => {
    await server.close();
    await assistant.close();
  });

  test("a folder is chosen by keyboard, holds for its questions and stands in the address; reopened, it is chosen again", async () => {
    const { page, requests, complaints } = await open({ bypassCSP: true, reducedMotion: "reduce" });
    await page.goto(server.url);
    const chooser = page.getByRole("combobox", { name: "Ask" });
    await chooser.waitFor();
    expect(await chooser.locator("option").allTextContents()).toEqual(["all folders", "contracts", "papers"]);
    const sources = page.locator(".citations");

    await page.getByLabel("Ask your documents").fill(NOTICE);
    await page.keyboard.press("Enter");
    await sources.getByText("contracts/lease.txt").waitFor();
    expect(page.url()).not.toContain("in=");

    await chooser.focus();
    await page.keyboard.press("End");
    expect(await chooser.inputValue()).toBe("papers");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByLabel("Ask a follow-up").fill(NOTICE);
    await page.keyboard.press("Enter");
    await page.getByText("Only in papers").waitFor();
    await sources.getByText("papers/mill.md").waitFor();
    expect(await sources.getByText("contracts/lease.txt").count()).toBe(0);
    expect(page.url()).toContain("in=papers");
    await keepScreenshot(page, "collections");

    await page.reload();
    await sources.getByText("papers/mill.md").waitFor();
    expect(await chooser.inputValue()).toBe("papers");
    await page.goBack();
    await sources.getByText("contracts/lease.txt").waitFor();
    expect(await chooser.inputValue()).toBe("");

    await page.goto("about:blank");
    await page.goto(`${server.url}/#view=conversations`);
    await page
      .getByRole("button", { name: new RegExp(NOTICE.slice(0, 20)) })
      .first()
      .click();
    await page.getByRole("article").getByText("Reopened:").waitFor();
    await page.getByText("Only in papers").waitFor();
    expect(await chooser.inputValue()).toBe("papers");
    expectOwnRequestsOnly(requests, server.url);
    expect(complaints).toEqual([]);
  });

  test("a citation opens its text, or the page of its PDF, with the folder in the path", async () => {
    const { page, complaints } = await open({ colorScheme: "dark", viewport: { width: 390, height: 844 } });
    await page.goto(`${server.url}/#${new URLSearchParams({ q: NOTICE, in: "contracts", cite: "1" })}`);
    await page.locator("mark.evidence").first().waitFor();
    await page.getByText("contracts/lease.txt").first().waitFor();
    await page.goto("about:blank");
    const ducks = "How many ducks used the bridge on the first day?";
    await page.goto(`${server.url}/#${new URLSearchParams({ q: ducks, cite: "1" })}`);
    await page.locator(".page-picture canvas").waitFor();
    await page.locator(".page-mark.evidence").first().waitFor();
    await keepScreenshot(page, "collections-phone");
    expect(complaints).toEqual([]);
  });

  test("a folder that the server has not is said, and the next question goes to all", async () => {
    const { page } = await open();
    await page.goto(`${server.url}/#${new URLSearchParams({ q: NOTICE, in: "nowhere" })}`);
    await page.getByText("there is contracts, papers").first().waitFor();
    expect(await page.getByRole("combobox", { name: "Ask" }).inputValue()).toBe("");
  });
});
