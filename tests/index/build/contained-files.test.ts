import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { run } from "../../helpers/cli.js";
import { makeZip } from "../../helpers/make-zip.js";
import { DEFAULTS } from "../../helpers/shipped.js";
import { Library } from "../building.js";

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/formats/${name}`, import.meta.url));
const archive = (trip: string) =>
  makeZip([
    { name: "notes/trip.md", content: `# Trip\n\n${trip}\n` },
    { name: "notes/lamp.md", content: "# Lamp\n\nThe lamp stands on the shelf.\n" },
    { name: "film.mp4", content: "moving" },
  ]);

let library: Library;

async function pathsOf(): Promise<string[]> {
  return Object.keys(await library.texts());
}

beforeAll(async () => {
  library = await Library.of({ "readme.md": "# Readme\n\nNothing else is here.\n" });
  await writeFile(join(library.corpus, "papers.zip"), archive("The train leaves at seven."));
  await writeFile(join(library.corpus, "offer.eml"), fixture("offer.eml"));
  await writeFile(join(library.corpus, "reply.eml"), fixture("reply.eml"));
});

describe("what files hold", () => {
  test("is indexed, set aside with its reason, and not read again while nothing changes", async () => {
    const first = await library.build();
    expect(await pathsOf()).toEqual([
      "offer.eml",
      "offer.eml › price list.csv",
      "papers.zip › notes/trip.md",
      "papers.zip › notes/lamp.md",
      "readme.md",
      "reply.eml",
    ]);
    expect(first.skipped.map(({ path }) => path)).toEqual(["papers.zip › film.mp4"]);
    expect(await library.build()).toMatchObject({ added: [], changed: [], deleted: [], embedded: 0 });
  });

  test("is found by its own path, filtered by its holder's and its mail's fields, and quoted from the mail that said it", async () => {
    const { root, indexFolder } = library;
    const assistant = new LocalAssistant({ ...DEFAULTS, index: indexFolder }, { cwd: root });
    const found = async (filters: object) => {
      const { passages } = await assistant.search({ question: "boiler train lamp", filters, literal: true });
      return [...new Set(passages.map(({ path }) => path))].sort();
    };
    try {
      expect(await found({ paths: ["papers.zip"] })).toEqual([
        "papers.zip › notes/lamp.md",
        "papers.zip › notes/trip.md",
      ]);
      expect(await found({ paths: ["papers.zip/"] })).toEqual(await found({ paths: ["papers.zip"] }));
      expect(await found({ paths: ["papers.zip/notes/l*.md"] })).toEqual(["papers.zip › notes/lamp.md"]);
      expect(await found({ paths: ["offer.eml*"] })).toEqual(["offer.eml", "offer.eml › price list.csv"]);
      expect(await found({ from: ["KOVÁCS"] })).toEqual(["offer.eml", "offer.eml › price list.csv"]);
      expect(await found({ to: ["odalys"] })).toEqual(["offer.eml", "offer.eml › price list.csv"]);
      expect(await found({ subject: ["re: offer"] })).toEqual(["reply.eml"]);
      expect(await found({ sentAfter: "2026-03-04" })).toEqual(["reply.eml"]);
      expect(await found({ sentBefore: "2026-03-04", from: ["hale"] })).toEqual([]);
      const answer = await assistant.ask({ question: "Until when does the price hold?" });
      expect(answer.citations[0]).toMatchObject({ path: "offer.eml", quote: expect.stringContaining("30 April 2026") });
      const alone = await assistant.ask({
        question: "Until when does the price hold?",
        filters: { paths: ["reply.eml"] },
      });
      expect(alone.citations[0]).toMatchObject({ path: "reply.eml", section: ["Quoted"] });
    } finally {
      await assistant.close();
    }
  });

  test("is named by its own path or name, and an archive by what it holds", async () => {
    const { root, indexFolder } = library;
    const of = async (...args: string[]) => run([...args, "--index", indexFolder], { cwd: root });
    for (const name of ["notes/lamp.md", "lamp.md"]) {
      expect((await of("ask", `Summarise ${name}`)).stdout).toMatch(
        /^asked of: Lamp \(papers\.zip › notes\/lamp\.md\)$/m,
      );
    }
    const held =
      "it has no text of its own, but holds Lamp (papers.zip › notes/lamp.md); Trip (papers.zip › notes/trip.md)";
    for (const where of ["papers.zip", "papers.zip:1"]) {
      expect((await of("show", where)).stderr).toContain(`${where} is not in the index: ${held}`);
    }
    const missed = await of("why-not", "papers.zip", "When does the train leave?");
    expect(missed.stdout).toContain("but holds papers.zip › film.mp4; Lamp (papers.zip › notes/lamp.md); Trip");
  });

  test("follows its file when that changes, and goes with it", async () => {
    await writeFile(join(library.corpus, "papers.zip"), archive("The train leaves at nine in the morning."));
    expect(await library.build()).toMatchObject({ changed: ["papers.zip"], embedded: 1 });
    expect((await library.texts())["papers.zip › notes/trip.md"]).toContain("nine in the morning");
    await rm(join(library.corpus, "papers.zip"));
    const last = await library.build();
    expect(last.skipped).toEqual([]);
    expect((await pathsOf()).filter((path) => path.includes("zip"))).toEqual([]);
  });
});
