// The package as a newcomer has it: packed, fetched by npx into an empty home, and run with the network closed.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bytesIn } from "./measured.mjs";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Bytes that the package may have. */
const MOST_PACKED = 45e6;

/** Linux closes the network for good; elsewhere whatever asks for a proxy finds none. */
const CLOSED = spawnSync("unshare", ["-rn", "true"]).status === 0 ? ["unshare", "-rn"] : [];
const NO_PROXY = { HTTP_PROXY: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9" };

/**
 * Puts the tarball of the package into a folder, and that of this platform's runtime where it is wanted.
 * @returns their paths
 */
export function pack(folder, isNative) {
  const into = ["pack", "--pack-destination", folder];
  run("npm", into, { cwd: ROOT });
  const size = bytesIn(folder);
  assert.ok(size <= MOST_PACKED, `the package has ${size} bytes, more than ${MOST_PACKED}`);
  const { platform, arch } = process;
  const laidOut = [join(ROOT, "scripts", "package", "runtimes.mjs"), join(folder, "runtimes"), `${platform}-${arch}`];
  const runtime = isNative ? run(process.execPath, laidOut).trim() : "";
  if (runtime !== "") run("npm", into, { cwd: runtime });
  return readdirSync(folder).flatMap((name) => (name.endsWith(".tgz") ? [join(folder, name)] : []));
}

/** Who has an empty home, sits in a folder, and has nothing of this machine's settings, save where packages come from. */
export class NewUser {
  #folder;
  #environment;
  #program = "";

  constructor(home, folder) {
    /** What npm keeps of all that it fetched. */
    this.fetched = join(home, ".npm", "_cacache", "content-v2");
    /** What npx has installed. */
    this.installed = join(home, ".npm", "_npx");
    this.#folder = folder;
    const environment = {
      PATH: process.env.PATH,
      HOME: home,
      USERPROFILE: home,
      TMPDIR: process.env.TMPDIR,
      SystemRoot: process.env.SystemRoot,
      npm_config_registry: run("npm", ["config", "get", "registry"], { cwd: ROOT }).trim(),
      npm_config_cache: join(home, ".npm"),
      npm_config_ignore_scripts: "true",
      npm_config_update_notifier: "false",
      NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS,
    };
    this.#environment = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined));
  }

  /** Has npx fetch the packages and run the program, until it says its version. */
  install(tarballs) {
    const packages = tarballs.map((file) => `--package=${file}`);
    const options = { cwd: this.#folder, env: this.#environment };
    const version = run("npx", ["--yes", ...packages, "--", "footnote", "--version"], options);
    assert.equal(version.trim(), JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version);
    const [kept] = readdirSync(this.installed);
    this.#program = join(this.installed, kept, "node_modules", ".bin", "footnote");
  }

  /** Runs a command to its good end. @returns what it says; with `--json` or `--jsonl`, what it prints */
  footnote(args, input = "") {
    const { status, stdout, stderr } = this.run(args, input);
    assert.equal(status, 0, `footnote ${args.join(" ")}\n${stderr}`);
    return args.some((arg) => arg.startsWith("--json")) ? stdout : stdout + stderr;
  }

  /** Runs a command with the network closed. */
  run(args, input = "") {
    const [command, ...rest] = [...CLOSED, this.#program, ...args];
    return spawnSync(command, rest, {
      cwd: this.#folder,
      env: { ...this.#environment, ...NO_PROXY },
      encoding: "utf8",
      input,
      shell: delimiter === ";",
    });
  }
}

/** @returns what a program prints */
export function run(command, args, options = {}) {
  return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], ...options });
}
