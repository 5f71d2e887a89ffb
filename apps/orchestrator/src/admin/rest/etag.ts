/** Where a reply says which state it shows: its etag, which the REST face sends as the header too. */
import { messageOf, type Json, type JsonObject } from '#libs/contracts';
import { camelName } from './field-names.js';

/** `result.saga.etag` is as deep as any is. */
const DEEPEST = 3;

const paths = new Map<string, readonly string[] | null>();

/** Of several the one that is least deep; lists are of many things and have none. */
function search(message: string): string[] | null {
  let level: { message: string; path: string[] }[] = [{ message, path: [] }];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
    const next: typeof level = [];
    for (const { message: name, path } of level) {
      for (const field of messageOf(name)?.fields.values() ?? []) {
        const at = [...path, field.name];
        if (field.cardinality !== 'one') continue;
        if (field.name === 'etag') return at;
        if (field.type.kind === 'message') next.push({ message: field.type.name, path: at });
      }
    }
    level = next;
  }
  return null;
}

/** Names in the proto on the way to the etag of a reply; null where it has none. */
export function etagPath(responseType: string): readonly string[] | null {
  const known = paths.get(responseType);
  if (known !== undefined) return known;
  const found = search(responseType);
  paths.set(responseType, found);
  return found;
}

/** The header `ETag` of a reply, by the names of the JSON mapping; null where there is none. */
export function etagHeader(responseType: string, reply: JsonObject): string | null {
  let value: Json | undefined = reply;
  for (const name of etagPath(responseType) ?? ['']) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    value = (value as JsonObject)[camelName(name)];
  }
  return typeof value === 'string' && value !== '' ? `"${value}"` : null;
}
