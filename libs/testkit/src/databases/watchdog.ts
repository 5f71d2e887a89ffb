import { spawn, type ChildProcess } from 'node:child_process';

/** What is left to do for a server when its parent is gone. */
export interface WatchdogOrders {
  /** The first line of this file is the server's process id; no file: no server runs. */
  pidFile: string;
  /** What ends the server without a clean shutdown. */
  signal: 'QUIT' | 'TERM';
  /** A directory to delete after the server's end, or '' for none. */
  deleteDirectory: string;
}

export interface Watchdog {
  /** The parent has cleaned up by itself. */
  dismiss(): void;
}

/**
 * Waits for one word or for the end of its standard input, which the kernel closes when the parent dies, however it
 * dies. No word means: end the server, give it ten seconds, then kill it, and delete its directory. A server that ends
 * in order deletes its file; the process id alone would not do, it stays taken where nobody reaps orphans.
 */
const WATCH = `
read -r word
[ "$word" = done ] && exit 0
pid=''
[ -f "$1" ] && read -r pid < "$1"
if [ -n "$pid" ]; then
  kill -s "$2" "$pid"
  tries=0
  while [ -f "$1" ] && kill -0 "$pid" && [ "$tries" -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
  kill -s KILL "$pid"
fi 2>/dev/null
[ -n "$3" ] && rm -rf -- "$3"
exit 0
`;

/**
 * Starts a small shell that ends a server when this process is gone, be it by SIGKILL. It is a session of its own, so
 * that an interrupt from the terminal reaches this process only, and it does not keep this process alive.
 */
export function startWatchdog(orders: WatchdogOrders): Watchdog {
  const shell: ChildProcess = spawn(
    '/bin/sh',
    ['-c', WATCH, 'watchdog', orders.pidFile, orders.signal, orders.deleteDirectory],
    {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  const { stdin } = shell;
  stdin?.on('error', () => undefined);
  shell.unref();
  (stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return { dismiss: () => stdin?.end('done\n') };
}
