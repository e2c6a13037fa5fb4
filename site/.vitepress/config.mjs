import { cpSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { assertAnchors, copyLinked, REPOSITORY, siteLink } from "./pages.mjs";
import { slugOf } from "./theme/slug.js";

const docs = join(REPOSITORY, "docs");
/** The pages are built from a copy in here, where what they are compiled to finds Vue. */
const copy = fileURLToPath(new URL("../pages/", import.meta.url));
rmSync(copy, { recursive: true, force: true });
cpSync(docs, copy, { recursive: true });

/** The pages of a folder by their own first headings. */
function pagesOf(folder) {
  return readdirSync(join(docs, folder))
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .sort()
    .map((name) => {
      const [, title = name] = /^# (.+)$/m.exec(readFileSync(join(docs, folder, name), "utf8")) ?? [];
      return {
        text: title.replaceAll("`", "").replace(/^Measured: /, ""),
        link: `/${folder}/${name.replace(/\.md$/, "")}`,
      };
    });
}

export default defineConfig({
  title: "Footnote",
  description: "Answers questions about your documents by quoting them, on your own machine.",
  srcDir: "pages",
  cleanUrls: true,
  // Links to pages are checked by VitePress, those to files of the repository where they are made, anchors at the end.
  ignoreDeadLinks: [/^\/repository\//],
  rewrites: { ":folder/README.md": ":folder/index.md" },
  // Of the page's own letters alone: nothing is fetched from elsewhere.
  head: [["meta", { name: "referrer", content: "no-referrer" }]],
  markdown: {
    anchor: { slugify: slugOf },
    toc: { slugify: slugOf },
    headers: { slugify: slugOf },
    config(md) {
      md.core.ruler.push("site-links", ({ tokens, env }) => {
        const page = (env.relativePath ?? "").replace(/(^|\/)index\.md$/, (whole, folder) =>
          env.path?.endsWith("README.md") ? `${folder}README.md` : whole,
        );
        for (const { children } of tokens) {
          for (const token of children ?? []) {
            const name = token.type === "link_open" ? "href" : token.type === "image" ? "src" : null;
            if (name === "href") token.attrSet("href", siteLink(token.attrGet("href") ?? "", page));
          }
        }
      });
    },
  },
  vite: {
    build: { chunkSizeWarningLimit: 2000 },
  },
  buildEnd({ outDir }) {
    copyLinked(outDir);
    assertAnchors(outDir);
  },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      { text: "Quick start", link: "/tutorial" },
      { text: "Recipes", link: "/recipes/", activeMatch: "/recipes/" },
      { text: "Reference", link: "/cli", activeMatch: "/(cli|http-api|library-api)" },
      { text: "How it decides", link: "/how-it-decides", activeMatch: "/(how-it-decides|decisions|measurements)" },
      { text: "Side by side", link: "/comparisons" },
    ],
    sidebar: [
      {
        text: "Start",
        items: [
          { text: "Quick start", link: "/tutorial" },
          { text: "Asking", link: "/asking" },
          { text: "The index", link: "/indexing" },
          { text: "Checking an answer", link: "/checking" },
          { text: "The chat", link: "/chat" },
          { text: "Answers in words", link: "/writing" },
          { text: "Troubleshooting", link: "/troubleshooting" },
        ],
      },
      { text: "Recipes", items: pagesOf("recipes") },
      {
        text: "For many",
        items: [
          { text: "The server", link: "/server" },
          { text: "Deploying", link: "/deploy" },
          { text: "Security", link: "/security" },
          { text: "An index in OpenSearch", link: "/opensearch" },
          { text: "MCP", link: "/mcp" },
          { text: "OpenAI's interface", link: "/openai" },
        ],
      },
      {
        text: "Reference",
        items: [
          { text: "Commands and settings", link: "/cli" },
          { text: "HTTP", link: "/http-api" },
          { text: "In a program", link: "/library" },
          { text: "Library reference", link: "/library-api" },
        ],
      },
      {
        text: "How it decides",
        items: [
          { text: "From question to answer", link: "/how-it-decides" },
          { text: "Side by side", link: "/comparisons" },
        ],
      },
      { text: "Decisions", collapsed: true, items: pagesOf("decisions") },
      {
        text: "Measurements",
        collapsed: true,
        items: [{ text: "Overview", link: "/measurements/" }, ...pagesOf("measurements")],
      },
    ],
  },
});
