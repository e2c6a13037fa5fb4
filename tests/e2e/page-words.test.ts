import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import { type RunningServer, serve } from "../../src/server/serve.js";
import { type FakeWriter, finish, idOf, json, say, saying, startFakeWriter } from "../helpers/fake-writer.js";
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

const QUESTION = "What is the notice period of the mill?";
const QUOTE = "The notice period of the mill is three months.";
const MARKUP = `The barn of the mill has 12 windows and <img src=x onerror="document.title='owned'"> doors.`;
const ADDRESS = `/#${new URLSearchParams({ q: QUESTION })}`;

describe.skipIf(!hasChromium)(`answers in words on the page${hasChromium ? "" : ` (${NO_CHROMIUM})`}`, () => {
  const open = useBrowser();
  let fake: FakeWriter;
  let assistant: LocalAssistant;
  let server: RunningServer;
  let unset: RunningServer;

  beforeAll(async () => {
    const cwd = await indexOf({
      "lease.txt": `${QUOTE}\n\nThe notice period of the barn is six weeks.\n\n${MARKUP}\n`,
    });
    fake = await startFakeWriter();
    const settings = { ...DEFAULTS, workers: 1, llmUrl: fake.url, llmModel: "fake-1", llmSeconds: 20 };
    assistant = new LocalAssistant(settings, { cwd, workerUrl: WORKER_URL });
    server = await serve({ assistant, writer: { host: new URL(fake.url).host, model: "fake-1" } });
    unset = await serve({ assistant });
  });
  afterEach(() => fake.requests.splice(0));
  afterAll(async () => {
    await Promise.all([server.close(), unset.close()]);
    await Promise.all([assistant.close(), fake.close()]);
  });

  test("come below the quotes, sentence by sentence as they are proven, and open like them", async () => {
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    fake.behave(async (request, response) => {
      say(response, `The mill has a notice period of three months [${idOf(request, "three months")}].\nThe mill is `);
      await held;
      say(response, `haunted [${idOf(request, "three months")}].\nThe barn has a notice period of five weeks `);
      say(response, `[${idOf(request, "six weeks")}].`);
      finish(response);
    });
    const { page, requests, complaints } = await open();
    await page.goto(server.url + ADDRESS);
    await page.locator('.answer [data-evidence="citation 1"]').waitFor();
    expect(fake.requests).toEqual([]);
    await page.getByRole("button", { name: "Say it in words" }).click();
    const words = page.getByRole("region", { name: "In words" });
    await words.locator('[data-evidence="written 1"]').first().waitFor();
    expect(await words.getByText("Writing…").isVisible()).toBe(true);
    expect(await words.textContent()).not.toContain("haunted");
    goOn();
    await words.getByText("1 sentence left out: what it cites doesn't say it.").waitFor();
    expect(await page.locator("body").textContent()).not.toContain("haunted");
    expect(await words.locator("blockquote").textContent()).toContain("The notice period of the barn is six weeks.");
    await words.getByText(`Written by fake-1 at ${new URL(fake.url).host} from`).waitFor();
    await keepScreenshot(page, "words");
    await words.locator('[data-evidence="written 1"]').first().click();
    await expect.poll(() => page.locator("mark.evidence").allTextContents()).toEqual([QUOTE]);
    await page.getByRole("button", { name: "Close the document" }).click();
    await words.getByText("What was sent").click();
    const sent = await words.locator("pre").allTextContents();
    expect(sent).toEqual(fake.requests[0]!.messages.map(({ content }) => content));
    expectOwnRequestsOnly(requests, server.url);
    expect(complaints).toEqual([]);
  });

  test("come of themselves where the switch is on, which the tab remembers", async () => {
    fake.behave(saying((request) => `The mill has a notice period of three months [${idOf(request, "three")}].`));
    const { page } = await open();
    await page.goto(server.url);
    await page.getByLabel("Also in words").check();
    await page.reload();
    expect(await page.getByLabel("Also in words").isChecked()).toBe(true);
    await page.getByLabel("Ask your documents").fill(QUESTION);
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "In words" }).getByText("Write it again").waitFor();
    expect(fake.requests).toHaveLength(1);
  });

  test("are nowhere spoken of where the server can't write", async () => {
    const { page } = await open();
    await page.goto(unset.url + ADDRESS);
    await page.locator(".answer .sentence").first().waitFor();
    await page.keyboard.press("w");
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    expect(await page.locator("body").textContent()).not.toContain("in words");
    expect(fake.requests).toEqual([]);
  });

  test("stop by a button, which calls off the model", async () => {
    let isGone = false;
    fake.behave((_, response) => {
      say(response, "The mill");
      response.on("close", () => {
        isGone = true;
      });
    });
    const { page } = await open();
    await page.goto(server.url + ADDRESS);
    await page.getByRole("button", { name: "Say it in words" }).click();
    await expect.poll(() => fake.requests.length).toBe(1);
    await page.getByRole("button", { name: "Stop writing" }).click();
    await page.getByText("Stopped.", { exact: true }).first().waitFor();
    await expect.poll(() => isGone).toBe(true);
  });

  test("that fail say in one line what to do, below quotes that stand", async () => {
    fake.behave((_, response) => json(response, 429, { error: { message: "slow down" } }, { "retry-after": "7" }));
    const { page } = await open();
    await page.goto(server.url + ADDRESS);
    await page.getByRole("button", { name: "Say it in words" }).click();
    await page.locator(".words-problem").getByText("it asks to come back in 7 s.").waitFor();
    expect(await page.locator(".answer").textContent()).toContain(QUOTE);
    await page.getByRole("button", { name: "Try again" }).waitFor();
  });

  test("show the markup of a document or a model as text", async () => {
    fake.behave(saying((request) => `The barn has 13 <b>windows</b> [${idOf(request, "12 windows")}].`));
    const { page, complaints } = await open();
    await page.goto(`${server.url}/#${new URLSearchParams({ q: "How many windows has the barn of the mill?" })}`);
    await page.getByRole("button", { name: "Say it in words" }).click();
    const words = page.getByRole("region", { name: "In words" });
    await words.locator("blockquote").getByText(MARKUP).waitFor();
    await words.getByText("What was sent").click();
    expect(await words.locator("img, b").count()).toBe(0);
    expect(await page.title()).not.toBe("owned");
    expect(complaints).toEqual([]);
  });

  test.each(["light", "dark"] as const)("pass axe and fit a narrow window (%s)", async (colorScheme) => {
    fake.behave(saying((request) => `The mill has a notice period of three months [${idOf(request, "three")}].`));
    const { page } = await open({ bypassCSP: true, colorScheme, viewport: { width: 360, height: 780 } });
    await page.goto(server.url + ADDRESS);
    await page.getByRole("button", { name: "Say it in words" }).click();
    await page.getByText("What was sent").click();
    expect(await accessibilityProblems(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await keepScreenshot(page, `words-narrow-${colorScheme}`);
  });
});
