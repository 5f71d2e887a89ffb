// Runs once, after the integration tests, also when some failed. If Jest is killed, the servers' watchdogs do it.
export default async function globalTeardown() {
  await globalThis.stopTestServers?.();
}
