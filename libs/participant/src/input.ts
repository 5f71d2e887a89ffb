import { status as GrpcStatus } from '@grpc/grpc-js';
import { grpcError, type FieldViolation } from '#libs/platform';
import type { z } from 'zod';

/**
 * The request as its schema understands it.
 * Throws INVALID_ARGUMENT `INPUT_INVALID` with one field violation per mistake, all of them at once. The texts are the
 * schema's, so they name rules and never values.
 */
export function validInput<Schema extends z.ZodType>(schema: Schema, request: unknown): z.output<Schema> {
  const result = schema.safeParse(request);
  if (result.success) return result.data;
  const fieldViolations = result.error.issues.map(({ path, message }): FieldViolation => ({
    field: fieldPath(path),
    description: message,
  }));
  throw grpcError({
    code: GrpcStatus.INVALID_ARGUMENT,
    message: `the request has ${fieldViolations.length} mistake(s), the first in ${fieldViolations[0]?.field}`,
    reason: 'INPUT_INVALID',
    fieldViolations,
  });
}

/** `['data', 'symptoms', 0, 'name']` → `data.symptoms[0].name` */
function fieldPath(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>((before, part) => {
    if (typeof part === 'number') return `${before}[${part}]`;
    return before === '' ? String(part) : `${before}.${String(part)}`;
  }, '');
  return text === '' ? 'request' : text;
}
