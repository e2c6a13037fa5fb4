import { describe, expect, test } from "vitest";
import { serve } from "../../src/server/serve.js";
import { MemoryAssistant } from "../helpers/memory-assistant.js";
import { start } from "../server/harness.js";
import { accessibilityProblems, hasChromium, keepScreenshot, NO_CHROMIUM, useBrowser } from "./browser.js";

const QUESTION = "How long is the notice period?";
const hash = (entries: Record<string, string>) => `/#${new URLSearchParams(entries)}`;

const IN_SWAGGER_UI = [
  // The path of a route is a link within the button that opens it. Both can be reached and used.
  "nested-interactive",
  // Its headings leave levels out.
  "heading-order",
  // All tables of responses are regions of the same name.
  "landmark-unique",
];

describe.skipIf(!hasChromium)(`axe finds nothing against the page${hasChromium ? "" : ` (${NO_CHROMIUM})`}`, () => {
  const open = useBrowser();
  const looks = [
    { name: "light", options: { colorScheme: "light", viewport: { width: 1280, height: 800 } } },
    { name: "dark", options: { colorScheme: "dark", viewport: { width: 1280, height: 800 } } },
    { name: "phone", options: { colorScheme: "light", viewport: { width: 390, height: 844 } } },
  ] as const;

  test.each(looks)("$name", async ({ name, options }) => {
    const { url } = await start(new MemoryAssistant());
    const { page } = await open({ ...options, bypassCSP: true, reducedMotion: "reduce" });
    const check = async (state: string) => {
      expect(await accessibilityProblems(page), `${name}, ${state}`).toEqual([]);
      await keepScreenshot(page, `axe-${name}-${state}`);
    };
    const visit = async (address: string, ready: string) => {
      await page.goto("about:blank");
      await page.goto(url + address);
      await page.locator(ready).first().waitFor();
    };
    await visit("/", ".welcome p");
    await check("welcome");
    await visit(hash({ q: QUESTION }), ".sentence");
    await check("answer");
    await visit(hash({ q: QUESTION, cite: "1" }), "mark.evidence");
    await check("evidence");
    await visit(hash({ q: "Who painted the Mona Lisa?" }), ".not-found");
    await check("refusal");
    await visit(hash({ view: "documents" }), ".document-list li");
    await check("documents");
    await page.getByRole("button", { name: /Help/ }).click();
    await check("help");
  });

  test("with a failure, in light and dark", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const server = await serve({ assistant: new MemoryAssistant() });
      const { page } = await open({ colorScheme, bypassCSP: true });
      await page.goto(server.url);
      await page.getByText("3 documents").first().waitFor();
      await server.close();
      await page.getByLabel("Ask your documents").fill(QUESTION);
      await page.keyboard.press("Enter");
      await page.locator(".failure").waitFor();
      expect(await accessibilityProblems(page), colorScheme).toEqual([]);
    }
  });

  test("nor against the reference at /docs, but for what stands in Swagger UI's own markup", async () => {
    const { url } = await start(new MemoryAssistant());
    const { page } = await open({ bypassCSP: true, reducedMotion: "reduce" });
    await page.goto(`${url}/docs`);
    await page.locator(".opblock").first().waitFor();
    expect(await accessibilityProblems(page, IN_SWAGGER_UI), "closed").toEqual([]);
    for (const method of ["post", "get", "delete"]) {
      await page.locator(`.opblock-${method} .opblock-summary-control`).first().click();
    }
    await page.getByRole("button", { name: "Try it out" }).first().click();
    await page.locator("textarea").first().waitFor();
    expect(await accessibilityProblems(page, IN_SWAGGER_UI), "one of each kind open").toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
