import { expect, test } from "vitest";
import { call, expectProblem, start } from "../harness.js";

const assetsOf = (html: string) => [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!);

test.each(["/", "/docs"])("%s is HTML that loads nothing but files of its own, which never change", async (path) => {
  const server = await start();
  const page = await call(server, path);
  expect(page.status).toBe(200);
  expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(page.headers["cache-control"]).toBe("no-cache");
  const html = page.body.toString();
  expect(html).not.toMatch(/https?:|<script>|<style|style=| on\w+=/);
  const assets = assetsOf(html);
  expect(assets.length).toBeGreaterThanOrEqual(3);
  for (const asset of assets) {
    const { status, headers } = await call(server, asset);
    expect(status).toBe(200);
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-type"]).toMatch(/^(text\/(css|javascript); charset=utf-8|image\/svg\+xml)$/);
  }
});

test.each(["/", "/docs"])("%s may run its own scripts alone, and may not be framed", async (path) => {
  const policy = String((await call(await start(), path)).headers["content-security-policy"]);
  const rules = new Map(policy.split("; ").map((rule) => [rule.split(" ")[0]!, rule.split(" ").slice(1).join(" ")]));
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(Object.fromEntries(rules)).toMatchObject({
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
  });
});

test.each([
  "/assets/nothing.js",
  "/assets/..%2findex.html",
  "/assets/..%2f..%2fcli%2fmain.js",
  "/assets/%2e%2e%2f%2e%2e%2fcli%2fmain.js",
  "/assets/..%5c..%5ccli%5cmain.js",
  "/assets/constructor",
  "/assets/",
  "/docs/",
  "/index.html",
])("%s is nothing, whatever lies beside the page's files", async (path) => {
  expectProblem(await call(await start(), path), 404, "route_unknown");
});

test("the page is for reading, and for this host alone", async () => {
  const server = await start();
  expectProblem(await call(server, "/", { method: "POST" }), 405, "method_not_allowed");
  expectProblem(await call(server, "/", { headers: { host: "example.com" } }), 403, "request_forbidden");
  const head = await call(server, "/", { method: "HEAD" });
  expect(head.status).toBe(200);
  expect(head.body.length).toBe(0);
});
