import { ErrorCode } from 'bullmq';

/**
 * What an error of a BullMQ worker means to us. None of them is an error of a run: a job never decides about its run.
 *
 * - `lost`: the job, or our lock on it, is gone (a stall, FLUSHALL, a second delivery). The run went on regardless.
 * - `garbage`: a job that cannot even be read.
 * - `connection`: Redis cannot be reached, which the sending end tells.
 * - `other`: Redis did not do what was asked.
 */
export type WorkerErrorKind = 'lost' | 'garbage' | 'connection' | 'other';

const LOST: ReadonlySet<unknown> = new Set([
  ErrorCode.JobNotExist,
  ErrorCode.JobLockNotExist,
  ErrorCode.JobNotInState,
  ErrorCode.JobLockMismatch,
]);

/** `ECONNREFUSED`, `ETIMEDOUT`, `EAI_AGAIN` and their like. */
const ERRNO = /^E[A-Z_]+$/;

export function classifyWorkerError(error: unknown): WorkerErrorKind {
  if (error instanceof SyntaxError) return 'garbage';
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (LOST.has(code)) return 'lost';
  return typeof code === 'string' && ERRNO.test(code) ? 'connection' : 'other';
}
