import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { DecryptError, type DataKey } from '#libs/saga-engine';
import { AesGcmPayloadCipher } from './payload-cipher.js';

const K1 = { kid: 'k1', key: randomBytes(32) };
const K2 = { kid: 'k2', key: randomBytes(32) };
const blindIndexKey = randomBytes(32);
const SAGA = '0190b2a8-0000-7000-8000-000000000001';
const OTHER = '0190b2a8-0000-7000-8000-000000000002';

const make = (encryptionKeys = [K1], cachedKeys?: number) =>
  new AesGcmPayloadCipher({ encryptionKeys, blindIndexKey, cachedKeys });

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] as number) ^ 0x01;
  return copy;
}

describe('values', () => {
  const cipher = make();
  const { dataKey } = cipher.newDataKey(SAGA);
  const value = { complaint: '乏力', list: [1, null, true, 'x'], 'lone \ud800': '' };
  const sealed = cipher.seal(dataKey, SAGA, 7, 'branch_done', value);

  it('come back as they were', () => {
    expect(cipher.open(dataKey, SAGA, 7, 'branch_done', sealed)).toEqual(value);
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const text = JSON.stringify(json);
        const bytes = cipher.seal(dataKey, SAGA, 1, 'f', JSON.parse(text));
        expect(cipher.open(dataKey, SAGA, 1, 'f', bytes)).toEqual(JSON.parse(text));
      }),
      { numRuns: 200 },
    );
  });

  it('are not to be read, and never the same twice', () => {
    expect(Buffer.from(sealed).includes('乏力')).toBe(false);
    const again = cipher.seal(dataKey, SAGA, 7, 'branch_done', value);
    expect(Buffer.compare(again, sealed)).not.toBe(0);
    const nonces = Array.from({ length: 2_500 }, () =>
      Buffer.from(cipher.seal(dataKey, SAGA, 1, 'f', 1))
        .subarray(1, 13)
        .toString('hex'),
    );
    expect(new Set(nonces).size).toBe(2_500);
  });

  it('do not open with any byte changed: format, nonce, content, tag', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      expect(() => cipher.open(dataKey, SAGA, 7, 'branch_done', flip(sealed, at))).toThrow(DecryptError);
    }
  });

  it('do not open when cut or lengthened', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      const cut = sealed.subarray(0, length);
      expect(() => cipher.open(dataKey, SAGA, 7, 'branch_done', cut)).toThrow(DecryptError);
    }
    const longer = Buffer.concat([sealed, Buffer.from([0])]);
    expect(() => cipher.open(dataKey, SAGA, 7, 'branch_done', longer)).toThrow(DecryptError);
  });

  it.each([
    ['another saga', OTHER, 7, 'branch_done'],
    ['another number', SAGA, 8, 'branch_done'],
    ['another field', SAGA, 7, 'started'],
    ['parts that read the same side by side', `${SAGA}1`, 7, 'branch_done'],
  ])('do not open as those of %s', (_what, saga, seq, field) => {
    expect(() => cipher.open(dataKey, saga, seq, field, sealed)).toThrow(DecryptError);
  });

  it('do not open with the key of another saga', () => {
    const { dataKey: other } = cipher.newDataKey(OTHER);
    expect(() => cipher.open(other, SAGA, 7, 'branch_done', sealed)).toThrow(DecryptError);
  });

  it('do not tell their content in the error', () => {
    try {
      cipher.open(dataKey, SAGA, 8, 'branch_done', sealed);
    } catch (error) {
      expect(inspect(error, { depth: 5 })).not.toContain('乏力');
    }
    expect.assertions(1);
  });

  it('take only keys of this cipher', () => {
    const foreign = { kid: 'k1' } as DataKey;
    expect(() => cipher.seal(foreign, SAGA, 1, 'f', 1)).toThrow(TypeError);
  });
});

describe('data keys', () => {
  it('unwrap in another process', () => {
    const { dataKey, wrapped } = make().newDataKey(SAGA);
    const sealed = make().seal(dataKey, SAGA, 1, 'started', { a: 1 });
    const elsewhere = make([K2, K1]);
    const key = elsewhere.unwrap(SAGA, wrapped);
    expect(key.kid).toBe('k1');
    expect(elsewhere.open(key, SAGA, 1, 'started', sealed)).toEqual({ a: 1 });
    expect(elsewhere.unwrap(SAGA, wrapped)).toBe(key);
  });

  it('are wrapped by the first key; the others only unwrap', () => {
    const cipher = make([K2, K1]);
    expect(cipher.newDataKey(SAGA).wrapped.kid).toBe('k2');
    expect(cipher.kids).toEqual(['k2', 'k1']);
  });

  it('do not unwrap for another saga, altered, cut, under another kid, or with a wrong or missing key', () => {
    const { wrapped } = make().newDataKey(SAGA);
    const bytes = wrapped.wrapped;
    expect(() => make().unwrap(OTHER, wrapped)).toThrow(DecryptError);
    for (let at = 0; at < bytes.length; at += 1) {
      expect(() => make().unwrap(SAGA, { kid: 'k1', wrapped: flip(bytes, at) })).toThrow(DecryptError);
    }
    expect(() => make().unwrap(SAGA, { kid: 'k1', wrapped: bytes.subarray(0, 20) })).toThrow(DecryptError);
    const renamed = make([K1, { kid: 'k3', key: K1.key }]);
    expect(() => renamed.unwrap(SAGA, { kid: 'k3', wrapped: bytes })).toThrow(DecryptError);
    expect(() => make([{ kid: 'k1', key: randomBytes(32) }]).unwrap(SAGA, wrapped)).toThrow(DecryptError);
    expect(() => make([K2]).unwrap(SAGA, wrapped)).toThrow('the encryption key "k1" is not configured');
  });

  it('a cached key answers only for the bytes that it came from', () => {
    const cipher = make();
    const { wrapped } = cipher.newDataKey(SAGA);
    expect(() => cipher.unwrap(SAGA, { kid: 'k1', wrapped: flip(wrapped.wrapped, 20) })).toThrow(
      DecryptError,
    );
    expect(cipher.unwrap(SAGA, wrapped).kid).toBe('k1');
  });

  it('show nothing when printed', () => {
    const { dataKey } = make().newDataKey(SAGA);
    expect(inspect(dataKey, { showHidden: true, depth: 5 })).not.toMatch(/<Buffer|Uint8Array/);
    expect(JSON.stringify(dataKey)).toBe('{"kid":"k1"}');
  });
});

describe('keyed hashes', () => {
  const cipher = make();

  it('are stable over encryption keys and processes, and differ by purpose and text', () => {
    const hash = cipher.hmac('label:patient', 'p-1');
    expect(hash).toHaveLength(32);
    expect(make([K2]).hmac('label:patient', 'p-1')).toEqual(hash);
    expect(cipher.hmac('label:clinic', 'p-1')).not.toEqual(hash);
    expect(cipher.hmac('label:patient', 'p-2')).not.toEqual(hash);
    const otherKey = new AesGcmPayloadCipher({ encryptionKeys: [K1], blindIndexKey: randomBytes(32) });
    expect(otherKey.hmac('label:patient', 'p-1')).not.toEqual(hash);
  });

  it('digest is plain SHA-256', () => {
    expect(cipher.digest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('construction', () => {
  it.each([
    ['no key', [], 'there is no encryption key'],
    ['two of one id', [K1, { kid: 'k1', key: K2.key }], 'two encryption keys have one id'],
    ['31 bytes', [{ kid: 'k1', key: randomBytes(31) }], 'the encryption key k1 is not 32 bytes long'],
  ])('refuses %s', (_what, keys, message) => {
    expect(() => make(keys)).toThrow(message);
  });

  it('refuses a short blind index key', () => {
    expect(() => new AesGcmPayloadCipher({ encryptionKeys: [K1], blindIndexKey: randomBytes(16) })).toThrow(
      'the blind index key is not 32 bytes long',
    );
  });
});
