import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

/**
 * Runs a call with `net`, `dns`, `dgram` and `fetch` made to throw, and gives what tried to use them. Everything else
 * that reaches the network in Node (http, https, tls, undici) goes through `net`'s sockets.
 * @throws what the call throws, unless it is for the network
 */
export async function withoutNetwork(call: () => Promise<unknown>): Promise<readonly string[]> {
  const attempts: string[] = [];
  const refuse = (name: string) => () => {
    attempts.push(name);
    throw new Error(`${name} is closed`);
  };
  const { connect } = net.Socket.prototype;
  const { lookup, resolve } = dns;
  const { lookup: lookupPromise, resolve: resolvePromise } = dns.promises;
  const { createSocket } = dgram;
  const { fetch } = globalThis;
  net.Socket.prototype.connect = refuse("net.connect");
  Object.assign(dns, { lookup: refuse("dns.lookup"), resolve: refuse("dns.resolve") });
  Object.assign(dns.promises, { lookup: refuse("dns.lookup"), resolve: refuse("dns.resolve") });
  Object.assign(dgram, { createSocket: refuse("dgram.createSocket") });
  globalThis.fetch = refuse("fetch");
  syncBuiltinESMExports();
  try {
    await call();
  } catch (error) {
    if (attempts.length === 0) throw error;
  } finally {
    net.Socket.prototype.connect = connect;
    Object.assign(dns, { lookup, resolve });
    Object.assign(dns.promises, { lookup: lookupPromise, resolve: resolvePromise });
    Object.assign(dgram, { createSocket });
    globalThis.fetch = fetch;
    syncBuiltinESMExports();
  }
  return attempts;
}
