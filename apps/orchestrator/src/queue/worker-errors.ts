import { ErrorCode } from 'bullmq';

/**
 * What an error of a BullMQ worker means to us. None of them is an error of a run: a job never decides about its run.
 *
 * - `lost`: the job, or our lock on it, is gone (a stall, FLUSHALL, a second delivery). The run went on regardless.
 * - `garbage`: a job that cannot even be read.
 * - `other`: Redis did not do what was asked.
 */
export type WorkerErrorKind = 'lost' | 'garbage' | 'other';

const LOST: ReadonlySet<unknown> = new Set([
  ErrorCode.JobNotExist,
  ErrorCode.JobLockNotExist,
  ErrorCode.JobNotInState,
  ErrorCode.JobLockMismatch,
]);

export function classifyWorkerError(error: unknown): WorkerErrorKind {
  if (error instanceof SyntaxError) return 'garbage';
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return LOST.has(code) ? 'lost' : 'other';
}
