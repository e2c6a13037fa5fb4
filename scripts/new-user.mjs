// What a newcomer does, from the tarball to a cited answer about their own files: in a home and a folder that are empty, and
// with the network closed once the package is there. Prints the seconds and bytes of each step; the first thing that is
// not as it should be ends it.
// usage: node scripts/new-user.mjs [--without-runtime]    leaves the native runtime out: WebAssembly computes
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const fixtures = join(root, "tests", "fixtures", "formats");
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
const isNative = !process.argv.includes("--without-runtime");

const place = mkdtempSync(join(tmpdir(), "footnote-new-user-"));
const [home, work, packed] = ["home", "work", "packed"].map((name) => join(place, name));
const papers = join(work, "papers");
for (const folder of [home, packed, papers]) mkdirSync(folder, { recursive: true });

/** Nothing of this machine's settings, save where packages come from. */
const environment = Object.fromEntries(
  Object.entries({
    PATH: process.env.PATH,
    HOME: home,
    USERPROFILE: home,
    TMPDIR: process.env.TMPDIR,
    SystemRoot: process.env.SystemRoot,
    npm_config_registry: run("npm", ["config", "get", "registry"], { cwd: root }).trim(),
    npm_config_cache: join(home, ".npm"),
    npm_config_ignore_scripts: "true",
    npm_config_update_notifier: "false",
    NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS,
  }).filter(([, value]) => value !== undefined),
);

/** Linux closes the network for good; elsewhere whatever asks for a proxy finds none. */
const closed = spawnSync("unshare", ["-rn", "true"]).status === 0 ? ["unshare", "-rn"] : [];
const noProxy = { HTTP_PROXY: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9" };

try {
  for (const name of PAPERS) cpSync(join(fixtures, name), join(papers, name));
  const tarballs = step("npm pack", pack, (files) => sizeOf(...files));
  const program = step("npx, until the program runs", () => install(tarballs), downloaded);
  step("index ten PDFs, two of them scanned", () => footnote(program, "index", papers));
  step("first answer", () => {
    const { citations, answer } = ask(program, "When are keys of the library counted?");
    assert.match(answer.text, /first Monday of March/);
    assert.ok(PAPERS.includes(citations[0].path), citations[0].path);
    assert.match(citations[0].quote, /first Monday of March/);
  });
  step("add a file, index again", () => {
    writeFileSync(join(papers, "ferry.md"), "# The ferry\n\nThe last ferry to Aldersey leaves at 21:40 from pier 4.\n");
    assert.match(footnote(program, "index", papers), /1 added/);
  });
  step("answer from the file that was added", () => {
    const { citations } = ask(program, "When does the last ferry to Aldersey leave?");
    const [{ path, start, end, quote }] = citations;
    assert.equal(path, "ferry.md");
    assert.equal([...readFileSync(join(papers, path), "utf8")].slice(start, end).join(""), quote);
  });
  step("doctor", () => {
    const { findings } = JSON.parse(footnote(program, "doctor", "--json"));
    const found = Object.fromEntries(findings.map(({ check, ...rest }) => [check, rest]));
    assert.match(found.runtime.detail, isNative ? /native/ : /WebAssembly/);
    assert.deepEqual(
      findings.filter(({ status }) => status === "failed"),
      [],
    );
  });
  console.log(`installed: ${megabytes(bytesIn(join(home, ".npm", "_npx")))}`);
} finally {
  rmSync(place, { recursive: true, force: true });
}

function step(name, act, bytes = () => undefined) {
  const begun = performance.now();
  const result = act();
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const size = bytes(result);
  console.log(`${seconds.padStart(6)} s  ${name}${size === undefined ? "" : `, ${megabytes(size)}`}`);
  return result;
}

/** The tarballs of the package and of this platform's runtime. */
function pack() {
  const into = ["pack", "--pack-destination", packed];
  run("npm", into, { cwd: root });
  const { platform, arch } = process;
  const laidOut = [join(root, "scripts", "package", "runtimes.mjs"), join(packed, "runtimes"), `${platform}-${arch}`];
  const folder = isNative ? run(process.execPath, laidOut).trim() : "";
  if (folder !== "") run("npm", into, { cwd: folder });
  return readdirSync(packed).flatMap((name) => (name.endsWith(".tgz") ? [join(packed, name)] : []));
}

/** @returns where npx has put the program */
function install(tarballs) {
  const packages = tarballs.map((file) => `--package=${file}`);
  const version = run("npx", ["--yes", ...packages, "--", "footnote", "--version"], { cwd: work, env: environment });
  assert.equal(version.trim(), JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version);
  const [folder] = readdirSync(join(home, ".npm", "_npx"));
  return join(home, ".npm", "_npx", folder, "node_modules", ".bin", "footnote");
}

function ask(program, question) {
  const answer = JSON.parse(footnote(program, "ask", question, "--json"));
  assert.equal(answer.status, "answered");
  return answer;
}

/** @returns what it says */
function footnote(program, ...args) {
  const [command, ...rest] = [...closed, program, ...args];
  const { status, stdout, stderr } = spawnSync(command, rest, {
    cwd: work,
    env: { ...environment, ...noProxy },
    encoding: "utf8",
    shell: delimiter === ";",
  });
  assert.equal(status, 0, `footnote ${args.join(" ")}\n${stderr}`);
  return args.includes("--json") ? stdout : stdout + stderr;
}

function run(command, args, options = {}) {
  return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], ...options });
}

/** What npm keeps of what it fetched, and the tarballs that it was given. */
function downloaded() {
  return bytesIn(join(home, ".npm", "_cacache", "content-v2"));
}

function bytesIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return sizeOf(...files.map(({ parentPath, name }) => join(parentPath, name)));
}

function sizeOf(...files) {
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
