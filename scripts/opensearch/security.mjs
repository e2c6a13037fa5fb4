/**
 * Users, certificates and the role of nodes for tests: as someone sets up a cluster of their own, with the role that
 * docs/opensearch.md gives them to copy. Needs openssl.
 */
import { execFile } from "node:child_process";
import { chmod, chown, copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const DOCUMENTATION = fileURLToPath(new URL("../../docs/opensearch.md", import.meta.url));
/** Of all users, on this machine alone; the hash (bcrypt) is its own. */
const PASSWORD = "for tests on this machine";
const HASH = "$2b$04$clw06lxSgufF4OznEVrl1.KTzL3WjJX5PUJVHWTVF2Otey6z4rPlC";
const ADMIN = "admin";
/** Users beside the admin: with the roles of the documentation, and with none. */
const USERS = { footnote: "footnote", reader: "footnote_reader", stranger: null };

/** Makes an authority, a certificate for all nodes that it has signed, and the file of the password. */
export async function makeCertificates(folder) {
  const at = (name) => join(folder, name);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const files = (name) => ["-keyout", at(`${name}-key.pem`), "-out", at(`${name}.pem`)];
  const openssl = (...args) => run("openssl", args);
  await openssl("req", "-x509", ...key, "-days", "2", "-subj", "/CN=Authority of tests", ...files("ca"));
  const names = ["subjectAltName=IP:127.0.0.1,DNS:localhost", "extendedKeyUsage=serverAuth,clientAuth"];
  await writeFile(at("node.ext"), `${names.join("\n")}\n`);
  await openssl("req", ...key, "-subj", "/O=tests/CN=node", ...files("node"));
  const signed = ["-CA", at("ca.pem"), "-CAkey", at("ca-key.pem"), "-CAcreateserial", "-days", "2"];
  await openssl("x509", "-req", "-in", at("node.pem"), ...signed, "-extfile", at("node.ext"), "-out", at("node.pem"));
  await writeFile(at("password"), `${PASSWORD}\n`, { mode: 0o600 });
}

/** Puts what the security plugin needs into a node's folder of settings. @returns what belongs into `opensearch.yml` */
export async function secureNode(folder, config, user) {
  for (const name of ["ca.pem", "node.pem", "node-key.pem"]) {
    await copyFile(join(folder, name), join(config, name));
    await chmod(join(config, name), 0o600);
    if (user) await chown(join(config, name), user.uid, user.gid);
  }
  const own = join(config, "opensearch-security");
  await mkdir(own, { recursive: true });
  for (const [name, content] of Object.entries(await securityFiles())) await writeFile(join(own, name), content);
  const certificate = (layer) => ({
    [`plugins.security.ssl.${layer}.pemcert_filepath`]: "node.pem",
    [`plugins.security.ssl.${layer}.pemkey_filepath`]: "node-key.pem",
    [`plugins.security.ssl.${layer}.pemtrustedcas_filepath`]: "ca.pem",
  });
  return {
    ...certificate("transport"),
    ...certificate("http"),
    "plugins.security.ssl.http.enabled": true,
    "plugins.security.nodes_dn": ["CN=node,O=tests"],
    "plugins.security.allow_default_init_securityindex": true,
    "plugins.security.audit.type": "noop",
  };
}

/** Files that the plugin takes its first state from, by their names. */
async function securityFiles() {
  const [, roles] = /```yaml\n(footnote:[\s\S]*?)```/u.exec(await readFile(DOCUMENTATION, "utf8")) ?? [];
  if (roles === undefined) throw new Error("docs/opensearch.md has no role");
  const of = (type, content) => `_meta: { type: ${type}, config_version: 2 }\n${content}`;
  const hash = `hash: "${HASH}"`;
  const users = Object.keys(USERS).map((name) => `${name}: { ${hash} }\n`);
  const mapped = Object.entries(USERS).flatMap(([name, role]) => (role ? [`${role}: { users: [${name}] }\n`] : []));
  const basic = "http_authenticator: { type: basic, challenge: true }, authentication_backend: { type: intern }";
  return {
    "config.yml": of(
      "config",
      `config: { dynamic: { authc: { basic: { http_enabled: true, order: 0, ${basic} } } } }\n`,
    ),
    "internal_users.yml": of("internalusers", `${ADMIN}: { ${hash}, backend_roles: [admin] }\n${users.join("")}`),
    "roles.yml": of("roles", roles),
    "roles_mapping.yml": of("rolesmapping", `all_access: { backend_roles: [admin] }\n${mapped.join("")}`),
    "action_groups.yml": of("actiongroups", ""),
    "tenants.yml": of("tenants", ""),
    "nodes_dn.yml": of("nodesdn", ""),
  };
}

/** What a node answers to whoever runs the cluster. @throws Error for one that isn't there, or refuses */
export async function askNode(folder, url) {
  const [ca, password] = await Promise.all(["ca.pem", "password"].map((name) => readFile(join(folder, name), "utf8")));
  const response = await new Promise((answered, failed) =>
    request(url, { ca, auth: `${ADMIN}:${password.trim()}`, agent: false }, answered)
      .once("error", failed)
      .end(),
  );
  const body = await text(response);
  if (response.statusCode >= 300) throw new Error(`${url}: ${response.statusCode} ${body}`);
  return JSON.parse(body);
}
