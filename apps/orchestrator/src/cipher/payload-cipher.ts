/**
 * Envelope encryption of everything that may be health data (G12): AES-256-GCM with a data key per saga, which is itself
 * encrypted ("wrapped") by a key of the configuration. Deleting a wrapped key shreds its saga.
 *
 * A sealed value is `format (1 byte) | nonce (12) | ciphertext | tag (16)`; a wrapped key has the same form.
 *
 * 1. A value is bound to its saga, its number and its field, a wrapped key to its saga and the id of its wrapping key:
 *    moved anywhere else it does not open.
 * 2. Every value gets a nonce of its own, 96 random bits.
 * 3. What does not open throws `DecryptError`, whatever the reason; the error says nothing about the content.
 * 4. Keys are held as key objects and never leave this file; a data key has no readable member but the kid.
 * 5. Keyed hashes use keys of their own, one per purpose, derived from one that no rotation changes: what was hashed once is
 *    found for ever.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Json } from '#libs/saga-core';
import { DecryptError, type DataKey, type PayloadCipher, type WrappedKey } from '#libs/saga-engine';
import { RandomPool } from './random-pool.js';

/** A key of the configuration: what wraps data keys, under the id that is stored beside them. */
export interface EncryptionKey {
  readonly kid: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

export interface CipherOptions {
  /** The first one wraps new data keys; the others only open what they wrapped. Ids are unique. */
  readonly encryptionKeys: readonly EncryptionKey[];
  /** 32 bytes, for keyed hashes. */
  readonly blindIndexKey: Uint8Array;
  /** Data keys that are kept unwrapped. */
  readonly cachedKeys?: number;
}

const ALGORITHM = 'aes-256-gcm';
const FORMAT = 1;
const FORMAT_BYTE = Uint8Array.of(FORMAT);
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES;
const OPTIONS = { authTagLength: TAG_BYTES };
const CACHED_KEYS = 4_096;
const CACHED_PURPOSES = 256;

class SagaDataKey implements DataKey {
  readonly #secret: KeyObject;

  constructor(
    readonly kid: string,
    bytes: Uint8Array,
  ) {
    this.#secret = createSecretKey(bytes);
  }

  static secretOf(key: DataKey): KeyObject {
    if (key instanceof SagaDataKey) return key.#secret;
    throw new TypeError('this data key was not made by this cipher');
  }
}

interface CachedKey {
  readonly wrapped: Uint8Array;
  readonly key: SagaDataKey;
}

/** Of associated data. No part can run into the next: its length comes first, and a number ends at a sign that it does not have. */
const part = (text: string): string => `${Buffer.byteLength(text)}:${text}`;

const valueData = (sagaId: string, seq: number, field: string): Buffer =>
  Buffer.from(`suoke value\n${part(sagaId)}${part(String(seq))}${part(field)}`);
const keyData = (sagaId: string, kid: string): Buffer =>
  Buffer.from(`suoke data key\n${part(sagaId)}${part(kid)}`);

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

export class AesGcmPayloadCipher implements PayloadCipher {
  private readonly nonces = new RandomPool(NONCE_BYTES);
  private readonly freshKeys = new RandomPool(KEY_BYTES);
  private readonly wrappingKeys: ReadonlyMap<string, KeyObject>;
  private readonly activeKid: string;
  private readonly blindIndexKey: KeyObject;
  private readonly purposes = new LRUCache<string, KeyObject>({ max: CACHED_PURPOSES });
  private readonly unwrapped: LRUCache<string, CachedKey>;

  /** @throws RangeError for no key, two keys of one id, or a key that is not 32 bytes long */
  constructor(options: CipherOptions) {
    const { encryptionKeys, blindIndexKey, cachedKeys = CACHED_KEYS } = options;
    const [active] = encryptionKeys;
    if (active === undefined) throw new RangeError('there is no encryption key');
    for (const { kid, key } of encryptionKeys) {
      if (key.length !== KEY_BYTES)
        throw new RangeError(`the encryption key ${kid} is not ${KEY_BYTES} bytes long`);
    }
    if (blindIndexKey.length !== KEY_BYTES)
      throw new RangeError(`the blind index key is not ${KEY_BYTES} bytes long`);
    this.wrappingKeys = new Map(encryptionKeys.map(({ kid, key }) => [kid, createSecretKey(key)]));
    if (this.wrappingKeys.size < encryptionKeys.length)
      throw new RangeError('two encryption keys have one id');
    this.activeKid = active.kid;
    this.blindIndexKey = createSecretKey(blindIndexKey);
    this.unwrapped = new LRUCache({ max: cachedKeys });
  }

  /** Ids of the keys of the configuration, the active one first. */
  get kids(): string[] {
    return [...this.wrappingKeys.keys()];
  }

  newDataKey(sagaId: string): { dataKey: DataKey; wrapped: WrappedKey } {
    const kid = this.activeKid;
    const bytes = this.freshKeys.draw();
    const wrapped = this.encrypt(this.wrappingKeys.get(kid) as KeyObject, keyData(sagaId, kid), bytes);
    const key = new SagaDataKey(kid, bytes);
    bytes.fill(0);
    return { dataKey: key, wrapped: { kid, wrapped } };
  }

  /** @throws DecryptError when the wrapping key is not configured, or the wrapped key is not the saga's */
  unwrap(sagaId: string, { kid, wrapped }: WrappedKey): DataKey {
    const known = this.unwrapped.get(sagaId);
    if (known !== undefined && known.key.kid === kid && sameBytes(known.wrapped, wrapped)) return known.key;
    const wrappingKey = this.wrappingKeys.get(kid);
    if (wrappingKey === undefined)
      throw new DecryptError(`the encryption key ${JSON.stringify(kid)} is not configured`);
    const bytes = this.decrypt(wrappingKey, keyData(sagaId, kid), wrapped, 'data key');
    if (bytes.length !== KEY_BYTES) throw new DecryptError('the data key has a wrong length');
    const key = new SagaDataKey(kid, bytes);
    bytes.fill(0);
    this.unwrapped.set(sagaId, { wrapped: Uint8Array.from(wrapped), key });
    return key;
  }

  seal(key: DataKey, sagaId: string, seq: number, field: string, value: Json): Uint8Array {
    const secret = SagaDataKey.secretOf(key);
    return this.encrypt(secret, valueData(sagaId, seq, field), JSON.stringify(value));
  }

  /** @throws DecryptError for anything that was altered, moved, or sealed with another key */
  open(key: DataKey, sagaId: string, seq: number, field: string, sealed: Uint8Array): Json {
    const secret = SagaDataKey.secretOf(key);
    const plain = this.decrypt(secret, valueData(sagaId, seq, field), sealed, 'value');
    return JSON.parse(plain.toString('utf8')) as Json;
  }

  hmac(purpose: string, text: string): Uint8Array {
    return createHmac('sha256', this.purposeKey(purpose)).update(text).digest();
  }

  digest(text: string): string {
    return createHash('sha256').update(text).digest('hex');
  }

  private purposeKey(purpose: string): KeyObject {
    const known = this.purposes.get(purpose);
    if (known !== undefined) return known;
    const bytes = hkdfSync('sha256', this.blindIndexKey, 'suoke saga', `keyed hash/${purpose}`, KEY_BYTES);
    const key = createSecretKey(Buffer.from(bytes));
    this.purposes.set(purpose, key);
    return key;
  }

  /** @param plain text goes in as UTF-8 */
  private encrypt(key: KeyObject, aad: Buffer, plain: Uint8Array | string): Buffer {
    const nonce = this.nonces.draw();
    const cipher = createCipheriv(ALGORITHM, key, nonce, OPTIONS).setAAD(aad);
    const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
    cipher.final();
    return Buffer.concat([FORMAT_BYTE, nonce, body, cipher.getAuthTag()]);
  }

  private decrypt(key: KeyObject, aad: Buffer, sealed: Uint8Array, what: string): Buffer {
    if (sealed.length < HEAD_BYTES + TAG_BYTES) throw new DecryptError(`the ${what} is cut short`);
    if (sealed[0] !== FORMAT)
      throw new DecryptError(`the ${what} has format ${sealed[0]}, which is not known here`);
    const end = sealed.length - TAG_BYTES;
    try {
      const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(1, HEAD_BYTES), OPTIONS);
      decipher.setAAD(aad).setAuthTag(sealed.subarray(end));
      const plain = decipher.update(sealed.subarray(HEAD_BYTES, end));
      decipher.final();
      return plain;
    } catch (cause) {
      throw new DecryptError(`the ${what} was altered, moved, or encrypted with another key`, { cause });
    }
  }
}
