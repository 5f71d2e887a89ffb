import { ErrorCode } from 'bullmq';
import { classifyWorkerError } from './worker-errors.js';

const coded = (code: unknown): Error => Object.assign(new Error('x'), { code });

describe('classifyWorkerError', () => {
  it.each([
    [coded(ErrorCode.JobNotExist), 'lost'],
    [coded(ErrorCode.JobLockNotExist), 'lost'],
    [coded(ErrorCode.JobNotInState), 'lost'],
    [coded(ErrorCode.JobLockMismatch), 'lost'],
    [new SyntaxError('Unexpected token'), 'garbage'],
    [coded('ECONNREFUSED'), 'connection'],
    [coded('EAI_AGAIN'), 'connection'],
    [coded(ErrorCode.ParentJobNotExist), 'other'],
    [new Error('OOM command not allowed'), 'other'],
    ['text', 'other'],
    [null, 'other'],
  ] as const)('%s is %s', (error, kind) => {
    expect(classifyWorkerError(error)).toBe(kind);
  });
});
