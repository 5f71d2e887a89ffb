/** A call that failed: for people a sentence and what to do, for programs the status with its details. */
import type { JsonObject } from '#libs/contracts';
import type { CallFailed } from '../../client/call-failed.js';
import { exitOfStatus, type ExitCode } from '../exit-codes.js';
import type { PlainKey } from '../language/translate.js';
import { line, styled, type Block } from '../output/layout.js';
import type { Reader } from '../screen.js';

/** What an operator should do about a status; nothing where the text of the server says it. */
const ADVICE: Readonly<Record<string, PlainKey>> = {
  UNIMPLEMENTED: 'advice.unimplemented',
  UNAUTHENTICATED: 'advice.unauthenticated',
  PERMISSION_DENIED: 'advice.denied',
  UNAVAILABLE: 'advice.unavailable',
  DEADLINE_EXCEEDED: 'advice.deadline',
  RESOURCE_EXHAUSTED: 'advice.exhausted',
  INTERNAL: 'advice.internal',
};

const fieldsOf = ({ details }: CallFailed) => details?.fieldViolations ?? [];

export function callFailureBlocks(error: CallFailed, { t }: Reader): Block[] {
  const { status, reason, text, details } = error;
  const code = details?.metadata['refusal'] ?? reason;
  const advice = ADVICE[status];
  return [
    line(styled('red', code === null || code === '' ? status : `${status} ${code}`), '  ', text),
    ...fieldsOf(error).map(({ field, description }) => line(`  ${field}: ${description}`)),
    ...(advice === undefined ? [] : [line(t(advice))]),
  ];
}

/** `exit` is the exit code that goes with it. */
export function callFailureDocument(error: CallFailed): { exit: ExitCode; document: JsonObject } {
  const { method, status, reason, text, details } = error;
  const exit = exitOfStatus(status);
  const metadata = details?.metadata ?? {};
  const fields = fieldsOf(error).map(({ field, description }) => ({ field, description }));
  return {
    exit,
    document: {
      error: {
        method,
        status,
        reason: reason ?? '',
        message: text,
        metadata,
        field_violations: fields,
        exit_code: exit,
      },
    },
  };
}
