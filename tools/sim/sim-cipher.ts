/** Seals nothing: what is simulated is the protocol. It keeps its word in the rest, and is cheap. */
import type { Json } from '#libs/saga-core';
import { DecryptError, type DataKey, type PayloadCipher, type WrappedKey } from '#libs/saga-engine';
import { hashText } from './chance.js';

export class SimCipher implements PayloadCipher {
  newDataKey(sagaId: string): { dataKey: DataKey; wrapped: WrappedKey } {
    return { dataKey: { kid: sagaId }, wrapped: { kid: sagaId, wrapped: new Uint8Array(1) } };
  }

  unwrap(sagaId: string, { kid }: WrappedKey): DataKey {
    if (kid !== sagaId) throw new DecryptError('not the key of this saga');
    return { kid };
  }

  seal(key: DataKey, sagaId: string, seq: number, field: string, value: Json): Uint8Array {
    return Buffer.from(JSON.stringify([key.kid, sagaId, seq, field, value]));
  }

  open(key: DataKey, sagaId: string, seq: number, field: string, sealed: Uint8Array): Json {
    const [kid, saga, at, name, value] = JSON.parse(Buffer.from(sealed).toString()) as Json[];
    if (kid !== key.kid || saga !== sagaId || at !== seq || name !== field)
      throw new DecryptError(`${sagaId} ${seq} ${field} was altered`);
    return value as Json;
  }

  hmac(purpose: string, text: string): Uint8Array {
    return Buffer.from(this.digest(`${purpose}\n${text}`));
  }

  digest(text: string): string {
    return (
      hashText(text).toString(16).padStart(8, '0') + hashText(text, text.length).toString(16).padStart(8, '0')
    );
  }
}
