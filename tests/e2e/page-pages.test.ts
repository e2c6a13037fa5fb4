import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { DUCK_WORDS, DUCKS, PagedAssistant } from "../helpers/paged-assistant.js";
import { start } from "../server/harness.js";
import {
  accessibilityProblems,
  expectOwnRequestsOnly,
  hasChromium,
  keepScreenshot,
  NO_CHROMIUM,
  useBrowser,
} from "./browser.js";

const ASKED = {
  pdf: "How many ducks used the bridge on the first day?",
  picture: "What does the kettle costs?",
  sheet: "Copper boiler price?",
  slide: "When does the harbour open its second quay in spring?",
  lost: "Who painted the chapel, a travelling cooper?",
  broken: "When does the windmill grinds barley?",
  text: "When does the ferry sails every other Sunday?",
} as const;

/** What is there when a document of a kind is shown. */
const READY = { pdf: ".page-picture canvas", sheet: ".sheet mark.evidence", slide: ".page-mark.evidence" } as const;

const addressOf = (entries: Record<string, string>) => `/#${new URLSearchParams(entries)}`;
const cited = (q: string, more: Record<string, string> = {}) => addressOf({ q, cite: "1", ...more });

/** Where the boxes over the quote stand, in the page's own unit. */
async function boxesOf(page: Page, width: number) {
  return page.locator(".page-mark.evidence").evaluateAll((marks, width) => {
    const sheet = document.querySelector(".page-sheet")!.getBoundingClientRect();
    const scale = width / sheet.width;
    return marks.map((mark) => {
      const { left, top, right, bottom } = mark.getBoundingClientRect();
      return [left - sheet.left, top - sheet.top, right - sheet.left, bottom - sheet.top].map((edge) => edge * scale);
    });
  }, width);
}

/** The share of dark pixels of the picture between two heights of the page, left of `right`; all as shares of its size. */
async function darkness(page: Page, top: number, bottom: number, right: number): Promise<number> {
  return page.locator(".page-picture canvas").evaluate(
    (canvas, [top, bottom, right]) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const context = (canvas as HTMLCanvasElement).getContext("2d")!;
      const from = Math.round(top! * height);
      const { data } = context.getImageData(0, from, Math.round(right! * width), Math.round(bottom! * height) - from);
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at]! < 128) dark++;
      return dark / (data.length / 4);
    },
    [top, bottom, right],
  );
}

describe.skipIf(!hasChromium)(`a citation on its page${hasChromium ? "" : ` (${NO_CHROMIUM})`}`, () => {
  const open = useBrowser();

  test("a quote over two lines has two boxes, over exactly its words as poppler sees them", async () => {
    const { url } = await start(new PagedAssistant());
    const { page, requests, complaints } = await open();
    await page.goto(url + cited(ASKED.pdf));
    await page.locator(".page-picture canvas").waitFor();
    const boxes = await boxesOf(page, 420);
    const line = (words: typeof DUCK_WORDS) => [words[0]![1], words[0]![2], words.at(-1)![3], words[0]![4]];
    const expected = [line(DUCK_WORDS.slice(0, 7)), line(DUCK_WORDS.slice(7))];
    expect(boxes).toHaveLength(2);
    for (const [index, box] of boxes.entries()) {
      for (const [edge, at] of box.entries()) expect(Math.abs(at - expected[index]![edge]!)).toBeLessThan(1.5);
    }
    expect((await page.locator(".page-words mark.evidence").textContent())?.trim()).toBe(DUCKS);
    // The picture below them is that of the page: there are letters in the lines, and none between two paragraphs.
    expect(await darkness(page, 326 / 594.96, 335 / 594.96, 0.48)).toBeGreaterThan(0.05);
    expect(await darkness(page, 337 / 594.96, 346 / 594.96, 0.48)).toBeGreaterThan(0.05);
    expect(await darkness(page, 318 / 594.96, 323 / 594.96, 0.48)).toBe(0);
    await keepScreenshot(page, "page-pdf");
    expectOwnRequestsOnly(
      requests.filter((request) => !request.startsWith("blob:")),
      url,
    );
    expect(complaints).toEqual([]);
  });

  test("pdf.js is loaded when a PDF is opened, and not before", async () => {
    const assistant = new PagedAssistant();
    const { url } = await start(assistant);
    const { page, requests } = await open();
    const isPdfJs = (request: string) => /pdf[^/]*\.m?js$/.test(request);
    await page.goto(url + cited(ASKED.sheet));
    await page.locator(".sheet mark.evidence").first().waitFor();
    await page.goto(url + cited(ASKED.pdf, { as: "text" }));
    await page.locator(".document-text mark.evidence").waitFor();
    expect(requests.filter(isPdfJs)).toEqual([]);
    expect(assistant.originals).toBe(0);
    await page.getByRole("button", { name: "Page", exact: true }).click();
    await page.locator(".page-picture canvas").waitFor();
    expect(requests.filter(isPdfJs)).toHaveLength(2);
    await page.getByRole("button", { name: "Next page" }).click();
    await expect.poll(() => page.locator(".page-view").getAttribute("aria-label")).toBe("Page 2 (ii) of 2");
    expect(assistant.originals).toBe(1);
  });

  test("a picture has boxes in its own pixels", async () => {
    const { url } = await start(new PagedAssistant());
    const { page, complaints } = await open();
    await page.goto(url + cited(ASKED.picture));
    await page.locator(".page-picture canvas").waitFor();
    const boxes = await boxesOf(page, 320);
    expect(boxes.map((box) => box.map(Math.round))).toEqual([
      [20, 40, 210, 60].map((edge, at) => edge + [-1, -1, 1, 1][at]!),
      [20, 80, 130, 100].map((edge, at) => edge + [-1, -1, 1, 1][at]!),
    ]);
    await keepScreenshot(page, "page-picture");
    expect(complaints).toEqual([]);
  });

  test("a sheet is a table with its row's cells marked, a slide its paragraphs in their places", async () => {
    const { url } = await start(new PagedAssistant());
    const { page, complaints } = await open();
    await page.goto(url + cited(ASKED.sheet));
    await page.locator(".sheet mark.evidence").first().waitFor();
    expect(await page.locator(".sheet mark.evidence").allTextContents()).toEqual(["Copper boiler", "730"]);
    expect(await page.locator(".sheet thead th").allTextContents()).toEqual(["A", "B"]);
    expect(await page.locator(".page-view").getAttribute("aria-label")).toBe("Sheet 1 (Boilers) of 1");
    await keepScreenshot(page, "page-sheet");
    await page.goto(url + cited(ASKED.slide));
    await page.locator(".page-words-seen mark.evidence .page-word").waitFor();
    expect(await page.locator(".page-mark.evidence").count()).toBe(1);
    await keepScreenshot(page, "page-slide");
    expect(complaints).toEqual([]);
  });

  test("where the words have no places nothing is marked and the text is offered; a text has no page", async () => {
    const { url } = await start(new PagedAssistant());
    const { page } = await open();
    await page.goto(url + cited(ASKED.lost));
    await page.getByText("Where the quote stands on this page isn't known.").waitFor();
    expect(await page.locator(".page-mark").count()).toBe(0);
    await page.getByRole("button", { name: "Show it in the text" }).click();
    await page.locator(".document-text mark.evidence").waitFor();
    await page.goto(url + cited(ASKED.text));
    await page.locator(".document-text mark.evidence").waitFor();
    expect(await page.getByRole("button", { name: "Page", exact: true }).count()).toBe(0);
  });

  test("a file that has changed, or is broken, is said to be so; its words are shown where they stood", async () => {
    const assistant = new PagedAssistant();
    assistant.changed.add("gazette.pdf");
    const { url } = await start(assistant);
    const { page } = await open();
    await page.goto(url + cited(ASKED.pdf));
    await page.locator(".failure-message", { hasText: "gazette.pdf is no longer as it was indexed" }).waitFor();
    await page.getByRole("button", { name: "Update the index" }).waitFor();
    expect(await page.locator(".page-words-seen mark.evidence").count()).toBe(1);
    assistant.changed.clear();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".page-picture canvas").waitFor();
    await page.goto(url + cited(ASKED.broken));
    await page.locator(".notice", { hasText: "can't be drawn here" }).waitFor();
    expect(await page.locator(".page-words-seen mark.evidence").count()).toBe(1);
    await keepScreenshot(page, "page-broken");
  });

  test("keys turn pages, zoom, and switch to the text; the address holds what is shown, and a reload shows it again", async () => {
    const { url } = await start(new PagedAssistant());
    const { page } = await open();
    const label = () => page.locator(".page-view").getAttribute("aria-label");
    const address = () => page.evaluate(() => Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
    await page.goto(url + cited(ASKED.pdf));
    await page.locator(".page-picture canvas").waitFor();
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("evidence");
    await page.keyboard.press(".");
    await expect.poll(label).toBe("Page 2 (ii) of 2");
    expect(await address()).toEqual({ q: ASKED.pdf, cite: "1", page: "2" });
    await page.reload();
    await expect.poll(label).toBe("Page 2 (ii) of 2");
    await page.keyboard.press(",");
    await expect.poll(label).toBe("Page 1 of 2");
    expect(await address()).toEqual({ q: ASKED.pdf, cite: "1" });
    const width = () => page.locator(".page-sheet").evaluate((sheet) => sheet.clientWidth);
    const fit = await width();
    await page.keyboard.press("+");
    await expect.poll(width).toBeGreaterThan(fit * 1.2);
    await page.keyboard.press("0");
    await expect.poll(width).toBe(fit);
    await page.locator(".page-number input").fill("2");
    await page.keyboard.press("Enter");
    await expect.poll(label).toBe("Page 2 (ii) of 2");
    await page.getByRole("button", { name: "Next page" }).isDisabled();
    await page.locator(".page-view").focus();
    await page.keyboard.press("t");
    await page.locator(".document-text mark.evidence").waitFor();
    expect(await address()).toEqual({ q: ASKED.pdf, cite: "1", page: "2", as: "text" });
    await page.keyboard.press("t");
    await expect.poll(label).toBe("Page 2 (ii) of 2");
    await page.goBack();
    await page.locator(".document-text").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".document").count()).toBe(0);
  });

  test("axe finds nothing against any of them, in light, dark and on a phone", async () => {
    const { url } = await start(new PagedAssistant());
    for (const [name, options] of [
      ["light", { colorScheme: "light" }],
      ["dark", { colorScheme: "dark" }],
      ["phone", { colorScheme: "light", viewport: { width: 390, height: 844 } }],
    ] as const) {
      const { page } = await open({ ...options, bypassCSP: true, reducedMotion: "reduce" });
      for (const kind of ["pdf", "sheet", "slide"] as const) {
        await page.goto("about:blank");
        await page.goto(url + cited(ASKED[kind]));
        await page.locator(READY[kind]).first().waitFor();
        expect(await accessibilityProblems(page), `${name}, ${kind}`).toEqual([]);
        await keepScreenshot(page, `page-${kind}-${name}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      }
    }
  });
});
