/** What the kernel says about processes: the time that they computed, their memory, their open files. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

/** Of the clock that /proc counts in; the same on every Linux. */
const TICKS_PER_SECOND = 100;
const AFTER_NAME = { ppid: 1, utime: 11, stime: 12, cutime: 13, cstime: 14 } as const;

/** The fields of /proc/<pid>/stat behind the name, which may hold anything. Empty when the process is gone. */
function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function ticks(stat: readonly string[], fields: readonly (keyof typeof AFTER_NAME)[]): number {
  return fields.reduce((sum, field) => sum + Number(stat[AFTER_NAME[field]] ?? 0), 0);
}

/** Milliseconds that a process computed since it began. */
export function cpuMs(pid: number): number {
  return (ticks(statOf(pid), ['utime', 'stime']) * 1_000) / TICKS_PER_SECOND;
}

/** Milliseconds that a process and its children computed, those that ended included. */
export function cpuMsWithChildren(pid: number): number {
  const own = ticks(statOf(pid), ['utime', 'stime', 'cutime', 'cstime']);
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => Number(stat[AFTER_NAME.ppid]) === pid)
    .reduce((sum, stat) => sum + ticks(stat, ['utime', 'stime']), 0);
  return ((own + children) * 1_000) / TICKS_PER_SECOND;
}

export function parentOf(pid: number): number {
  return Number(statOf(pid)[AFTER_NAME.ppid]);
}

/** Resident memory in bytes; NaN when the process is gone. */
export function residentBytes(pid: number): number {
  try {
    const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
    return Number(kib) * 1_024;
  } catch {
    return Number.NaN;
  }
}

/** Open files and sockets. */
export function openFiles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
