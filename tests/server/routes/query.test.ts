import { describe, expect, test } from "vitest";
import { AnswerSchema, SearchResultsSchema } from "../../../src/contract/answer.js";
import { MAX_BODY_BYTES } from "../../../src/server/http/json-body.js";
import { TEXTS } from "../../helpers/memory-assistant.js";
import { call, expectObject, expectProblem, post, query, start } from "../harness.js";

describe("POST /v1/query", () => {
  test("answers with a citation whose offsets slice its quote out of the document, emoji before it or not", async () => {
    const answer = expectObject(
      await query(await start(), { question: "How long is the notice period?" }),
      AnswerSchema,
    );
    expect(answer.status).toBe("answered");
    expect(answer.answer?.text).toBe("The notice period is three months.");
    const [citation] = answer.citations;
    const text = TEXTS[citation!.path]!;
    expect([...text].slice(citation!.start, citation!.end).join("")).toBe(citation!.quote);
    expect(citation!.start).toBeLessThan(text.indexOf(citation!.quote));
  });

  test("a question that the documents do not answer is a success that says so", async () => {
    const answer = expectObject(await query(await start(), { question: "Who painted Guernica?" }), AnswerSchema);
    expect(answer).toMatchObject({ status: "not_found", answer: null, citations: [] });
    expect(answer.not_found?.missing_terms).toEqual(["painted", "guernica"]);
  });

  test("top_k and every filter reach the assistant", async () => {
    const server = await start();
    const paths = async (body: object) => {
      const answer = expectObject(await query(server, { question: "What is where?", ...body }), AnswerSchema);
      return [...new Set(answer.passages.map(({ path }) => path))].sort();
    };
    const answer = expectObject(await query(server, { question: "What is where?", top_k: 1 }), AnswerSchema);
    expect(answer.passages).toHaveLength(1);
    const id = answer.passages[0]!.document_id;

    expect(await paths({ filters: { paths: ["notes/"] } })).toEqual(["notes/trip.md", "notes/würzburg.txt"]);
    expect(await paths({ filters: { types: ["md"] } })).toEqual(["notes/trip.md"]);
    expect(await paths({ filters: { document_ids: [id] } })).toEqual([answer.passages[0]!.path]);
    expect(await paths({ filters: { modified_before: "2025-06-01" } })).toEqual(["contracts/lease.txt"]);
    expect(await paths({ filters: { modified_after: "2025-06-01T12:00:00+02:00" } })).toHaveLength(2);
    expect(await paths({ filters: {} })).toHaveLength(3);
  });

  test("explains when it is asked to, and only then", async () => {
    const server = await start();
    const asked = async (body: object) =>
      expectObject(await query(server, { question: "notice period?", ...body }), AnswerSchema).explanation;
    expect(await asked({ explain: true })).toEqual({ phrases: [], gate: null });
    expect(await asked({ explain: false })).toBeUndefined();
    expect(await asked({})).toBeUndefined();
  });

  test("the content type may name its charset", async () => {
    const body = JSON.stringify({ question: "Würzburg?" });
    const answer = expectObject(await post(await start(), body, "Application/JSON; charset=UTF-8"), AnswerSchema);
    expect(answer.question).toBe("Würzburg?");
  });
});

describe("a question that can't be asked", () => {
  test("is empty", async () => {
    const server = await start();
    expectProblem(await query(server, { question: "" }), 422, "question_empty");
    expectProblem(await query(server, { question: " \n" }), 422, "question_empty");
  });

  test("is too long", async () => {
    const problem = expectProblem(await query(await start(), { question: "a".repeat(4001) }), 422, "question_too_long");
    expect(problem.detail).toContain("4001");
  });

  test("is not UTF-8, or holds half a character", async () => {
    const server = await start();
    const latin1 = Buffer.from('{"question":"Würzburg?"}', "latin1");
    expectProblem(await post(server, latin1), 422, "question_not_text");
    expectProblem(await post(server, '{"question":"\\ud83c?"}'), 422, "question_not_text");
  });
});

describe("a body that is wrong", () => {
  test.each([
    [{}, "question", "is required"],
    [{ question: 7 }, "question", "must be text"],
    [[], "body", "must be an object"],
    [null, "body", "must be an object"],
    [{ question: "a", top_k: 0 }, "top_k", "must be a whole number from 1 to 50"],
    [{ question: "a", top_k: 51 }, "top_k", "must be a whole number from 1 to 50"],
    [{ question: "a", top_k: 1.5 }, "top_k", "must be a whole number from 1 to 50"],
    [{ question: "a", top_k: "5" }, "top_k", "must be a whole number from 1 to 50"],
    [{ question: "a", top_k: null }, "top_k", "must be a whole number from 1 to 50"],
    [{ question: "a", explain: "yes" }, "explain", "must be true or false"],
    [{ question: "a", filters: "md" }, "filters", "must be an object"],
    [{ question: "a", filters: { paths: "notes/" } }, "filters.paths", "must be a list"],
    [{ question: "a", filters: { paths: [] } }, "filters.paths", "must name at least one; leave it out for all"],
    [{ question: "a", filters: { paths: ["a", ""] } }, "filters.paths[1]", "must not be empty"],
    [
      { question: "a", filters: { types: [".md"] } },
      "filters.types[0]",
      "is a file ending without its dot, such as `txt`",
    ],
    [
      { question: "a", filters: { modified_after: "2026-02-30" } },
      "filters.modified_after",
      "must be a date (2026-01-31) or a time with its zone (2026-01-31T12:00:00Z)",
    ],
  ])("%j is refused, naming %s", async (body, field, problem) => {
    const { errors, detail } = expectProblem(await query(await start(), body), 422, "request_invalid");
    expect(errors).toEqual([{ field, problem }]);
    expect(detail).toBe(`${field}: ${problem}.`);
  });

  test.each([
    ["text", "history", "must be a list"],
    [[{ question: "a" }], "history[0].passage_ids", "must be a list"],
    [[{ question: "a".repeat(4001), passage_ids: [] }], "history[0].question", "must have at most 4000 characters"],
    [[{ question: "a", passage_ids: Array(51).fill("p") }], "history[0].passage_ids", "must name at most 50"],
    [Array(11).fill({ question: "a", passage_ids: [] }), "history", "must have at most 10 turns"],
    [[{ question: "a", passage_ids: [], answer: "b" }], "history[0].answer", "is not known here"],
  ])("a history that breaks its limits is refused (%#)", async (history, field, problem) => {
    const { errors } = expectProblem(await query(await start(), { question: "a", history }), 422, "request_invalid");
    expect(errors).toEqual([{ field, problem }]);
  });

  test("names every unknown field, those of later versions too", async () => {
    const body = { question: "a", stream: true, verbose: true, filters: { path: ["a"] }, __proto__x: 1 };
    const { errors } = expectProblem(await query(await start(), body), 422, "request_invalid");
    expect(errors?.map(({ field }) => field).sort()).toEqual(["__proto__x", "filters.path", "stream", "verbose"]);
    expect(new Set(errors?.map(({ problem }) => problem))).toEqual(new Set(["is not known here"]));
  });

  test("of many fields that are wrong names fifty: a small request gets no large reply", async () => {
    const body = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`field${i}`, i]));
    const reply = await query(await start(), body);
    expect(expectProblem(reply, 422, "request_invalid").errors).toHaveLength(50);
    expect(reply.body.length).toBeLessThan(10_000);
  });

  test("a field named __proto__ is refused like any other", async () => {
    const reply = await post(await start(), '{"question":"notice period","__proto__":{"top_k":1}}');
    expectProblem(reply, 422, "request_invalid");
  });

  test("a filter by a field named __proto__ is refused, as passing it over would search all documents", async () => {
    const body = '{"question":"notice period","filters":{"where":{"__proto__":["Smith"],"author":["Smith"]}}}';
    const { errors } = expectProblem(await post(await start(), body), 422, "request_invalid");
    expect(errors).toEqual([{ field: "filters.where.__proto__", problem: "is no name of a field" }]);
  });

  test("is not JSON", async () => {
    const server = await start();
    expectProblem(await post(server, "{question:"), 400, "request_not_json");
    expectProblem(await post(server, ""), 400, "request_not_json");
  });

  test("is of another type", async () => {
    const server = await start();
    const body = '{"question":"a"}';
    expectProblem(await post(server, body, "text/plain"), 415, "request_media_type");
    expectProblem(await post(server, body, ""), 415, "request_media_type");
    expectProblem(await post(server, body, "application/json; charset=latin1"), 415, "request_media_type");
    expectProblem(await post(server, "question=a", "application/x-www-form-urlencoded"), 415, "request_media_type");
  });

  test("is larger than the limit, declared or in chunks, and the server serves on", async () => {
    const server = await start();
    const large = Buffer.alloc(MAX_BODY_BYTES + 1, " ");
    expectProblem(await post(server, large), 413, "request_too_large");
    expectProblem(await post(server, [large.subarray(0, 40_000), large.subarray(40_000)]), 413, "request_too_large");
    expectProblem(await post(server, Array(10).fill(large)), 413, "request_too_large");
    expectObject(await query(server, { question: "notice period?" }), AnswerSchema);
  });

  test("of exactly the limit is read", async () => {
    const body = Buffer.from(JSON.stringify({ question: "notice period?" }).padEnd(MAX_BODY_BYTES));
    const server = await start();
    expectObject(await post(server, body), AnswerSchema);
    expectObject(await post(server, [body.subarray(0, 10), body.subarray(10)]), AnswerSchema);
  });
});

describe("POST /v1/search", () => {
  const search = (server: Awaited<ReturnType<typeof start>>, body: unknown) =>
    call(server, "/v1/search", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  test("ranks passages as the query does, without an answer, also where there is none", async () => {
    const server = await start();
    for (const question of ["How long is the notice period?", "Who painted Guernica?"]) {
      const body = { question, top_k: 2, filters: { paths: ["contracts/", "notes/"] } };
      const results = expectObject(await search(server, body), SearchResultsSchema);
      const answer = expectObject(await query(server, body), AnswerSchema);
      expect(results).toEqual({ question, asked_of: null, passages: answer.passages, coverage: answer.coverage });
      expect(results.passages).toHaveLength(2);
    }
  });

  test("refuses what the query refuses", async () => {
    const server = await start();
    expectProblem(await search(server, { question: " " }), 422, "question_empty");
    const { errors } = expectProblem(await search(server, { query: "lease" }), 422, "request_invalid");
    expect(errors?.map(({ field }) => field)).toContain("query");
    expectProblem(await call(server, "/v1/search"), 405, "method_not_allowed");
  });
});
