import { identifier, jsonStruct, optionalIdentifier, optionalUuid, text } from '#libs/contracts';
import { pageFields } from '#libs/participant';
import { z } from 'zod';

const MAX_DATA_BYTES = 128 * 1024;

const dataType = () => z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'must match [a-z][a-z0-9_]{0,63}');

/** The rules of UpdateHealthRecord. The loader hands out 64-bit integers as text. */
export const updateInput = z.object({
  user_id: identifier(),
  type: dataType(),
  consultation_id: optionalIdentifier(),
  report_id: optionalIdentifier(),
  data: jsonStruct(MAX_DATA_BYTES),
  expected_version: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a version, or 0 for none')
    .transform(Number)
    .optional(),
});
export type UpdateInput = z.output<typeof updateInput>;

/** The rules of RevertHealthRecord. Person, type and version are not looked at: the key says which update it is. */
export const revertInput = z.object({ reason: text(0, 500) });

export const getInput = z.object({ user_id: identifier(), type: dataType() });
export type GetInput = z.output<typeof getInput>;

/** A saga's own versions may be asked for without the person: operators know the saga only. */
export const listVersionsInput = z
  .object({
    user_id: optionalIdentifier(),
    type: z.union([z.literal(''), dataType()], { error: 'must be empty or match [a-z][a-z0-9_]{0,63}' }),
    saga_id: optionalUuid(),
    ...pageFields,
  })
  .refine(({ user_id: user, saga_id: saga }) => user !== '' || saga !== '', {
    path: ['user_id'],
    message: 'is required where no saga is given',
  });
export type ListVersionsInput = z.output<typeof listVersionsInput>;

export const lockInput = z.object({ user_id: identifier(), reason: text(1, 500) });

export const unlockInput = z.object({ user_id: identifier() });
