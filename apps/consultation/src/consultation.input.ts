import { consultationDataSchema, identifier, optionalIdentifier, optionalUuid, text } from '#libs/contracts';
import { pageFields } from '#libs/participant';
import { z } from 'zod';

/** The rules of CreateRecord, against the time that `now` tells. */
export const createRecordInput = (now: () => number) =>
  z.object({ user_id: identifier(), data: consultationDataSchema(now) });
export type CreateRecordInput = z.output<ReturnType<typeof createRecordInput>>;

/** The rules of DeleteRecord. The id is not looked at: the key says which record it is. */
export const deleteRecordInput = z.object({ reason: text(0, 500) });

export const getRecordInput = z.object({ consultation_id: text(1, 64) });

export const listRecordsInput = z.object({
  user_id: optionalIdentifier(),
  saga_id: optionalUuid(),
  show_deleted: z.boolean(),
  ...pageFields,
});
export type ListRecordsInput = z.output<typeof listRecordsInput>;
