/** How `sagactl` ends: a script decides by these numbers, and by nothing that is printed. They never change their meaning. */
import type { PlainKey } from './language/translate.js';

export const EXIT = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  notFound: 3,
  conflict: 4,
  denied: 5,
  partial: 6,
  unavailable: 7,
  integrity: 8,
  interrupted: 130,
} as const;

export type ExitName = keyof typeof EXIT;
export type ExitCode = (typeof EXIT)[ExitName];

/** What each one says, in the order of the numbers. */
export const EXIT_TEXTS: Readonly<Record<ExitName, PlainKey>> = {
  ok: 'exit.ok',
  unexpected: 'exit.unexpected',
  usage: 'exit.usage',
  notFound: 'exit.notFound',
  conflict: 'exit.conflict',
  denied: 'exit.denied',
  partial: 'exit.partial',
  unavailable: 'exit.unavailable',
  integrity: 'exit.integrity',
  interrupted: 'exit.interrupted',
};

const BY_STATUS: Readonly<Record<string, ExitName>> = {
  INVALID_ARGUMENT: 'usage',
  NOT_FOUND: 'notFound',
  ABORTED: 'conflict',
  ALREADY_EXISTS: 'conflict',
  FAILED_PRECONDITION: 'conflict',
  OUT_OF_RANGE: 'conflict',
  PERMISSION_DENIED: 'denied',
  UNAUTHENTICATED: 'denied',
  DEADLINE_EXCEEDED: 'unavailable',
  RESOURCE_EXHAUSTED: 'unavailable',
  UNAVAILABLE: 'unavailable',
};

/** The exit code for a call that failed with a gRPC status, by its name. */
export function exitOfStatus(status: string): ExitCode {
  return EXIT[BY_STATUS[status] ?? 'unexpected'];
}

/** After these nobody knows whether a change took effect; all others are definite. */
const UNKNOWN_OUTCOME: ReadonlySet<string> = new Set([
  'CANCELLED',
  'DATA_LOSS',
  'DEADLINE_EXCEEDED',
  'INTERNAL',
  'UNAVAILABLE',
  'UNKNOWN',
]);

/** Whether a change that failed with this status may have taken effect all the same. */
export function leavesOutcomeUnknown(status: string): boolean {
  return UNKNOWN_OUTCOME.has(status);
}
