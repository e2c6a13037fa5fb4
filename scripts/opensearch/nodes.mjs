#!/usr/bin/env node
/**
 * A real OpenSearch cluster on this machine, for tests: nodes that can be killed one by one, which speak TLS and know
 * users (`security.mjs`). Needs Java 17, Maven and openssl.
 *
 *   node scripts/opensearch/nodes.mjs start FOLDER [N]   starts N nodes [3] and prints their addresses, parted by commas
 *   node scripts/opensearch/nodes.mjs spawn FOLDER [N]   the same, without waiting until they have found each other
 *   node scripts/opensearch/nodes.mjs ready FOLDER       waits until all nodes see each other and shards have their copies
 *   node scripts/opensearch/nodes.mjs kill FOLDER K      ends node K at once, with no chance to tidy up
 *   node scripts/opensearch/nodes.mjs node FOLDER K      starts node K again, with its data, where it doesn't run
 *   node scripts/opensearch/nodes.mjs stop FOLDER        ends all nodes, and removes the folder
 *
 * FOLDER is made; it holds data and logs, the certificate of the nodes' authority (`ca.pem`), and the `password` of the
 * users `footnote`, which has the role that docs/opensearch.md names, `reader`, `stranger` and `admin`. The program
 * itself is laid out once, beside the system's temporary files.
 */
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chown,
  copyFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { askNode, makeCertificates, secureNode } from "./security.mjs";

const run = promisify(execFile);
const HERE = dirname(fileURLToPath(import.meta.url));
const VERSION = "2.19.1";
const MODULES = {
  "transport-netty4": "org.opensearch.transport.Netty4Plugin",
  "lang-painless": "org.opensearch.painless.PainlessPlugin",
};
const PLUGINS = ["opensearch-knn", "opensearch-security"];
const NODES = 3;
/** Enough for some ten thousand passages; a node takes about twice as much. */
const HEAP = process.env.FOOTNOTE_TEST_OPENSEARCH_HEAP ?? "256m";
/** A slow machine with other work takes long to start three of them. */
const START_MS = 180_000;
const END_MS = 30_000;
/** What each node says in its own process list: short compilations, one thread for rubbish. */
const JAVA = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto"];

/** Where the program is, laid out if it isn't. A name of its own a list of parts: another list makes another folder. */
async function home() {
  const list = await readFile(join(HERE, "jars.sha256"), "utf8");
  const folder = join(tmpdir(), `footnote-opensearch-${sha256(list).slice(0, 12)}`);
  if (await exists(folder)) return folder;
  const draft = await mkdtemp(`${folder}-`);
  try {
    await layOut(list, draft);
    // Another run may have been quicker.
    await rename(draft, folder).catch((error) => {
      if (error.code !== "ENOTEMPTY") throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** @param list of the parts: their sums, and where they belong */
async function layOut(list, folder) {
  const fetched = join(folder, "fetched");
  await run("mvn", ["-q", "-B", "-f", join(HERE, "pom.xml"), `-Dout=${fetched}`, "initialize"]).catch((error) => {
    throw new Error(`Maven could not fetch it: ${error.stdout || error.message}`);
  });
  const found = new Map();
  for (const name of await readdir(join(fetched, "jars"))) found.set(name, join(fetched, "jars", name));
  /** A plugin brings its own versions of what others bring too. */
  const fromPlugin = (name, file) => join(fetched, "plugins", `${name}-zip`, file);
  for (const line of list.trim().split("\n")) {
    const [sum, path] = line.split("  ");
    const [kind, plugin] = path.split("/");
    const from = kind === "plugins" ? fromPlugin(plugin, basename(path)) : found.get(basename(path));
    if (!from || sha256(await readFile(from)) !== sum) throw new Error(`${path} is not the one of jars.sha256`);
    await place(from, join(folder, path));
  }
  for (const plugin of PLUGINS)
    for (const name of ["plugin-descriptor.properties", "plugin-security.policy"])
      await place(fromPlugin(plugin, name), join(folder, "plugins", plugin, name));
  for (const [name, main] of Object.entries(MODULES)) {
    const descriptor = { description: name, version: VERSION, name, classname: main, "java.version": 11 };
    const more = { "opensearch.version": VERSION, "has.native.controller": false };
    const own = join(folder, "modules", name);
    await writeFile(join(own, "plugin-descriptor.properties"), properties({ ...descriptor, ...more }));
    await writeFile(join(own, "plugin-security.policy"), "grant { permission java.security.AllPermission; };\n");
  }
  for (const name of ["bin", "extensions"]) await mkdir(join(folder, name));
  await rm(fetched, { recursive: true });
  await run("chmod", ["-R", "a+rX", folder]);
}

async function start(folder, count) {
  await untilGreen(folder, await spawnAll(folder, count));
}

async function spawnAll(folder, count) {
  await mkdir(folder, { recursive: true });
  const ports = await freePorts(2 * count);
  const nodes = Array.from({ length: count }, (_, at) => ({ http: ports[2 * at], transport: ports[2 * at + 1] }));
  await writeFile(join(folder, "nodes.json"), JSON.stringify(nodes));
  const program = await home();
  await makeCertificates(folder);
  for (let k = 1; k <= count; k++) await startNode(program, folder, nodes, k);
  console.log(nodes.map(address).join(","));
  return nodes;
}

async function startNode(program, folder, nodes, k) {
  const own = join(folder, `n${k}`);
  const { http, transport } = nodes[k - 1];
  await mkdir(join(own, "config"), { recursive: true });
  // OpenSearch refuses to run as root: there it runs as nobody, whose folder this becomes.
  const user = await nobody();
  const security = await secureNode(folder, join(own, "config"), user);
  await writeFile(
    join(own, "config", "opensearch.yml"),
    yaml({
      "cluster.name": basename(folder),
      "node.name": `n${k}`,
      "path.data": join(own, "data"),
      "path.logs": own,
      "network.host": "127.0.0.1",
      "http.port": http,
      "transport.port": transport,
      "discovery.seed_hosts": nodes.map((node) => `127.0.0.1:${node.transport}`),
      "cluster.initial_cluster_manager_nodes": ["n1"],
      "node.processors": 2,
      // A disk that is nearly full is no reason to refuse what a test writes.
      "cluster.routing.allocation.disk.threshold_enabled": false,
      "indices.breaker.total.use_real_memory": false,
      ...security,
    }),
  );
  const logger = { "appender.c.type": "Console", "appender.c.name": "c", "appender.c.layout.type": "PatternLayout" };
  const root = { "rootLogger.level": "warn", "rootLogger.appenderRef.c.ref": "c" };
  const pattern = { "appender.c.layout.pattern": "%d %p %c{1.}: %m%n" };
  await writeFile(
    join(own, "config", "log4j2.properties"),
    properties({ status: "error", ...logger, ...pattern, ...root }),
  );
  if (user) for (const path of [own, join(own, "config")]) await chown(path, user.uid, user.gid);
  const system = {
    "java.security.manager": "allow",
    "java.locale.providers": "SPI,COMPAT",
    "log4j2.disable.jmx": true,
    "jna.nosys": true,
    "jna.tmpdir": own,
    "java.io.tmpdir": own,
    "io.netty.noUnsafe": true,
    "opensearch.path.home": program,
    "opensearch.path.conf": join(own, "config"),
    "opensearch.distribution.type": "tar",
    "opensearch.bundled_jdk": false,
  };
  const defined = Object.entries(system).map(([name, value]) => `-D${name}=${value}`);
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java";
  const args = [...JAVA, `-Xms${HEAP}`, `-Xmx${HEAP}`, ...defined, "-cp", join(program, "lib", "*")];
  const log = await open(join(own, "log"), "a");
  const node = spawn(java, [...args, "org.opensearch.bootstrap.OpenSearch"], {
    cwd: own,
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
    ...user,
  });
  await new Promise((started, failed) => node.once("spawn", started).once("error", failed));
  await writeFile(join(own, "pid"), String(node.pid));
  node.unref();
  await log.close();
}

/** Until all nodes see each other, and each shard has its copies. */
async function untilGreen(folder, nodes) {
  const query = `wait_for_nodes=${nodes.length}&wait_for_status=green&timeout=5s`;
  for (const end = Date.now() + START_MS; Date.now() < end; await sleep(500)) {
    for (const [at] of nodes.entries())
      if (!(await isRunning(folder, at + 1))) throw new Error(`node ${at + 1} ended:\n${await logOf(folder, at + 1)}`);
    const health = await askNode(folder, `${address(nodes[0])}/_cluster/health?${query}`).catch(() => null);
    if (health) return;
  }
  throw new Error(`the nodes did not find each other:\n${await logOf(folder, 1)}`);
}

async function kill(folder, k) {
  process.kill(await pidOf(folder, k), "SIGKILL");
  while (await isRunning(folder, k)) await sleep(50);
}

async function stop(folder) {
  const all = (await readdir(folder)).filter((name) => /^n\d+$/.test(name)).map((name) => Number(name.slice(1)));
  const running = [];
  for (const k of all) if (await isRunning(folder, k)) running.push(k);
  for (const k of running) process.kill(await pidOf(folder, k), "SIGTERM");
  const end = Date.now() + END_MS;
  for (const k of running) {
    while (Date.now() < end && (await isRunning(folder, k))) await sleep(100);
    if (await isRunning(folder, k)) await kill(folder, k);
  }
  await rm(folder, { recursive: true, force: true });
}

async function nodesOf(folder) {
  return JSON.parse(await readFile(join(folder, "nodes.json"), "utf8"));
}

async function pidOf(folder, k) {
  return Number(await readFile(join(folder, `n${k}`, "pid"), "utf8"));
}

/** A process that ended and that nobody has waited for is none. */
async function isRunning(folder, k) {
  try {
    const pid = await pidOf(folder, k);
    process.kill(pid, 0);
    const state = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    return !/\) Z /.test(state);
  } catch {
    return false;
  }
}

async function logOf(folder, k) {
  const log = await readFile(join(folder, `n${k}`, "log"), "utf8").catch(() => "");
  return log.trimEnd().split("\n").slice(-20).join("\n");
}

/** As whom to run where this is root. */
async function nobody() {
  if (process.getuid?.() !== 0) return null;
  const [uid, gid] = await Promise.all(["-u", "-g"].map(async (flag) => (await run("id", [flag, "nobody"])).stdout));
  return { uid: Number(uid), gid: Number(gid) };
}

/** Below those that a system gives to connections: a node that starts again finds its own free. */
async function freePorts(count) {
  const ports = new Set();
  while (ports.size < count) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

function isFree(port) {
  return new Promise((told) => {
    const server = createServer();
    server.once("error", () => told(false));
    server.listen(port, "127.0.0.1", () => server.close(() => told(true)));
  });
}

async function place(from, to) {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}

function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function address({ http }) {
  return `https://127.0.0.1:${http}`;
}

function sha256(content) {
  return createHash("sha256").update(content).digest("hex");
}

function properties(values) {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

function yaml(values) {
  return Object.entries(values)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
    .join("");
}

const [verb, given, number] = process.argv.slice(2);
const verbs = {
  start: (folder) => start(folder, Number(number ?? NODES)),
  spawn: (folder) => spawnAll(folder, Number(number ?? NODES)),
  ready: async (folder) => untilGreen(folder, await nodesOf(folder)),
  kill: (folder) => kill(folder, Number(number)),
  node: async (folder) => {
    if (await isRunning(folder, Number(number))) return;
    await startNode(await home(), folder, await nodesOf(folder), Number(number));
  },
  stop,
};
if (!given || !Object.hasOwn(verbs, verb)) {
  console.error("usage: node scripts/opensearch/nodes.mjs start|spawn|ready|kill|node|stop FOLDER [N]");
  process.exit(2);
}
try {
  await verbs[verb](resolve(given));
} catch (error) {
  console.error(`OpenSearch: ${error.message}`);
  process.exitCode = 1;
}
