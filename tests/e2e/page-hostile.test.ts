import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { MemoryAssistant } from "../helpers/memory-assistant.js";
import { start } from "../server/harness.js";
import { expectOwnRequestsOnly, hasChromium, keepScreenshot, NO_CHROMIUM, useBrowser } from "./browser.js";

const MARKUP = [
  "<script>document.title = 'owned'</script>",
  "<img src='http://example.invalid/pixel.png' onerror='document.title = `owned`'>",
  "<style>body { display: none }</style>",
  "<a href='javascript:document.title = `owned`'>The vault opens with the password swordfish</a>",
].join("");
const BIDI = "The invoice \u202eEVIL\u202c of the plumber is paid in advance.";
const HUGE_LINE = "x".repeat(400_000);
const HOSTILE = {
  "<img src=x onerror=alert(1)>.txt": `${MARKUP} The vault opens with the password swordfish.\n`,
  "bidi.txt": `${BIDI}\n`,
  "line.txt": `${HUGE_LINE} the elephant sleeps here ${HUGE_LINE}\n`,
};

const LINES = Array.from({ length: 20_000 }, (_, i) => `Line ${i + 1} says something dull about bolts and nuts.`);
const NEEDLE = "The lighthouse keeper hid the telescope 🔭 beneath the stairs.";
/** 1 MB, with the evidence in the middle and emoji before it. */
const BIG = { "big.txt": [...LINES.slice(0, 10_000), "🏠🏠🏠\n", NEEDLE, "", ...LINES.slice(10_000)].join("\n") };

const hash = (question: string) => `/#${new URLSearchParams({ q: question, cite: "1" })}`;
const evidence = (page: Page) =>
  page
    .locator("mark.evidence")
    .allTextContents()
    .then((parts) => parts.join(""));

describe.skipIf(!hasChromium)(`the page with hostile documents${hasChromium ? "" : ` (${NO_CHROMIUM})`}`, () => {
  const open = useBrowser();

  test("shows markup, script and direction marks of a document as text, in its name too", async () => {
    const { url } = await start(new MemoryAssistant(HOSTILE));
    const { page, requests, complaints } = await open();
    await page.goto(url + hash("Which password opens the vault?"));
    await expect.poll(() => evidence(page)).toContain("swordfish");
    expect(await page.locator(".chunk").textContent()).toBe(HOSTILE["<img src=x onerror=alert(1)>.txt"]);
    expect(await page.locator(".document img, .document script, .document style, .chunk a, main img").count()).toBe(0);
    expect(await page.title()).toBe("Which password opens the vault? · Footnote");
    await keepScreenshot(page, "hostile");
    await page.goto(url + hash("Is the invoice of the plumber paid in advance?"));
    await expect.poll(() => evidence(page)).toBe(BIDI);
    expectOwnRequestsOnly(requests, url);
    expect(complaints).toEqual([]);
  });

  test("takes nothing of an address for markup", async () => {
    const { url } = await start();
    const { page, complaints } = await open();
    const question = "<img src=x onerror=document.title='owned'>";
    await page.goto(`${url}/#${new URLSearchParams({ q: question, passage: "../../etc/passwd" })}`);
    await expect.poll(() => page.locator("article h1").textContent()).toBe(question);
    await page
      .getByText("no passage", { exact: false })
      .or(page.getByText("passage", { exact: false }))
      .first()
      .waitFor();
    expect(await page.title()).toBe(`${question} · Footnote`);
    expect(await page.locator("main img").count()).toBe(0);
    expect(complaints.filter((complaint) => !complaint.includes("404"))).toEqual([]);
  });

  test.each([390, 1280])("breaks long words, names and addresses where the window ends, %i wide", async (width) => {
    const path = `${"a-folder-whose-name-goes-on/".repeat(6)}${"Donaudampfschifffahrt".repeat(8)}.txt`;
    const word = "Rindfleischetikettierungs".repeat(12);
    const { url } = await start(new MemoryAssistant({ [path]: `The keyword of the ${word} is ${word}.\n` }));
    const { page } = await open({ viewport: { width, height: 800 } });
    const question = `What is the keyword of the ${word}?`;
    const tooWide = () =>
      page.evaluate(async () => {
        // The document slides in from the side.
        await Promise.all(document.getAnimations().map(({ finished }) => finished));
        return [...document.querySelectorAll("body *")]
          .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
          .map(({ outerHTML }) => outerHTML.slice(0, 100));
      });
    for (const [address, ready] of [
      [hash(question), "mark.evidence"],
      [`/#${new URLSearchParams({ q: question })}`, ".sentence"],
      ["/#view=documents", ".document-list li"],
      [`/#${new URLSearchParams({ q: `Who is ${word.repeat(2)}x?` })}`, ".not-found"],
    ] as const) {
      await page.goto(url + address);
      await page.locator(ready).first().waitFor();
      expect(await tooWide(), address.slice(0, 20)).toEqual([]);
      await keepScreenshot(page, `long-words-${width}-${ready.replace(/\W/g, "")}`);
    }
  });

  test("breaks a huge line where the window ends", async () => {
    const { url } = await start(new MemoryAssistant(HOSTILE));
    const { page } = await open({ viewport: { width: 375, height: 700 } });
    await page.goto(`${url}/#${new URLSearchParams({ view: "documents" })}`);
    await page.locator(".document-list a.source", { hasText: "line" }).click();
    await page.locator(".chunk").first().waitFor();
    const widths = await page.locator(".document-text").evaluate((box) => [box.scrollWidth, box.clientWidth]);
    expect(widths[0]).toBe(widths[1]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  });

  test("draws a document of 1 MB around its evidence, and more of it where the reader scrolls, up and down", async () => {
    const { url } = await start(new MemoryAssistant(BIG));
    const { page } = await open();
    await page.goto(url + hash("Where did the lighthouse keeper hide the telescope?"));
    await expect.poll(() => evidence(page)).toBe(NEEDLE);
    const drawn = () => page.locator(".document-text").evaluate((box) => box.textContent?.length ?? 0);
    expect(await drawn()).toBeLessThan(200_000);
    const box = page.locator(".document-text");
    const { y } = (await page.locator("mark.evidence").boundingBox())!;
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(860);

    // What is being read stays where it is while more is drawn above it.
    const seen = await box.evaluate(lineOnTop, 200);
    expect(seen).toBeGreaterThan(9_000);
    await page.waitForTimeout(500);
    expect(await box.evaluate(lineOnTop, null)).toBe(seen);
    expect(await firstLine(page)).toBeLessThan(seen - 30);

    await box.hover();
    for (let i = 0; i < 12; i++) await page.mouse.wheel(0, -2_000);
    await expect.poll(() => firstLine(page)).toBeLessThan(9_000);
    // What is read runs on without a gap or a jump.
    const lines = await drawnLines(page);
    expect(lines.every((line, i) => i === 0 || line === lines[i - 1]! + 1)).toBe(true);
    for (let i = 0; i < 60; i++) {
      await page.mouse.wheel(0, 4_000);
      await page.waitForTimeout(20);
    }
    await expect.poll(() => firstLine(page)).toBeGreaterThan(10_000);
    expect(await drawn()).toBeLessThan(200_000);
  });

  test("links the plain text of a long document at the quoted words", async () => {
    const { url } = await start(new MemoryAssistant(BIG));
    const { page } = await open();
    await page.goto(url + hash("Where did the lighthouse keeper hide the telescope?"));
    await page.locator("mark.evidence").waitFor();
    const opening = page.context().waitForEvent("page");
    await page.locator(".document").getByRole("link", { name: "Plain text" }).click();
    const plain = await opening;
    await expect.poll(() => plain.evaluate(() => window.scrollY)).toBeGreaterThan(100_000);
  });

  /** Scrolls to `top`, and gives the number of the line that is then at the top of the window. */
  function lineOnTop(element: HTMLElement | SVGElement, top: number | null): number {
    if (top !== null) element.scrollTop = top;
    const { left, top: edge } = element.getBoundingClientRect();
    const chunk = element.querySelector(".chunk")!.getBoundingClientRect();
    const at = document.caretPositionFromPoint(Math.max(left, chunk.left) + 5, edge + 10)!;
    const before = (at.offsetNode.textContent ?? "").slice(0, at.offset + 80);
    return Number([...before.matchAll(/^Line (\d+) /gm)].at(-1)?.[1] ?? 0);
  }

  /** Numbers of the lines that are drawn. */
  async function drawnLines(page: Page): Promise<number[]> {
    const text = (await page.locator(".chunk").allTextContents()).join("");
    return [...text.matchAll(/^Line (\d+) /gm)].map((match) => Number(match[1]));
  }

  async function firstLine(page: Page): Promise<number> {
    return (await drawnLines(page))[0] ?? 0;
  }
});

describe.skipIf(!hasChromium)("the page on a phone", () => {
  const open = useBrowser();

  test("puts the document over the answer, and never needs to be scrolled sideways", async () => {
    const { url } = await start();
    const { page } = await open({ viewport: { width: 360, height: 660 }, isMobile: true, hasTouch: true });
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await page.goto(url);
    expect(await width()).toBe(360);
    await page.goto(`${url}/#${new URLSearchParams({ q: "How long is the notice period?" })}`);
    await page.locator(".sentence").first().waitFor();
    expect(await width()).toBe(360);
    await keepScreenshot(page, "phone-answer");
    await page.locator(".sentence").first().tap();
    await expect.poll(() => evidence(page)).toBe("The notice period is three months.");
    await expect
      .poll(() => page.getByRole("complementary").boundingBox())
      .toEqual({ x: 0, y: 0, width: 360, height: 660 });
    await page.evaluate(() => document.getElementById("question")?.focus());
    expect(await page.evaluate(() => document.activeElement?.id), "what is covered can't be reached").not.toBe(
      "question",
    );
    await keepScreenshot(page, "phone-evidence");
    expect(await width()).toBe(360);
    await page.getByRole("button", { name: "Close the document" }).tap();
    expect(await page.getByRole("textbox").isVisible()).toBe(true);
    await page.goto(`${url}/#view=documents`);
    await page.locator(".document-list li").first().waitFor();
    expect(await width()).toBe(360);
  });
});
