import { describe, expect, test } from "vitest";
import { hasChromium, keepScreenshot, NO_CHROMIUM, useBrowser } from "../../e2e/browser.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";
import { start } from "../../server/harness.js";

const PARTS = Array.from(
  { length: 12 },
  (_, i) => `Part ${i} says how the valve of pump ${i} is opened, closed and oiled.`,
);
const PUMPS = { "pumps.md": PARTS.join("\n\n") };
const asked = (count: number) => PARTS.slice(0, count).map((_, i) => ["q", `How is the valve of pump ${i} oiled?`]);

describe.skipIf(!hasChromium)(`reading the page${hasChromium ? "" : ` (${NO_CHROMIUM})`}`, () => {
  const open = useBrowser();
  const looks = [
    { name: "desktop", viewport: { width: 1280, height: 800 } },
    { name: "phone", viewport: { width: 390, height: 844 } },
  ];

  test.each(looks)(
    "the last answer of a long conversation is in sight, with those before above it: $name",
    async (look) => {
      const { url } = await start(new MemoryAssistant(PUMPS));
      const { page } = await open({ viewport: look.viewport });
      await page.goto(`${url}/#${new URLSearchParams(asked(8))}`);
      await page.locator(".sentence").waitFor();
      const placeOf = async (selector: string) => (await page.locator(selector).boundingBox())!;
      await expect.poll(async () => (await placeOf("article h1")).y).toBeLessThan(look.viewport.height / 2);
      const form = await placeOf(".ask");
      expect((await placeOf("article h1")).y).toBeGreaterThan(form.y + form.height);
      expect((await placeOf(".sentence")).y).toBeLessThan(look.viewport.height);
      expect(await page.locator(".trail-answer").count()).toBe(7);
      await keepScreenshot(page, `long-conversation-${look.name}`);
    },
  );

  test.each(looks)("what has the focus is never under the question box, forwards and back: $name", async (look) => {
    const { url } = await start(new MemoryAssistant(PUMPS));
    const { page } = await open({ viewport: look.viewport });
    await page.goto(`${url}/#${new URLSearchParams(asked(2))}`);
    await page.locator(".sentence").waitFor();
    const isHidden = () =>
      page.evaluate(() => {
        const focused = document.activeElement;
        if (focused === null || focused === document.body || focused.closest(".ask, .skip")) return false;
        const { left, top } = focused.getClientRects()[0] ?? new DOMRect();
        const seen = document.elementFromPoint(left + 2, top + 2);
        return seen?.closest(".ask") !== null;
      });
    for (const key of ["Tab", "Shift+Tab"]) {
      for (let times = 0; times < 45; times++) {
        await page.keyboard.press(key);
        expect(await isHidden(), await page.evaluate(() => document.activeElement?.textContent ?? "")).toBe(false);
      }
    }
  });

  test("nothing stands beyond the edge of a window of 320 pixels", async () => {
    const { url } = await start(new MemoryAssistant(PUMPS));
    const { page } = await open({ viewport: { width: 320, height: 640 } });
    for (const entries of [asked(0), asked(2), [...asked(1), ["cite", "1"]], [["view", "documents"]]]) {
      await page.goto("about:blank");
      await page.goto(`${url}/#${new URLSearchParams(entries)}`);
      await page.getByText("1 document").first().waitFor({ state: "attached" });
      const widest = () =>
        page.evaluate(() =>
          Math.max(
            ...[...document.querySelectorAll("main *, .document *")].map((e) => e.getBoundingClientRect().right),
          ),
        );
      await expect.poll(widest, { message: JSON.stringify(entries) }).toBeLessThanOrEqual(320);
    }
  });

  test("the keyboard of a touch screen goes away once a question is asked, and the box keeps the focus elsewhere", async () => {
    const { url } = await start(new MemoryAssistant(PUMPS));
    for (const hasTouch of [true, false]) {
      const { page } = await open({ hasTouch, isMobile: hasTouch });
      await page.goto(url);
      await page.getByLabel("Ask your documents").fill("How is the valve of pump 3 oiled?");
      await page.keyboard.press("Enter");
      await page.locator(".sentence").waitFor();
      expect(await page.evaluate(() => document.activeElement?.id)).toBe(hasTouch ? "" : "question");
    }
  });

  test("an answer is printed whole, without what only a screen can use", async () => {
    const { url } = await start(new MemoryAssistant(PUMPS));
    const { page } = await open({ viewport: { width: 800, height: 500 } });
    await page.goto(`${url}/#${new URLSearchParams(asked(4))}`);
    await page.locator(".sentence").waitFor();
    await page.emulateMedia({ media: "print" });
    const last = await page.locator(".passage").last().boundingBox();
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(last!.y);
    expect(await page.getByRole("button", { name: "Ask", exact: true }).isVisible()).toBe(false);
  });

  test("what could not be read is said before anything is asked, and stands before the documents", async () => {
    const { url } = await start(new MemoryAssistant(PUMPS));
    const { page } = await open();
    await page.route("**/v1/index", async (route) => {
      const response = await route.fetch();
      const skipped = [{ path: "scan.pdf", reason: "has no text layer (scanned)" }];
      await route.fulfill({ response, json: { ...(await response.json()), skipped } });
    });
    await page.goto(url);
    await page.getByRole("link", { name: "1 file could not be read" }).click();
    const skipped = await page.getByText("scan.pdf").boundingBox();
    const first = await page.locator(".document-list li").first().boundingBox();
    expect(skipped!.y).toBeLessThan(first!.y);
  });
});
