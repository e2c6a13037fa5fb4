import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { MAX_CITATIONS, MAX_QUESTION_CHARACTERS, MAX_STATEMENTS } from "../../../src/contract/limits.js";
import { VerificationSchema } from "../../../src/contract/verification.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";
import { call, expectObject, expectProblem, start } from "../harness.js";

const SECRET = "The secret is forty-two, and nobody else may know of it.";
const LEASE = "🏠 The lease of the flat.\n\nThe notice period is three months. The rent is 900 euros.\n";

let folder: string;

beforeAll(async () => {
  folder = await tempFolder();
  await writeFiles(folder, { "corpus/lease.txt": LEASE, "corpus/sub/trip.md": "The train leaves Berlin at noon.\n" });
  await writeFile(join(folder, "secret.txt"), SECRET);
  const assistant = open();
  await assistant.sync();
  await assistant.close();
});

function open() {
  const paths = { cwd: folder, corpus: join(folder, "corpus"), workerUrl: WORKER_URL };
  return new LocalAssistant({ ...DEFAULTS, workers: 1 }, paths);
}

async function verify(body: unknown) {
  const assistant = open();
  try {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { "content-type": "application/json" };
    return await call(await start(assistant), "/v1/verify", { method: "POST", headers, body: text });
  } finally {
    await assistant.close();
  }
}

describe("POST /v1/verify with statements", () => {
  test("supports what the documents say, with the place, and names what they say otherwise", async () => {
    const statements = ["The notice period is three months.", "The notice period is six months."];
    const { statements: verified } = expectObject(await verify({ statements }), VerificationSchema);
    const [right, wrong] = verified.map(({ sentences }) => sentences[0]!);
    expect(right).toMatchObject({ verdict: "supported", contradictions: [] });
    const [passage] = right!.passages;
    expect(Array.from(LEASE).slice(passage!.start, passage!.end).join("")).toBe(passage!.quote);
    expect(passage).toMatchObject({ path: "lease.txt", quote: "The notice period is three months." });
    expect(wrong).toMatchObject({
      verdict: "contradicted",
      contradictions: [{ kind: "number", stated: "six", found: "three" }],
    });
  });

  test("looks only where the filters let it", async () => {
    const statements = ["The notice period is three months."];
    const filtered = await verify({ statements, filters: { paths: ["sub/"] } });
    const [first] = expectObject(filtered, VerificationSchema).statements;
    expect(first!.sentences[0]!.verdict).not.toBe("supported");
    expect(first!.sentences[0]!.passages.map(({ path }) => path)).not.toContain("lease.txt");
  });

  test("refuses more or longer ones than it says, and empty ones", async () => {
    const many = (count: number) => Array.from({ length: count }, () => "The rent is 900 euros.");
    expectProblem(await verify({ statements: many(MAX_STATEMENTS + 1) }), 422, "request_invalid");
    const long = "word ".repeat(MAX_QUESTION_CHARACTERS);
    expectProblem(await verify({ statements: [long] }), 422, "question_too_long");
    expectProblem(await verify({ statements: [" \n"] }), 422, "question_empty");
    expectProblem(await verify({ statements: [] }), 422, "nothing_to_verify");
    expectProblem(await verify({}), 422, "nothing_to_verify");
  });

  test("refuses half of a surrogate pair, and takes a whole one", async () => {
    expectProblem(await verify('{"statements":["The rent \\ud83c is 900 euros."]}'), 422, "question_not_text");
    const whole = await verify('{"statements":["The rent \\ud83c\\udfe0 is 900 euros."]}');
    const [sentence] = expectObject(whole, VerificationSchema).statements[0]!.sentences;
    expect(sentence).toMatchObject({ verdict: "supported", start: 0, end: 24 });
  });

  test("names a field that it does not know", async () => {
    const reply = await verify({ statements: ["The rent is 900 euros."], statement: "x" });
    expectProblem(reply, 422, "request_invalid");
    expect(reply.body.toString()).toContain("statement");
  });
});

describe("POST /v1/verify with citations", () => {
  const cited = (path: string, quote: string) => ({ path, start: 0, end: Array.from(quote).length, quote });
  const stateOf = async (...citations: object[]) => {
    const reply = await verify({ citations });
    expect(reply.body.toString()).not.toContain("nobody else may know");
    return expectObject(reply, VerificationSchema).citations.map(({ state, place }) => [state, place?.path ?? null]);
  };

  test("tells what still stands there from what moved, changed or is gone, by characters", async () => {
    const quote = "The notice period is three months.";
    const at = Array.from(LEASE.slice(0, LEASE.indexOf(quote))).length;
    const valid = { path: "lease.txt", start: at, end: at + Array.from(quote).length, quote };
    expect(
      await stateOf(valid, { ...valid, start: 0, end: 5 }, cited("lease.txt", "No."), cited("no.txt", "No.")),
    ).toEqual([
      ["valid", "lease.txt"],
      ["moved", "lease.txt"],
      ["changed", null],
      ["gone", null],
    ]);
  });

  test.each([
    "../secret.txt",
    "../../../../../../etc/passwd",
    "sub/../../secret.txt",
    "..\\secret.txt",
    "%2e%2e/secret.txt",
    "file:///etc/passwd",
    "/etc/passwd",
    "ABSOLUTE",
    "lease.txt\u0000.md",
    "\ud83c",
  ])("never reads %j", async (path) => {
    const given = path === "ABSOLUTE" ? join(folder, "secret.txt") : path;
    expect(await stateOf(cited(given, SECRET.slice(0, 24)), cited(given, "root:"))).toEqual([
      ["gone", null],
      ["gone", null],
    ]);
  });

  test("refuses more than it says, places that cannot be, and fields that it does not know", async () => {
    const one = cited("lease.txt", "The rent");
    const many = Array.from({ length: MAX_CITATIONS + 1 }, () => one);
    expectProblem(await verify({ citations: many }), 422, "request_invalid");
    expectProblem(await verify({ citations: [{ ...one, start: -1 }] }), 422, "request_invalid");
    expectProblem(await verify({ citations: [{ ...one, start: 0.5 }] }), 422, "request_invalid");
    expectProblem(await verify({ citations: [{ ...one, url: "x" }] }), 422, "request_invalid");
    expectProblem(await verify({ citations: [{ path: "lease.txt" }] }), 422, "request_invalid");
  });
});
