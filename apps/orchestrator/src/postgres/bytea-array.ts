/**
 * A `bytea[]` in the binary format of the protocol. The driver would write each byte as two hex digits, which doubles what a
 * flush sends and makes both sides convert it; a Buffer it sends as it is.
 */
const BYTEA_OID = 17;
const NULL_LENGTH = -1;

/** A parameter for `$n::bytea[]`; null elements stay null. */
export function byteaArray(items: readonly (Uint8Array | null)[]): Buffer {
  if (items.length === 0) return header(0, false, 0);
  const hasNull = items.includes(null);
  const parts: Uint8Array[] = [header(1, hasNull, items.length)];
  for (const item of items) {
    const length = Buffer.allocUnsafe(4);
    length.writeInt32BE(item === null ? NULL_LENGTH : item.byteLength);
    parts.push(length);
    if (item !== null) parts.push(item);
  }
  return Buffer.concat(parts);
}

/** Dimensions, whether there are nulls, type of the elements, then count and lower bound of the only dimension. */
function header(dimensions: 0 | 1, hasNull: boolean, count: number): Buffer {
  const buffer = Buffer.alloc(dimensions === 0 ? 12 : 20);
  buffer.writeInt32BE(dimensions, 0);
  buffer.writeInt32BE(hasNull ? 1 : 0, 4);
  buffer.writeInt32BE(BYTEA_OID, 8);
  if (dimensions === 0) return buffer;
  buffer.writeInt32BE(count, 12);
  buffer.writeInt32BE(1, 16);
  return buffer;
}
