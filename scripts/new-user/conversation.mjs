// A conversation of the new user's that stays: saved, reopened once the cited files are others, and given away.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { step } from "./measured.mjs";
import { run } from "./user.mjs";

const FERRY = "When does the last ferry to Aldersey leave?";
const POOL = "What does the pool cost for children?";

/** Notes of the user's own, each with what is quoted of it. */
export const NOTES = {
  "ferry.md": "# The ferry\n\nThe last ferry to Aldersey leaves at 21:40 from pier 4.\n",
  "pool.md": "# The pool\n\nThe pool costs 3 euros for children under twelve.\n",
};
const LEAVES = "The last ferry to Aldersey leaves at 21:40 from pier 4.";
const COSTS = "The pool costs 3 euros for children under twelve.";
const COSTS_NOW = "The pool costs 4 euros for children under twelve.";

/** @param papers folder of the documents, in `work`, where the user sits */
export function converse(user, work, papers) {
  step("ask two questions in a conversation that is saved", () => {
    const answers = chat(user, POOL, FERRY);
    assert.deepEqual(
      answers.map(({ status, citations: [first] }) => [status, first.path, first.quote]),
      [
        ["answered", "pool.md", COSTS],
        ["answered", "ferry.md", LEAVES],
      ],
    );
    assert.deepEqual(saved(user), [[POOL, 2]]);
  });
  step("reopen it after the files have changed", () => {
    change(join(papers, "ferry.md"), (text) => `In winter all ferries go an hour earlier.\n\n${text}`);
    change(join(papers, "pool.md"), (text) => text.replace(COSTS, COSTS_NOW));
    const shown = user.footnote(["conversations", "show", "last"]);
    const [, line] = /ferry\.md:(\d+) \(moved since\)\n +“(.+)”/.exec(shown) ?? assert.fail(shown);
    assert.equal(readFileSync(join(papers, "ferry.md"), "utf8").split("\n")[line - 1], LEAVES);
    assert.match(shown, new RegExp(`pool\\.md:3 \\(changed since\\)\n +“${COSTS}”`));
  });
  step("index again, and ask again for the answer of today", () => {
    assert.match(user.footnote(["index", papers]), /2 changed/);
    const [{ citations }] = chat(user, POOL);
    assert.equal(citations[0].quote, COSTS_NOW);
    assert.deepEqual(saved(user), [[POOL, 3]]);
  });
  step("export it as a Word document, and read that with pandoc", () => {
    assert.match(user.footnote(["conversations", "export", "last", "notes.docx"]), /Wrote 3 turns to notes\.docx/);
    const markdown = run("pandoc", ["notes.docx", "--to", "markdown-smart", "--wrap=none"], { cwd: work });
    const parts = [
      [POOL, COSTS, "[^1]", "The pool, pool.md:3 (changed since)"],
      [FERRY, LEAVES, "[^2]", "The ferry, ferry.md:5 (moved since)"],
      [POOL, COSTS_NOW, "[^3]", "The pool, pool.md:3"],
    ];
    const lines = markdown.split("\n");
    for (const [question, quote, mark, where] of parts)
      for (const line of [`# ${question}`, `${quote}${mark}`, `${mark}: ${where}: “${quote}”`])
        assert.ok(lines.includes(line), `${line} is missing in:\n${markdown}`);
  });
}

/** @returns the answers to questions that go on with the conversation */
function chat(user, ...questions) {
  const printed = user.footnote(["chat", "--continue", "--jsonl"], questions.map((one) => `${one}\n`).join(""));
  return printed
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** @returns title and turns of each conversation that is saved */
function saved(user) {
  const { conversations } = JSON.parse(user.footnote(["conversations", "--json"]));
  return conversations.map(({ title, turns }) => [title, turns]);
}

function change(file, to) {
  writeFileSync(file, to(readFileSync(file, "utf8")));
}
