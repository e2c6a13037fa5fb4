const LOOPBACK = /^(?:localhost|(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

/** Whether a host's name, as a URL has it, is this machine's own, which nothing leaves. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}
