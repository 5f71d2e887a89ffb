/** The data of a version: google.protobuf.Struct as plain JSON that Postgres can store. Pure. */
import { JsonMappingError, structFromWire, type Json, type JsonObject } from '#libs/contracts';
import { z } from 'zod';

/** Of the JSON text, in bytes. */
const LARGEST_DATA = 128 * 1024;

/** What a jsonb cannot hold: NUL, and halves of surrogate pairs. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** The rules of `UpdateHealthRecordRequest.data`, to be parsed from what the loader hands out. */
export function healthData() {
  return z
    .object({ fields: z.unknown() }, { error: 'is required' })
    .transform((struct, context): JsonObject => {
      try {
        const data = structFromWire(struct);
        const mistake = mistakeIn(data);
        if (mistake === undefined) return data;
        context.addIssue({ code: 'custom', message: mistake });
      } catch (error) {
        if (!(error instanceof JsonMappingError)) throw error;
        context.addIssue({
          code: 'custom',
          path: error.path === '' ? [] : [error.path],
          message: error.description,
        });
      }
      return z.NEVER;
    });
}

function mistakeIn(data: JsonObject): string | undefined {
  if (Buffer.byteLength(JSON.stringify(data)) > LARGEST_DATA) return 'must have at most 128 KiB as JSON';
  return isStorable(data) ? undefined : 'must not hold NUL or half a surrogate pair';
}

function isStorable(json: Json): boolean {
  if (typeof json === 'string') return !UNSTORABLE.test(json);
  if (typeof json !== 'object' || json === null) return true;
  return Object.entries(json).every(([key, value]) => !UNSTORABLE.test(key) && isStorable(value));
}
