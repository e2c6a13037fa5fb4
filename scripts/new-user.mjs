// What a newcomer does, from the tarball to a cited answer about their own files and a conversation given away: in a home
// and a folder that are empty, and with the network closed once the package is there. Prints the seconds and bytes of each
// step; the first thing that is not as it should be ends it. Needs pandoc.
// usage: node scripts/new-user.mjs [--without-runtime]    leaves the native runtime out: WebAssembly computes
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { converse, NOTES } from "./new-user/conversation.mjs";
import { bytesIn, megabytes, sizeOf, step } from "./new-user/measured.mjs";
import { NewUser, pack, ROOT } from "./new-user/user.mjs";

const FIXTURES = join(ROOT, "tests", "fixtures", "formats");
const PAPERS = [
  "chromium.pdf",
  "copied.pdf",
  "hyphens.pdf",
  "labels.pdf",
  "letter-spacing.pdf",
  "libreoffice.pdf",
  "rotated.pdf",
  "scanned.pdf",
  "tables.pdf",
  "two-columns.pdf",
];
const KEYS = "When are keys of the library counted?";
const isNative = !process.argv.includes("--without-runtime");

const place = mkdtempSync(join(tmpdir(), "footnote-new-user-"));
const [home, work, packed] = ["home", "work", "packed"].map((name) => join(place, name));
const papers = join(work, "papers");
for (const folder of [home, packed, papers]) mkdirSync(folder, { recursive: true });

try {
  for (const name of PAPERS) cpSync(join(FIXTURES, name), join(papers, name));
  const user = new NewUser(home, work);
  const tarballs = step("npm pack", () => pack(packed, isNative), sizeOf);
  step(
    "npx, until the program runs",
    () => user.install(tarballs),
    () => bytesIn(user.fetched),
  );
  step("what to do, without a word and with --help", () => {
    const { stdout, stderr } = user.run([]);
    assert.match(stdout + stderr, /footnote .*--help/s);
    const help = user.footnote(["--help"]);
    for (const command of ["index", "ask", "chat", "conversations"])
      assert.match(help, new RegExp(`^  ${command}\\b`, "m"));
  });
  step("open ten PDFs, two of them scanned, and have a question answered", () => {
    saysWhenKeysAreCounted(JSON.parse(user.footnote([papers, "--jsonl"], `${KEYS}\n`)));
  });
  step("index them where the commands are run", () => user.footnote(["index", papers]));
  step("ask that index", () => saysWhenKeysAreCounted(ask(user, KEYS)));
  step("add two files, index again", () => {
    for (const [name, text] of Object.entries(NOTES)) writeFileSync(join(papers, name), text);
    assert.match(user.footnote(["index", papers]), /2 added/);
  });
  step("answer from a file that was added", () => {
    const { citations } = ask(user, "When does the last ferry to Aldersey leave?");
    const [{ path, start, end, quote }] = citations;
    assert.equal(path, "ferry.md");
    assert.equal([...readFileSync(join(papers, path), "utf8")].slice(start, end).join(""), quote);
  });
  converse(user, work, papers);
  step("doctor", () => {
    const { findings } = JSON.parse(user.footnote(["doctor", "--json"]));
    const found = Object.fromEntries(findings.map(({ check, ...rest }) => [check, rest]));
    assert.match(found.runtime.detail, isNative ? /native/ : /WebAssembly/);
    assert.deepEqual(
      findings.filter(({ status }) => status === "failed"),
      [],
    );
  });
  console.log(`installed: ${megabytes(bytesIn(user.installed))}`);
} finally {
  rmSync(place, { recursive: true, force: true });
}

function saysWhenKeysAreCounted({ citations, answer }) {
  assert.match(answer.text, /first Monday of March/);
  assert.ok(PAPERS.includes(citations[0].path), citations[0].path);
  assert.match(citations[0].quote, /first Monday of March/);
}

function ask(user, question) {
  const answer = JSON.parse(user.footnote(["ask", question, "--json"]));
  assert.equal(answer.status, "answered");
  return answer;
}
