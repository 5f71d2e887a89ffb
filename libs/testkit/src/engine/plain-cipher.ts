import { createHash } from 'node:crypto';
import type { Json } from '#libs/saga-core';
import { DecryptError, type DataKey, type PayloadCipher, type WrappedKey } from '#libs/saga-engine';

const HASH_BYTES = 32;

/**
 * A cipher that hides nothing but keeps its word in everything else: a value opens only under its saga, number, field and
 * key, and unaltered. For tests that read what was stored.
 */
export class PlainCipher implements PayloadCipher {
  newDataKey(sagaId: string): { dataKey: DataKey; wrapped: WrappedKey } {
    return { dataKey: { kid: sagaId }, wrapped: { kid: 'plain', wrapped: Buffer.from(`key of ${sagaId}`) } };
  }

  unwrap(sagaId: string, { wrapped }: WrappedKey): DataKey {
    if (Buffer.from(wrapped).toString() !== `key of ${sagaId}`)
      throw new DecryptError('not the key of this saga');
    return { kid: sagaId };
  }

  seal(key: DataKey, sagaId: string, seq: number, field: string, value: Json): Uint8Array {
    const text = Buffer.from(JSON.stringify(value));
    return Buffer.concat([this.tag(key, sagaId, seq, field, text), text]);
  }

  open(key: DataKey, sagaId: string, seq: number, field: string, sealed: Uint8Array): Json {
    const bytes = Buffer.from(sealed);
    const text = bytes.subarray(HASH_BYTES);
    if (!this.tag(key, sagaId, seq, field, text).equals(bytes.subarray(0, HASH_BYTES)))
      throw new DecryptError(`${sagaId} ${seq} ${field} was altered`);
    return JSON.parse(text.toString()) as Json;
  }

  hmac(purpose: string, text: string): Uint8Array {
    return createHash('sha256').update(`${purpose}\n${text}`).digest();
  }

  digest(text: string): string {
    return createHash('sha256').update(text).digest('hex');
  }

  private tag(key: DataKey, sagaId: string, seq: number, field: string, text: Buffer): Buffer {
    const about = JSON.stringify([key.kid, sagaId, seq, field]);
    return createHash('sha256').update(about).update(text).digest();
  }
}
