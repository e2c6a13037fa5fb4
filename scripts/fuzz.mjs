// Fuzzes a real server from its own description of the interface, by schemathesis: any status 5xx, and any reply that
// is not as described, fails. Needs Python 3.11 with venv; what else it needs is put into .cache/fuzz.
// usage: npm run fuzz    [-- --seed 1] [--examples 40]
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openAssistant, startServer } from "../bench/serving.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const REQUIREMENTS = join(ROOT, "tests/fuzz/requirements.txt");
const CONFIG = join(ROOT, "tests/fuzz/schemathesis.toml");
const VENV = join(ROOT, ".cache/fuzz");
const INSTALLED = join(VENV, "requirements.txt");

const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, examples: { type: "string", default: "40" } },
});

// One worker: two threads that parse Python at once make CPython 3.11 fail now and then ("AST constructor recursion depth").
const OPTIONS = [
  ...["--seed", values.seed, "--max-examples", values.examples, "--workers", "1", "--request-timeout", "30"],
  ...["--generation-database", "none", "--continue-on-failure", "--no-color"],
  // How fast a turn is drawn hangs on the machine, and says nothing of the server.
  ...["--suppress-health-check", "too_slow"],
];
const ANSWER_AS_EVENTS = ["--include-path", "/v1/query", "--header", "Accept: text/event-stream"];

install();
const folder = mkdtempSync(join(tmpdir(), "footnote-fuzz-"));
const corpus = join(folder, "corpus");
cpSync(join(ROOT, "corpus"), corpus, { recursive: true });
const { assistant, index } = await openAssistant(corpus, join(folder, "index"));
await assistant.close();
// Nothing is refused for want of room: 503 would be a failure here.
const server = await startServer(index, "--max-queued", "10000", "--max-streams", "10000");
try {
  const failed = [fuzz("every route"), fuzz("an answer as events", ...ANSWER_AS_EVENTS)].includes(false);
  const { status } = await fetch(`${server.url}/readyz`);
  if (status !== 200) console.error(`the server is not ready afterwards: ${status}`);
  process.exitCode = failed || status !== 200 ? 1 : 0;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true });
}

/** @returns whether everything was as described */
function fuzz(what, ...more) {
  console.log(`\n${what}, seed ${values.seed}`);
  const args = ["--config-file", CONFIG, "run", `${server.url}/openapi.json`, ...OPTIONS, ...more];
  return run(join(VENV, "bin/schemathesis"), args) === 0;
}

/** Once for each state of the requirements. */
function install() {
  const wanted = readFileSync(REQUIREMENTS, "utf8");
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, "utf8") === wanted) return;
  rmSync(VENV, { recursive: true, force: true });
  const pip = [
    join(VENV, "bin/pip"),
    ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--requirement", REQUIREMENTS],
  ];
  if (run("python3", ["-m", "venv", VENV]) !== 0 || run(...pip) !== 0) {
    throw new Error("schemathesis could not be installed; it needs Python 3.11 with venv (Debian: python3-venv)");
  }
  writeFileSync(INSTALLED, wanted);
}

function run(command, args) {
  return spawnSync(command, args, { cwd: tmpdir(), stdio: ["ignore", "inherit", "inherit"] }).status;
}
