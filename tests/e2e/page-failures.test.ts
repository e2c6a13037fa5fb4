import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page, Route } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Problem } from "../../src/contract/problem.js";
import { conversationFiles } from "../../src/conversations/conversation-files.js";
import { serve } from "../../src/server/serve.js";
import { MemoryAssistant } from "../helpers/memory-assistant.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { start } from "../server/harness.js";
import { hasChromium, keepScreenshot, NO_CHROMIUM, useBrowser } from "./browser.js";

const QUESTION = "How long is the notice period?";
const ADDRESS = `/#${new URLSearchParams({ q: QUESTION })}`;

function answerWith(route: Route, problem: Omit<Problem, "type" | "title">, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ type: `urn:footnote:problem:${problem.code}`, title: "", ...problem });
  return route.fulfill({ status: problem.status, contentType: "application/problem+json", headers, body });
}

const sentence = (page: Page) => page.locator(".sentence").first();

describe.skipIf(!hasChromium)(`the page when something is wrong${hasChromium ? "" : ` (${NO_CHROMIUM})`}`, () => {
  const open = useBrowser();

  test("says that the server is gone, and asks again when it is back", async () => {
    const first = await serve({ assistant: new MemoryAssistant() });
    const { page } = await open();
    await page.goto(first.url);
    await page.getByText("3 documents", { exact: false }).first().waitFor();
    await first.close();
    await page.getByLabel("Ask your documents").fill(QUESTION);
    await page.keyboard.press("Enter");
    await page.locator(".failure").getByText("The server does not answer.").waitFor();
    await keepScreenshot(page, "server-gone");
    const again = await start(new MemoryAssistant(), { port: Number(new URL(first.url).port) });
    expect(again.url).toBe(first.url);
    await page.getByRole("button", { name: "Try again" }).click();
    await sentence(page).waitFor();
  });

  test.each([429, 503])("passes on what a busy server says (%i), with how long to wait", async (status) => {
    const { url } = await start();
    const { page } = await open();
    let isBusy = true;
    await page.route("**/v1/query", (route) =>
      isBusy
        ? answerWith(
            route,
            { status, code: "internal", detail: "Too much is asked at once.", hint: "Wait a little." },
            { "retry-after": "7" },
          )
        : route.continue(),
    );
    await page.goto(url + ADDRESS);
    await page.getByText("Try again in 7 s.").waitFor();
    isBusy = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await sentence(page).waitFor();
  });

  test("a running question can be called off, and asked again", async () => {
    const { url } = await start();
    const { page } = await open();
    let isHeld = true;
    await page.route("**/v1/query", (route) => (isHeld ? undefined : route.continue()));
    await page.goto(url + ADDRESS);
    await page.getByText("Searching the documents…").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Cancelled.", { exact: true }).first().waitFor();
    isHeld = false;
    await page.getByRole("button", { name: "Ask again" }).click();
    await sentence(page).waitFor();
  });

  test("an answer is shown as it grows, and one that breaks off is not taken for whole", async () => {
    const { url } = await start();
    const slow = await slowStream(url);
    const { page } = await open();
    await page.goto(slow.url + ADDRESS);
    await slow.send("event: answer.delta", { text: "The notice ", citations: [] });
    await expect.poll(() => page.locator(".growing .answer-text").textContent()).toBe("The notice ");
    await slow.send("event: answer.delta", { text: "period is", citations: [] });
    await expect.poll(() => page.locator(".growing .answer-text").textContent()).toBe("The notice period is");
    slow.end();
    await page.locator(".failure").getByText("The connection broke off").waitFor();
    await slow.close();
  });

  test("a server that goes away in the middle of an answer is said to have, and asked again when it is back", async () => {
    const { url } = await start();
    const slow = await slowStream(url);
    const { page } = await open();
    await page.goto(slow.url + ADDRESS);
    await slow.send("event: answer.delta", { text: "The notice ", citations: [] });
    await expect.poll(() => page.locator(".growing .answer-text").textContent()).toBe("The notice ");
    await slow.close();
    await page.locator(".failure").getByText("The connection broke off").waitFor();
    expect(await page.locator(".answer-text").count(), "half an answer is none").toBe(0);
    await keepScreenshot(page, "broken-off");
    await start(new MemoryAssistant(), { port: Number(new URL(slow.url).port) });
    await page.getByRole("button", { name: "Try again" }).click();
    await sentence(page).waitFor();
  });

  test("an address with a citation that the answer lacks, or a document that is gone, says so", async () => {
    const { url } = await start();
    const { page } = await open();
    await page.goto(`${url}${ADDRESS}&cite=99`);
    await page.getByText("This answer has no such citation.").waitFor();
    await page.goto(`${url}/#document=gone`);
    await page.locator(".document .failure").waitFor();
  });

  test("a document that has changed since it was cited is not marked where something else stands", async () => {
    const { url } = await start();
    const { page } = await open();
    await page.route("**/v1/documents/*/text", async (route) => {
      const response = await route.fetch();
      const { document } = (await response.json()) as { document: object };
      await route.fulfill({ response, json: { document, text: "Something else altogether.\n" } });
    });
    await page.goto(`${url}${ADDRESS}&cite=1`);
    await page.getByText("The document has changed since it was cited").waitFor();
    expect(await page.locator("mark.evidence").count()).toBe(0);
  });

  test("a server that saves no conversations is never asked for any, and nothing is said of them", async () => {
    const { url } = await start();
    const { page, requests, complaints } = await open();
    await page.goto(url + ADDRESS);
    await sentence(page).waitFor();
    await page.getByRole("link", { name: "documents" }).waitFor();
    await page.getByRole("textbox").fill("Are pets allowed?");
    await page.keyboard.press("Enter");
    await page.locator("article h1", { hasText: "Are pets allowed?" }).waitFor();
    await expect.poll(() => page.locator(".growing").count()).toBe(0);
    expect(await page.getByRole("link", { name: "Conversations" }).count()).toBe(0);
    await keepScreenshot(page, "saves-nothing");
    // As a bookmark of another server's would.
    await page.goto(`${url}/#view=conversations`);
    await page.getByText("This server saves no conversations.").waitFor();
    expect(requests.filter((request) => request.includes("/v1/conversations"))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("a server that saves them is asked for them, and an answer is opened again from the list", async () => {
    const kept = conversationFiles(await tempFolder());
    const { url } = await start(undefined, { conversations: () => kept });
    const { page, complaints } = await open();
    await page.goto(url + ADDRESS);
    await sentence(page).waitFor();
    await expect.poll(async () => (await kept.list()).conversations.length).toBe(1);
    await page.goto(url);
    await page.getByRole("link", { name: "Conversations" }).click();
    const saved = page.getByRole("button", { name: QUESTION, exact: true });
    await saved.waitFor();
    await keepScreenshot(page, "conversations");
    await saved.click();
    await sentence(page).waitFor();
    expect(complaints).toEqual([]);
  });
});

/** A server that passes everything on to another, but streams answers as it is told to. */
async function slowStream(target: string) {
  let stream: ServerResponse | undefined;
  const server = createServer(async ({ url = "/" }, response) => {
    if (url === "/v1/query") {
      stream = response.writeHead(200, { "content-type": "text/event-stream" });
      stream.flushHeaders();
      return;
    }
    const reply = await fetch(target + url);
    response.writeHead(reply.status, { "content-type": reply.headers.get("content-type") ?? "" });
    response.end(Buffer.from(await reply.arrayBuffer()));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    send: async (event: string, data: object) => {
      await expect.poll(() => stream !== undefined).toBe(true);
      stream?.write(`${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    end: () => stream?.end(),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
